"""Are the facts of honest customers read, and is the bad part of a row named without losing the rest?"""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.parties import values
from accounts.parties.facts import StakeFacts, account_facts, entity_facts, person_facts

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
HARBOUR = {
    "account": "acct_harbour",
    "created_at": "2025-09-30T10:00:00+02:00",
    "country": "de",
    "email": "Ops@Harbour.Example",
    "phone": "+49 (0)30 901820",
    "contact_name": "  Jonas   Weil ",
    "address": "Hafenstraße 1\n20457 Hamburg",
    "plan": "business",
    "program": None,
    "legal_entity": "ent_harbour",
    "verified_at": "2025-10-01T00:00:00Z",
    "declared_accounts": 3,
    "favourite_colour": "blue",
}


def test_harbours_row_is_read_in_the_one_way_we_write_things():
    facts, complaints = account_facts(HARBOUR, now=NOW)
    assert facts
    assert complaints == []
    assert (facts.account, facts.created_at) == ("acct_harbour", datetime(2025, 9, 30, 8, tzinfo=UTC))
    assert (facts.country, facts.email, facts.phone) == ("DE", "Ops@harbour.example", "+4930901820")
    assert (facts.contact_name, facts.address) == ("Jonas Weil", "Hafenstraße 1 20457 Hamburg")
    assert (facts.plan, facts.program, facts.declared_accounts) == ("business", None, 3)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("country", "UK", "write GB"),
        ("country", "Germany", "two letters such as DE"),
        ("country", 49, "Write text"),
        ("email", "ops", "not an e-mail address"),
        ("email", "ops@harbour", "not an e-mail address"),
        ("email", ["a@b.example"], "Write text"),
        ("phone", "abc", "+44 20 7946 0017"),
        ("phone", "+1 555 01", "too many or too few"),
        ("created_at", "yesterday", "2026-09-01T00:00:00Z"),
        ("created_at", "2026-09-01T00:00:00", "with its offset"),
        ("created_at", "0001-01-01T00:00:00+14:00", "after 1970"),
        ("created_at", "2027-01-01T00:00:00Z", "in the future"),
        ("created_at", 1, "offset"),
        ("verified_at", "2026-11-24T09:00:01Z", "in the future"),
        ("contact_name", "x" * 201, "200 characters at most"),
        ("contact_name", "Mara\x00Voss", "control characters"),
        ("contact_name", "Mara \u202eVoss", "control characters"),
        ("contact_name", "\ud800", "control characters"),
        ("declared_accounts", -1, "whole number"),
        ("declared_accounts", 2**31, "whole number"),
        ("declared_accounts", True, "whole number"),
        ("declared_accounts", 1.5, "whole number"),
        ("legal_entity", "ent harbour", "letters, digits"),
    ],
)
def test_one_bad_field_is_named_and_the_customer_kept(field: str, value: Any, words: str):
    facts, complaints = account_facts({**HARBOUR, field: value}, now=NOW)
    assert facts
    assert getattr(facts, field) is None
    assert [complaint.field for complaint in complaints] == [field]
    assert words in complaints[0].sentence


@pytest.mark.parametrize("account", [None, "", " ", "a b", "a/b", "a\n", "x" * 201, 7, "\u200b", "a\x00"])
def test_without_an_id_there_is_nobody(account: Any):
    facts, complaints = account_facts({**HARBOUR, "account": account}, now=NOW)
    assert facts is None
    assert [complaint.field for complaint in complaints] == ["account"]


def test_larkspurs_register_entry_is_read_with_its_owners():
    row = {
        "id": "ent_lark", "name": "Larkspur Data Ltd", "jurisdiction": "GB", "hq_country": "HK",
        "registration_number": "14000001", "lei": None, "incorporated_on": "2026-08-01",
        "registered_address": "71 Shelton Street", "registered_agent": None, "directors": ["per_a", "per_a"],
        "owners": [
            {"owner": "per_a", "share": 34.0},
            {"owner": "ent_top", "share": {"min": 25, "max": 50, "exclusive_min": True}},
            {"owner": "per_b", "share": None},
        ],
    }  # fmt: skip
    facts, complaints = entity_facts(row, source="dataset")
    assert facts
    assert complaints == []
    assert (facts.entity, facts.incorporated_on, facts.directors) == ("ent_lark", date(2026, 8, 1), ("per_a",))
    exact, between = Decimal(34), StakeFacts("ent_lark", "ent_top", Decimal(25), Decimal(50), min_exclusive=True)
    assert facts.stakes == (
        StakeFacts("ent_lark", "per_a", exact, exact),
        between,
        StakeFacts("ent_lark", "per_b"),
    )


@pytest.mark.parametrize(
    ("owners", "words"),
    [
        ("per_a", "Write a list"),
        ([1], "Write a list"),
        ([{"owner": "per_a", "share": 101}], "from 0 to 100"),
        ([{"owner": "per_a", "share": float("nan")}], "from 0 to 100"),
        ([{"owner": "per_a", "share": "34"}], "from 0 to 100"),
        ([{"owner": "per_a", "share": {"min": 50, "max": 25}}], "larger than the largest"),
        ([{"owner": "per_a", "share": 1}, {"owner": "per_a", "share": 2}], "each owner once"),
        ([{"owner": "ent_lark", "share": 100}], "cannot own itself"),
        ([{"share": 100}], "Write an id"),
    ],
)
def test_owners_that_cannot_be_are_named(owners: Any, words: str):
    facts, complaints = entity_facts({"id": "ent_lark", "name": "Larkspur", "owners": owners})
    assert facts
    assert facts.stakes == ()
    assert words in complaints[0].sentence


def test_an_entity_needs_a_name_and_a_person_an_id():
    assert entity_facts({"id": "ent_x"})[0] is None
    assert entity_facts({"id": "ent x", "name": "X"})[0] is None
    assert person_facts({"name": "Mara"})[0] is None
    person, complaints = person_facts({"id": "per_a", "name": "Mara Voss", "date_of_birth": "1990-02-30"})
    assert person
    assert (person.date_of_birth, complaints[0].field) == (None, "date_of_birth")


def test_a_local_number_is_read_as_one_of_the_accounts_country():
    facts, _ = account_facts({**HARBOUR, "phone": "030 901820"}, now=NOW)
    assert facts
    assert facts.phone == "+4930901820"
    assert account_facts({"account": "a", "phone": "030 901820"}, now=NOW)[1][0].field == "phone"


def test_a_state_of_a_country_is_a_jurisdiction():
    assert values.jurisdiction("us-de") == "US-DE"
    with pytest.raises(ValueError, match="ISO 3166-2"):
        values.jurisdiction("US-XX")


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists)
FIELDS = st.sampled_from([*HARBOUR, "id", "name", "jurisdiction", "lei", "owners", "directors", "incorporated_on"])


@given(st.dictionaries(FIELDS, JSON))
def test_no_row_of_a_stranger_breaks_the_reading(row: dict[str, Any]):
    account_facts(row, now=NOW)
    entity_facts(row)
    person_facts(row)
