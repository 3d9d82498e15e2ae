"""Are facts written once, sealed, with a line that names whom they touch?"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.parties.actions import (
    record_account,
    record_accounts,
    record_entities,
    record_persons,
    reveal_contact,
    reveal_person,
)
from accounts.parties.contact import Contact
from accounts.parties.facts import AccountFacts, EntityFacts, PersonFacts, StakeFacts
from accounts.parties.models import Account, Directorship, LegalEntity, Person, Stake, Tier
from accounts.parties.querysets import accounts_under, contact_of, contacts_of
from kycrisk.lib.errors import Refused
from tests.world import STAFF, by

BILLING = Actor.key("billing")
MARA = Contact("mara@larkspur-data.example", "+442079460017", "Mara Voss")
HARBOUR = EntityFacts("Harbour Analytics GmbH", jurisdiction="DE", registration_number="HRB 150123")


def mara(account: str, *, country: str | None = None, plan: str | None = None) -> AccountFacts:
    return AccountFacts(
        account, email=MARA.email, phone=MARA.phone, contact_name=MARA.contact_name, country=country, plan=plan
    )


def lines(verb: str) -> list[list[str]]:
    return [entry.detail["accounts"] for entry in Entry.objects.filter(verb=verb).order_by("pk")]


def test_harbour_is_recorded_sealed_and_its_line_names_it(db: None):
    account, new = record_account(by=BILLING, facts=mara("acct_harbour", country="DE"))
    assert new
    assert contact_of(account) == MARA
    assert b"mara" not in bytes(account.sealed or b"")
    assert lines("account.recorded") == [["acct_harbour"]]
    assert "mara" not in str(list(Entry.objects.values_list("detail", flat=True))).lower()


def test_saying_the_same_twice_changes_nothing_and_a_change_keeps_what_was_not_said(db: None):
    facts = mara("acct_harbour", country="DE", plan="business")
    record_account(by=BILLING, facts=facts)
    before = Account.objects.get()
    account, new = record_account(by=BILLING, facts=facts)
    assert not new
    assert bytes(account.sealed or b"") == bytes(before.sealed or b"")
    assert lines("account.updated") == []
    account, _ = record_account(by=BILLING, facts=AccountFacts("acct_harbour", email="ops@harbour.example", country=""))
    assert contact_of(account) == replace(MARA, email="ops@harbour.example")
    assert (account.country, account.plan) == ("", "business")
    assert lines("account.updated") == [["acct_harbour"]]


def test_a_company_is_found_by_its_register_and_not_rewritten_by_who_names_it(db: None):
    first, _ = record_account(by=BILLING, facts=AccountFacts("acct_harbour"), company=HARBOUR)
    lying = EntityFacts("Larkspur Data Ltd", jurisdiction="DE", registration_number="HRB 150123")
    second, _ = record_account(by=BILLING, facts=AccountFacts("acct_lark"), company=lying)
    assert first.legal_entity_id == second.legal_entity_id
    assert LegalEntity.objects.get().name == "Harbour Analytics GmbH"


def test_a_company_without_a_number_is_recorded_once_for_its_account(db: None):
    company = EntityFacts("Larkspur", jurisdiction="GB")
    for _ in range(3):
        record_account(by=BILLING, facts=AccountFacts("acct_lark"), company=company)
    record_account(by=BILLING, facts=AccountFacts("acct_other"), company=company)
    assert LegalEntity.objects.count() == 2


def test_eight_at_once_who_name_one_company_and_one_account_make_one_of_each(real_db: str):
    def put(_: int) -> bool:
        try:
            return record_account(by=BILLING, facts=mara("acct_harbour"), company=HARBOUR)[1]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sorted(pool.map(put, range(8))) == [False] * 7 + [True]
    assert (Account.objects.count(), LegalEntity.objects.count()) == (1, 1)
    assert lines("account.recorded") == [["acct_harbour"]]


def test_the_cafe_is_recorded_in_batches_with_one_line_each(db: None):
    facts = [AccountFacts(f"acct_cafe_{number:04}", email=f"guest{number}@post.example") for number in range(2500)]
    recorded = record_accounts(by=BILLING, facts=facts)
    assert len(recorded.created) == 2500
    assert [len(names) for names in lines("account.recorded")] == [1000, 1000, 500]
    again = record_accounts(by=BILLING, facts=[*facts[:3], AccountFacts("acct_cafe_0003", country="FR")])
    assert (again.created, [account.account for account in again.updated]) == ([], ["acct_cafe_0003"])
    assert {contact.email for contact in contacts_of(Account.objects.named(["acct_cafe_0007"])).values()} == {
        "guest7@post.example"
    }


def test_twenty_accounts_take_as_many_queries_as_two(db: None):
    def facts(first: int, count: int, plan: str) -> list[AccountFacts]:
        return [AccountFacts(f"acct_{number}", plan=plan) for number in range(first, first + count)]

    record_accounts(by=BILLING, facts=facts(0, 20, "old"))
    asked = []
    for count in (2, 20):
        with CaptureQueriesContext(connection) as queries:
            recorded = record_accounts(
                by=BILLING, facts=[*facts(0, count, f"{count}"), *facts(100 * count, count, "x")]
            )
        assert (len(recorded.created), len(recorded.updated)) == (count, count)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_existing_customers_keep_their_proof(db: None):
    at = datetime(2026, 1, 1, tzinfo=UTC)
    account, _ = record_account(by=BILLING, facts=AccountFacts("acct_harbour", verified_at=at))
    assert (account.tier, account.verified_at) == (Tier.VERIFIED, at)
    account, _ = record_account(by=BILLING, facts=AccountFacts("acct_lark"))
    assert (account.tier, account.verified_at) == (Tier.NONE, None)


def test_an_erased_account_takes_no_facts_and_shows_none(db: None):
    account, _ = record_account(by=BILLING, facts=mara("acct_lark"))
    Account.objects.update(erased_at=timezone.now(), wrapped_key=None)
    account.refresh_from_db()
    with pytest.raises(Refused, match="was erased"):
        record_account(by=BILLING, facts=mara("acct_lark"))
    assert contact_of(account) == Contact()
    with pytest.raises(Refused, match="erased"):
        reveal_contact(by=by("ines"), account=account, reason="the customer called")


def test_an_unknown_company_is_complained_of_and_the_account_kept(db: None):
    recorded = record_accounts(by=BILLING, facts=[AccountFacts("acct_lark", legal_entity="ent_nobody")])
    assert len(recorded.created) == 1
    assert recorded.complaints == [("acct_lark", "The legal entity ent_nobody is not known.")]


# -- people and owners


def the_larkspur_ring() -> list[EntityFacts]:
    """A shell owned by a shell that is owned by Mara, and a ring of two below it."""
    whole = Decimal(100)
    return [
        EntityFacts("Top", "ent_top", stakes=(StakeFacts("ent_top", "per_mara", whole, whole),)),
        EntityFacts("Lark", "ent_lark", directors=("per_mara",), stakes=(StakeFacts("ent_lark", "ent_top"),)),
        EntityFacts("Spur", "ent_spur", stakes=(StakeFacts("ent_spur", "ent_lark", Decimal(50), whole),)),
        EntityFacts("Loop", "ent_loop", stakes=(StakeFacts("ent_loop", "ent_spur"), StakeFacts("ent_loop", "per_who"))),
    ]


def test_a_change_far_up_names_the_accounts_far_below(db: None):
    record_persons(by=BILLING, facts=[PersonFacts("per_mara", "Mara Voss", nationality="GB")])
    complaints = record_entities(by=BILLING, facts=the_larkspur_ring())
    assert complaints == ["per_who is named as an owner or director, but is not known."]
    record_accounts(by=BILLING, facts=[AccountFacts("acct_lark", legal_entity="ent_loop")])
    Stake.objects.create(
        owned=LegalEntity.objects.get(entity="ent_spur"), owner_entity=LegalEntity.objects.get(entity="ent_loop")
    )
    assert accounts_under([LegalEntity.objects.get(entity="ent_top").pk]) == ["acct_lark"]
    record_entities(by=BILLING, facts=[EntityFacts("Top Holding", "ent_top")])
    line = Entry.objects.filter(verb="entity.recorded").latest("pk")
    assert line.detail == {"entities": ["ent_top"], "accounts": ["acct_lark"]}
    count = Entry.objects.count()
    record_entities(by=BILLING, facts=[EntityFacts("Top Holding", "ent_top"), *the_larkspur_ring()[1:]])
    assert Entry.objects.count() == count
    assert (Directorship.objects.count(), Stake.objects.count()) == (1, 5)


def test_a_share_that_changed_is_updated(db: None):
    record_persons(by=BILLING, facts=[PersonFacts("per_mara", "Mara Voss")])
    assert record_persons(by=BILLING, facts=[PersonFacts("per_mara", "Mara Voss")]) == 0
    for share in (Decimal(30), Decimal(60)):
        facts = EntityFacts("Top", "ent_top", stakes=(StakeFacts("ent_top", "per_mara", share, share),))
        record_entities(by=BILLING, facts=[facts])
    assert Stake.objects.get().share_min == 60


# -- who may read


@pytest.mark.parametrize("name", ["ines", "omar", "audrey"])
def test_a_reviewer_or_auditor_reads_with_a_reason_that_is_kept(db: None, name: str):
    account, _ = record_account(by=BILLING, facts=mara("acct_harbour"))
    assert reveal_contact(by=by(name), account=account, reason=" the customer  called ") == MARA
    line = Entry.objects.get(verb="account.revealed")
    assert (line.actor_name, line.detail) == (str(by(name).name), {"reason": "the customer called"})


@pytest.mark.parametrize("name", sorted(STAFF.keys() - {"ines", "noor", "omar", "lena", "audrey"}))
def test_nobody_else_reads(db: None, name: str):
    account, _ = record_account(by=BILLING, facts=mara("acct_harbour"))
    with pytest.raises(Refused, match="may not reveal personal data"):
        reveal_contact(by=by(name), account=account, reason="curious about it")
    assert not Entry.objects.filter(verb="account.revealed").exists()


@pytest.mark.parametrize("reason", ["", "    ", "why", "x" * 201])
def test_without_a_reason_nobody_reads(db: None, reason: str):
    account, _ = record_account(by=BILLING, facts=mara("acct_harbour"))
    with pytest.raises(Refused, match="why you need to see this"), transaction.atomic():
        reveal_contact(by=by("ines"), account=account, reason=reason)


def test_a_person_is_revealed_the_same_way(db: None):
    born = datetime(1990, 2, 3, tzinfo=UTC).date()
    record_persons(by=BILLING, facts=[PersonFacts("per_mara", "Mara Voss", born)])
    person = Person.objects.get()
    assert b"Mara" not in bytes(person.sealed or b"")
    identity = reveal_person(by=by("ines"), person=person, reason="checking the owner")
    assert (identity.name, identity.date_of_birth) == ("Mara Voss", born)
    with pytest.raises(Refused, match="may not"):
        reveal_person(by=by("sam"), person=person, reason="checking the owner")
