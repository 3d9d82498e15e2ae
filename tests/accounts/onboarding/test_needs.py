"""What do Harbour, Mina, a shell and a reseller still have to say before they can hand in?"""

from typing import Any

import pytest
from msgspec.structs import replace

from accounts.onboarding import needs
from accounts.onboarding.claims import Address, Claims, Identity, Party, Payment
from accounts.onboarding.needs import UNDERTAKINGS
from accounts.policy.defaults import Onboarding
from tests.accounts.onboarding.claimed import claims, given, harbour, mina, owned_by

NUMBERS = Onboarding()


def keys(said: Claims, numbers: Onboarding = NUMBERS) -> list[str]:
    return [gap.key for gap in needs.missing(said, numbers)]


def company(said: Claims, **fields: Any) -> Claims:
    return replace(said, answers=replace(said.answers, company=replace(said.answers.company, **fields)))


def use(said: Claims, **fields: Any) -> Claims:
    return replace(said, answers=replace(said.answers, use=replace(said.answers.use, **fields)))


def party(said: Claims, key: str, roles: tuple[str, ...] | None = None, **fields: Any) -> Claims:
    return replace(
        said,
        parties=tuple(
            replace(one, roles=one.roles if roles is None else roles, said=replace(one.said, **fields))
            if one.key == key
            else one
            for one in said.parties
        ),
    )


def test_harbour_lacks_nothing_and_each_gap_is_named():
    whole = harbour()
    assert keys(whole) == []
    assert needs.done(whole, NUMBERS) == 5


@pytest.mark.parametrize(
    ("said", "key"),
    [
        (company(harbour(), legal_name=""), "company.legal_name"),
        (company(harbour(), jurisdiction=""), "company.jurisdiction"),
        (company(harbour(), registration_number=""), "company.registration_number"),
        (company(harbour(), legal_form=""), "company.legal_form"),
        (company(harbour(), incorporated_on=""), "company.incorporated_on"),
        (company(harbour(), phone=""), "company.phone"),
        (
            company(harbour(), registered_address=Address(lines="Hafenstraße 12", country="DE")),
            "company.registered_address",
        ),
        (company(harbour(), main_address=Address(city="Hamburg")), "company.main_address"),
        (company(harbour(), website=""), "company.website"),
        (company(harbour(), tax_id=""), "company.tax_id"),
        (party(harbour(), "p1", ("representative", "control")), "director"),
        (party(harbour(), "p1", ("director", "control")), "representative"),
        (party(harbour(), "p1", ("director", "representative")), "control"),
        (party(harbour(), "p1", born_on=""), "party.p1.born_on"),
        (party(harbour(), "p1", country=""), "party.p1.country"),
        (party(harbour(), "p1", address=Address(country="DE")), "party.p1.address"),
        (party(harbour(), "p1", identity=Identity(type="passport", number="C01X")), "party.p1.identity"),
        (party(harbour(), "p2", country=""), "party.p2.country"),
        (party(harbour(), "p3", born_on=""), "party.p3.born_on"),
        (party(harbour(), "p3", name=""), "party.p3.name"),
        # Kofi has no role of his own but may hold 30.6 %.
        (party(harbour(), "p4", address=Address()), "party.p4.address"),
        # Sealine holds 29.4 %: as long as it is on an exchange nobody asks further.
        (party(harbour(), "p5", listed_on=""), "party.p5.owners"),
        (harbour(documents=given("shareholder_list", "passport")), "document.register_extract"),
        (use(harbour(), purpose=""), "use.purpose"),
        (use(harbour(), requests_per_day=None), "use.requests_per_day"),
        (use(harbour(), end_user_countries=()), "use.end_user_countries"),
        (use(harbour(), resells=None), "use.resells"),
        (use(harbour(), payment=Payment()), "use.payment"),
        (use(harbour(), payment=Payment(method="direct_debit")), "use.payment"),
        (replace(harbour(), answers=replace(harbour().answers, statement_name="")), "statement"),
        (mina(documents=()), "document.passport|identity_card|residence_permit"),
        (party(mina(), "p1", phone=""), "party.p1.phone"),
        (party(mina(), "p1", identity=Identity()), "party.p1.identity"),
        (use(mina(), purpose=""), "use.purpose"),
        (replace(mina(), parties=()), "applicant"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_one_gap_is_one_key(said: Claims, key: str):
    assert keys(said) == [key] or (key == "applicant" and key in keys(said))


def test_an_empty_application_lacks_everything_step_by_step():
    gaps = needs.missing(claims(), NUMBERS)
    order = [step.key for step in needs.STEPS["organisation"]]
    assert [order.index(gap.step) for gap in gaps] == sorted(order.index(gap.step) for gap in gaps)
    assert {gap.step for gap in gaps} == set(order)
    assert needs.done(claims(), NUMBERS) == 0
    assert all("." not in gap.words and gap.words != "another document" for gap in gaps)


def test_mina_takes_the_short_path():
    assert keys(mina()) == []
    assert [step.key for step in needs.STEPS["individual"]] == ["you", "documents", "use", "review"]
    assert needs.done(mina(), NUMBERS) == 4
    assert needs.steps_done(mina(documents=()), NUMBERS) == ("you", "use", "review")


def test_why_there_is_no_website_is_an_answer():
    assert keys(company(harbour(), website="", no_website="We sell on the quay")) == []


def test_a_document_that_waits_for_the_scanner_counts_and_a_passport_of_another_person_does_not():
    papers = given("register_extract", "shareholder_list", state="held")
    assert keys(harbour(documents=papers + given("residence_permit", party="p1"))) == []
    assert keys(harbour(documents=papers + given("passport", party="p3"))) == [
        "document.passport|identity_card|residence_permit"
    ]


def test_plan_volume_and_country_decide_what_is_asked():
    small = use(harbour(plan="business", documents=given("register_extract")), requests_per_day=900)
    assert needs.tier_wanted(small, NUMBERS) == "verified"
    assert keys(small) == []
    large = use(small, requests_per_day=50_000)
    assert needs.tier_wanted(large, NUMBERS) == "enterprise"
    assert "document.shareholder_list" in keys(large)
    strict = Onboarding(stricter_countries=("DE",))
    assert needs.tier_wanted(small, strict) == "verified"
    assert "document.shareholder_list" in keys(small, strict)
    assert (
        keys(company(replace(small, country="SE"), jurisdiction="SE", main_address=Address(country="SE")), strict) == []
    )
    assert needs.tier_wanted(use(mina(), requests_per_day=90_000), NUMBERS) == "verified"


def test_a_programme_asks_for_its_own_proof():
    school = mina(program="education")
    assert keys(school) == ["document.enrolment"]
    asked = needs.needs_of(harbour(program="startup"), NUMBERS, "enterprise")
    assert asked.documents == (*NUMBERS.verified_needs.documents, *NUMBERS.enterprise_needs.documents[1:], "funding")
    assert len(asked.checks) == len(set(asked.checks))
    assert "company_age" in asked.checks


def test_a_reseller_gives_every_undertaking_and_its_terms():
    reseller = use(harbour(), resells=True, undertakings=tuple(UNDERTAKINGS)[1:])
    assert keys(reseller) == ["document.resale_terms", "use.undertakings"]
    papers = reseller.documents + given("resale_terms")
    assert keys(use(replace(reseller, documents=papers), undertakings=tuple(UNDERTAKINGS))) == []


def test_who_holds_little_is_only_named():
    said = replace(owned_by(("mara", "", 24.9)), answers=harbour().answers)
    assert not [key for key in keys(said) if key.startswith("party.mara")]
    assert "party.mara.born_on" in keys(replace(said, stakes=owned_by(("mara", "", 25)).stakes))


@pytest.mark.parametrize(
    ("said", "gaps"),
    [
        (owned_by(), ["owners"]),
        (owned_by(nobody_else=True), []),
        # 40 % of the company belong to nobody who was named.
        (owned_by(("mara", "", 60)), ["owners"]),
        (owned_by(("mara", "", 60), nobody_else=True), []),
        (owned_by(("mara", "", 76)), []),
        # Who does not know a share has said what they know.
        (owned_by(("mara", "", None)), []),
        (owned_by(("mara", "", 25, 50)), ["owners"]),
        (owned_by(("kai", "", 100)), ["party.kai.owners"]),
        (owned_by(("kai", "", 100), nobody_else=True), ["party.kai.owners"]),
        (owned_by(("kai", "", 100), listed="kai"), []),
        (owned_by(("kai", "", 100), ("mara", "kai", 70)), ["party.kai.owners"]),
        (owned_by(("kai", "", 100), ("mara", "kai", 70), nobody_else=True), []),
        (owned_by(("kai", "", 80), ("mara", "kai", 70), ("sea", "", 20)), []),
        # Two ways of 15 % each through the same holding.
        (
            owned_by(
                ("a", "", 50), ("b", "", 50), ("top", "a", 30), ("top", "b", 30), ("mara", "a", 70), ("mara", "b", 70)
            ),
            ["party.top.owners"],
        ),
    ],
)
def test_owners_are_asked_for_as_far_up_as_they_can_matter(said: Claims, gaps: list[str]):
    assert [key for key in keys(said) if key.endswith("owners")] == gaps


def test_a_listed_company_names_no_owners():
    assert "owners" not in keys(company(claims(), listed_on="XETRA"))


def test_the_line_is_the_policys():
    said = owned_by(("mara", "", 85))
    assert "owners" not in keys(said)
    assert "owners" in keys(said, Onboarding(owner_share=10.0))


def test_every_key_has_words_without_the_claims():
    said = use(party(claims(parties=()), "p1"), resells=True)
    assert needs.words("party.p17.born_on") == "a birth date"
    assert (
        needs.words("document.passport|identity_card|residence_permit")
        == "a passport, identity card or residence permit"
    )
    assert all(gap.words == needs.words(gap.key) for gap in needs.missing(said, NUMBERS))
    assert Party().name not in {gap.words for gap in needs.missing(said, NUMBERS)}
