"""Is what a company says of itself judged fairly?

In the room: Harbour, honest, on paper since 2021; a two-week-old start-up; a company at a co-working address; a small
firm that has only a year to name; the Larkspur shells behind one letterbox.
"""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace as said_otherwise

from accounts.onboarding.check_facts import Facts, LeiEntry
from accounts.onboarding.check_rules import findings
from accounts.onboarding.claims import Address, ClaimedStake
from accounts.onboarding.reading import Reading
from tests.accounts.onboarding.judged import NOW, harbour_facts, mina_facts, says, with_company, with_party

LEI = "529900T8BM49AURSDO55"
RENEWS = datetime(2027, 5, 1, tzinfo=UTC)
ENTRY = LeiEntry("Harbour Analytics GmbH", "DE", "HRB 184220", "ACTIVE", "ISSUED", RENEWS)


def extract(**read: Any) -> dict[str, Reading]:
    return {"doc_register_extract": Reading(read_by=1, read_at=NOW, **read)}


def test_harbour_with_an_extract_that_was_read_passes_everything_about_the_company() -> None:
    facts = harbour_facts(seen=extract(number="HRB184220", name="Harbour Analytics GmbH"))
    keys = ("completeness", "register_number", "tax_id", "company_age", "address_form", "mass_address", "undertakings")
    assert {key: finding.result for key, finding in findings(facts, keys)} == dict.fromkeys(keys, "passed")


@pytest.mark.parametrize(
    ("seen", "entry", "result"),
    [
        ({}, None, "unclear"),  # a number of the right form is nobody's yet
        (extract(number="hrb 184220"), None, "passed"),
        (extract(number="HRB 184221"), None, "failed"),
        (extract(name="Harbour Analytics GmbH"), None, "unclear"),  # read, but the number is not in it
        (extract(number="184220"), None, "passed"),  # the prefix is spelling
        ({}, ENTRY, "passed"),
        ({}, ENTRY._replace(register_number="HRB 9"), "unclear"),
    ],
)
def test_a_register_number_is_proven_by_whoever_shows_it(
    seen: dict[str, Reading], entry: LeiEntry | None, result: str
) -> None:
    assert says(harbour_facts(seen=seen, lei=entry), "register_number")[0] == result


def test_a_number_that_no_register_of_the_country_gives_fails_with_the_reason() -> None:
    facts = with_company(harbour_facts(), jurisdiction="FR", registration_number="552")
    result, sentence = says(facts, "register_number")
    assert result == "failed"
    assert sentence.startswith("The register number cannot be one of FR: ")


@pytest.mark.parametrize(
    ("entry", "file_of", "result", "words"),
    [
        (ENTRY, NOW, "passed", "names this company"),
        (None, None, "pending", "No GLEIF file"),
        (None, NOW, "unclear", "does not know"),
        (ENTRY._replace(registration_status="LAPSED"), NOW, "unclear", "not renewed"),
        (ENTRY._replace(registration_status="PENDING_TRANSFER"), NOW, "unclear", "not issued"),
        (ENTRY._replace(registration_status="RETIRED"), NOW, "failed", "no longer in use"),
        (ENTRY._replace(entity_status="INACTIVE"), NOW, "failed", "no longer in use"),
        (ENTRY._replace(name="HARBOUR ANALYTICS GMBH."), NOW, "passed", "names this company"),
        (ENTRY._replace(name="Larkspur Data Ltd"), NOW, "failed", "another name"),
        (ENTRY._replace(jurisdiction="GB"), NOW, "failed", "of GB"),
    ],
)
def test_an_lei_is_judged_by_what_gleif_says(
    entry: LeiEntry | None, file_of: datetime | None, result: str, words: str
) -> None:
    facts = with_company(harbour_facts(lei=entry, lei_file_of=file_of), lei=LEI)
    said = says(facts, "lei")
    assert said[0] == result
    assert words in said[1]


def test_an_lei_that_was_not_renewed_since_proves_nothing_any_more() -> None:
    facts = with_company(
        harbour_facts(lei=ENTRY._replace(renews_at=datetime(2026, 5, 1, tzinfo=UTC)), lei_file_of=NOW), lei=LEI
    )
    assert says(facts, "lei") == ("unclear", "No longer valid since 2026-05-01: GLEIF names this company by this LEI.")


def test_without_an_lei_or_a_tax_number_there_is_nothing_to_look_at() -> None:
    assert not list(findings(with_company(harbour_facts(), tax_id=""), ["lei", "tax_id"]))


def test_a_tax_number_with_a_wrong_check_digit_fails() -> None:
    assert says(with_company(harbour_facts(), tax_id="DE136695977"), "tax_id")[0] == "failed"


@pytest.mark.parametrize(
    ("since", "result", "words"),
    [
        ("2026-11-10", "passed", "young"),  # the two-week-old start-up is no suspect
        ("2026", "passed", "young"),
        ("2026-09", "passed", "young"),
        ("2021", "passed", "since 2021"),
        ("2024-02", "passed", "since 2024-02"),
        ("2026-11-25", "failed", "future"),
        ("2027", "failed", "future"),
        ("", "unclear", "not known"),
    ],
)
def test_a_company_is_as_old_as_its_date_says(since: str, result: str, words: str) -> None:
    said = says(with_company(harbour_facts(), incorporated_on=since), "company_age")
    assert said[0] == result
    assert words in said[1]


@pytest.mark.parametrize(
    ("address", "result", "words"),
    [
        (Address("Hafenstraße 12", "Hamburg", "", "20459", "DE"), "passed", "names a place"),
        (Address("Unit 4, Al Quoz 3", "Dubai", "", "", "AE"), "unclear", "lies in AE"),  # no postal codes there
        (Address("Hafenstraße 12", "Hamburg", "", "", "DE"), "unclear", "no postal code"),
        (Address("", "Hamburg", "", "20459", "DE"), "unclear", "no street"),
        (Address("P.O. Box 99", "Hamburg", "", "20459", "DE"), "unclear", "box"),
        (Address("Postfach 12 34", "Hamburg", "", "20459", "DE"), "unclear", "box"),
        (Address("Boxhagener Straße 1", "Berlin", "", "10245", "DE"), "passed", "names a place"),
    ],
)
def test_an_address_names_a_house(address: Address, result: str, words: str) -> None:
    said = says(with_company(harbour_facts(), registered_address=address), "address_form")
    assert said[0] == result
    assert words in said[1]


@pytest.mark.parametrize(
    ("applications", "companies", "result"),
    [((), 0, "passed"), (("app_A",), 3, "passed"), (("app_A",), 4, "unclear"), ((), 400, "unclear")],
)
def test_a_shared_office_is_marked_and_never_fails(applications: tuple[str, ...], companies: int, result: str) -> None:
    facts = harbour_facts(at_address=applications, companies_at_address=companies)
    assert says(facts, "mass_address")[0] == result


def test_what_is_missing_is_named() -> None:
    facts = harbour_facts(missing=("a", "b", "c", "d"), missing_words=("the register number", "a director", "x", "y"))
    assert says(facts, "completeness") == ("unclear", "Not there yet: the register number, a director, x and 1 more.")


def test_a_reseller_who_did_not_promise_is_for_a_person() -> None:
    assert says(harbour_facts(missing=("use.undertakings",)), "undertakings")[0] == "unclear"


def test_harbours_open_share_is_named_as_the_one_that_decides() -> None:
    result, sentence = says(harbour_facts(), "beneficial_owners")
    assert result == "unclear"
    assert sentence == "Who holds 25 % cannot be told: proof of {party}'s share of the applicant would settle it."
    assert [one.party for _, one in findings(harbour_facts(), ["beneficial_owners"])] == ["p3"]


def proven(facts: Facts, share: int) -> Facts:
    stakes = tuple(
        ClaimedStake("p3", "", Decimal(share), Decimal(share)) if stake.owner == "p3" else stake
        for stake in facts.claims.stakes
    )
    return replace(facts, claims=said_otherwise(facts.claims, stakes=stakes))


def test_once_the_share_is_proven_everybody_who_holds_enough_is_known() -> None:
    assert says(proven(harbour_facts(), 40), "beneficial_owners") == (
        "passed",
        "2 people hold 25 % or more and are named.",
    )


def test_an_owner_without_a_birth_date_is_not_known() -> None:
    facts = with_party(proven(harbour_facts(), 40), "p3", born_on="")
    assert says(facts, "beneficial_owners")[1].startswith("{party} holds enough to be known")


def test_who_applies_alone_has_no_company_to_look_at() -> None:
    about_companies = [
        "register_number",
        "company_age",
        "address_form",
        "mass_address",
        "beneficial_owners",
        "email_domain",
    ]
    assert not list(findings(mina_facts(), about_companies))
