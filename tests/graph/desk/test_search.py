"""Who finds what by what they paste? The café's address, the ring's card, Harbour's number; and nothing is kept of it.

In the room: Harbour, the Larkspur ring behind one card, the guests of a café behind one address, and staff of
every role.
"""

import json
import logging
from collections.abc import Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.journal.models import Entry
from accounts.parties.introducing import Known
from accounts.parties.models import Account, Directorship, LegalEntity, Person
from accounts.review.actions import record_verdict, refer
from accounts.review.models import VerdictKind
from graph.desk.searching import is_own_id
from graph.signals.identifying import identifiers_of
from graph.signals.models import Sighting
from graph.signals.opaque import opaque_keys
from graph.signals.payloads import AccountRegistered, Company, PaymentUsed, SessionSeen
from graph.signals.values import values_of
from tests import world

SEARCH = reverse("page-search")
EVERYTHING = AccountRegistered(
    email="ops@larkspur.example",
    phone="+353 86 123 4567",
    country="IE",
    address="14 Fenwick Row, London",
    company=Company(name="Larkspur Data Ltd", jurisdiction="GB", registration_number="14000001"),
    ip="2001:db8:7:1::42",
    device_id="dev-7f3a",
    tls_fingerprint="T13D1516H2_8daaf6152771",
)


def logged_in(username: str) -> Client:
    client = Client()
    client.force_login(world.person(username))
    return client


def show(accounts: Sequence[Account], payload: object) -> None:
    """Let the accounts show the values of a signal, as folding leaves them."""
    values = values_of(payload)  # type: ignore[arg-type]
    keys = identifiers_of({value: Known(accounts[0].pk, bytes(accounts[0].wrapped_key or b"")) for value in values})
    for account in accounts:
        for key in keys.values():
            first, last = world.NOW - timedelta(days=9), world.NOW
            Sighting.objects.create(account=account, identifier_id=key, first_at=first, last_at=last, count=3)


def found(client: Client, typed: str, **more: str) -> str:
    answer = client.post(SEARCH, {"q": typed, **more})
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def section(page: str, heading: str) -> str:
    """What stands under a heading; empty if there is no such part."""
    return page.partition(f'id="{heading}"')[2].partition("</section>")[0]


@pytest.fixture
def ines(db: None) -> Client:
    return logged_in("ines")


@pytest.fixture
def ring(db: None) -> list[Account]:
    ring = world.let_in(world.larkspur())
    show(ring, PaymentUsed(fingerprint="fp_larkspur_4242", bin="424242"))
    show(ring[:1], EVERYTHING)
    return ring


PASTED = [
    ("fp_larkspur_4242", "Card or bank account", 6),
    (" fp_larkspur_4242\n", "Card or bank account", 6),
    ("42424242", "First digits of a card", 6),
    ("ops@larkspur.example", "Declared e-mail domain", 1),
    ("Ops <sales@larkspur.example>", "Declared e-mail domain", 1),
    ("https://www.larkspur.example/about", "Declared e-mail domain", 1),
    ("+353 86 123 4567", "Phone number", 1),
    ("00353861234567", "Phone number", 1),
    ("(086) 123-4567", "Phone number", 1),
    ("2001:db8:7:1:ffff::1", "IP address", 1),
    ("[2001:DB8:7:1::42]", "IP address", 1),
    ("\u202edev-7f3a\u202c", "Device", 1),
    ("t13d1516h2_8daaf6152771", "TLS fingerprint", 1),
    ("14 FENWICK ROW\nLondon", "Postal address", 1),
    ("GB 14000001", "Declared company", 1),
    ("14000001", "Declared company", 1),
]


@pytest.mark.parametrize(("typed", "label", "accounts"), PASTED)
def test_a_pasted_value_is_recognised_however_it_is_written(
    typed: str, label: str, accounts: int, ines: Client, ring: list[Account]
):
    world.harbour()
    page = found(ines, typed)
    assert label in section(page, "values-found")
    assert section(page, "shown-by").count("<tr data-row>") == accounts
    assert world.HARBOUR not in page


def test_the_page_says_since_when_and_what_a_value_is_worth(ines: Client, ring: list[Account]):
    guests = world.cafe(70)
    show(guests, SessionSeen(ip="81.2.69.7"))
    card, address = found(ines, "fp_larkspur_4242"), found(ines, "81.2.69.7")
    assert "May tie" in section(card, "values-found")
    assert "2026-11-15" in section(card, "values-found")
    assert "A group" in section(address, "values-found"), "seventy guests of a café"
    assert "81.2.69.…" in section(address, "values-found")

    about = [{"family": "payment", "value": key} for key in opaque_keys("payment", "fp_larkspur_4242")]
    record_verdict(by=world.by("ines"), kind=VerdictKind.POISONED, about=about, note="Planted.")
    assert "Planted" in section(found(ines, "fp_larkspur_4242"), "values-found")


def test_what_was_pasted_is_written_down_nowhere(ines: Client, ring: list[Account], caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.DEBUG)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        found(ines, "+353 86 123 4567")
    (line,) = Entry.objects.filter(verb="value.searched")
    assert line.detail == {"kinds": ["address", "phone"], "accounts": 1}
    assert (line.actor_name, line.subject_type) == (world.by("ines").name, "value")
    written = [query["sql"] for query in queries if query["sql"].lstrip().upper().startswith(("INSERT", "UPDATE"))]
    for place in (json.dumps(line.detail), caplog.text, *written):
        assert "123" not in place.replace(line.seal.hex(), "") or "4567" not in place


def test_ids_and_names_are_not_written_down(ines: Client, ring: list[Account]):
    for typed in ("acct_larkspur_0", "larkspur data", "net_", "ent_"):
        found(ines, typed)
    assert not Entry.objects.filter(verb="value.searched").exists()


@pytest.mark.parametrize(
    "address", ["81.2.69.7", "ops@harbour.example", "+353861234567", "larkspur", "acct_x@y.example"]
)
def test_an_address_that_holds_more_than_an_id_of_ours_is_not_searched(address: str, ines: Client, ring: list[Account]):
    answer = ines.get(SEARCH, {"q": address})
    assert answer.status_code == 400
    assert "Type it into the field" in answer.content.decode()
    assert address not in answer.content.decode()
    assert not is_own_id(address)


def test_ids_are_found_by_their_beginning_and_open_when_whole(ines: Client, ring: list[Account]):
    case = refer(by=world.GRAPH, referral=world.ring_referral(ring))
    assert "acct_larkspur_001" in ines.get(SEARCH, {"q": "acct_larkspur_0"}).content.decode()
    assert case.case in section(found(ines, case.case[:9].lower()), "cases-found")
    for typed, page in ((ring[0].account, "page-account"), (case.case, "page-case"), (case.case.lower(), "page-case")):
        known = case.case if page == "page-case" else typed
        for answer in (ines.get(SEARCH, {"q": typed}), ines.post(SEARCH, {"q": typed})):
            assert answer.headers["Location"] == reverse(page, args=[known])


def test_companies_are_found_by_name_number_and_lei_and_lead_to_their_accounts(ines: Client, ring: list[Account]):
    world.harbour()
    LegalEntity.objects.create(name="Northwind Trading AB", lei="5493001KJTIIGC8Y1R12", jurisdiction="SE")
    for typed in ("harbour", "Harbuor Analytics", "analytics gmbh", "hrb150123", "HRB-150123"):
        page = found(ines, typed)
        assert "Harbour Analytics GmbH" in section(page, "companies-found"), typed
        assert world.HARBOUR in section(page, "accounts-found"), typed
        assert "Larkspur" not in page, typed
    assert "Northwind" in section(found(ines, "5493001kjtiigc8y1r12"), "companies-found")


def test_a_person_is_found_by_id_with_what_they_direct_and_who_named_them(ines: Client, ring: list[Account]):
    person = Person.objects.create(person="per_nominee")
    entity = ring[0].legal_entity
    assert entity
    Directorship.objects.create(entity=entity, person=person)
    page = found(ines, "per_nom")
    assert "Larkspur Data Ltd" in section(page, "people-found")


def test_the_index_serves_the_search_by_name(ines: Client):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for query, index in (
            (LegalEntity.objects.called("harbour"), "legal_entity_by_name"),
            (LegalEntity.objects.registered_as("HRB 150123"), "legal_entity_by_number"),
        ):
            assert index in query.explain()


def test_it_costs_the_same_for_two_and_for_twenty(ines: Client, db: None):
    ring = world.let_in(world.larkspur(24))
    costs = []
    for count in (2, 22):
        accounts = ring[:2] if count == 2 else ring[2:]
        for account in accounts:
            account.legal_entity = LegalEntity.objects.create(name=f"Larkspur {account.pk}", jurisdiction="GB")
            account.save()
        show(accounts, PaymentUsed(fingerprint=f"fp_{count}_shared"))
        for typed in (f"fp_{count}_shared", "larkspur"):
            found(ines, typed)
            with CaptureQueriesContext(connection) as queries:
                page = found(ines, typed)
            costs.append((typed.partition("_")[0], len(queries)))
    assert section(page, "companies-found").count("<tr data-row>") == 20
    assert costs[:2] == costs[2:]


@pytest.mark.parametrize(
    ("username", "status", "shown"),
    [("ines", 200, True), ("omar", 200, True), ("ana", 200, False), ("sam", 403, False), ("ada", 403, False)],
)
def test_who_may_look_for_a_value(username: str, status: int, shown: bool, ring: list[Account]):  # noqa: FBT001
    answer = logged_in(username).post(SEARCH, {"q": "fp_larkspur_4242"})
    page = answer.content.decode()
    assert answer.status_code == status
    assert ("acct_larkspur_001" in page) is shown
    assert Entry.objects.filter(verb="value.searched").exists() is shown
    if username == "ana":
        assert "Your role sees values masked" in page


def test_the_auditor_says_why(ring: list[Account]):
    audrey = logged_in("audrey")
    refused = audrey.post(SEARCH, {"q": "fp_larkspur_4242"})
    assert refused.status_code == 422
    assert "Say why you look for this" in refused.content.decode()
    assert "acct_larkspur" not in refused.content.decode()
    assert "acct_larkspur_001" in found(audrey, "fp_larkspur_4242", reason="Complaint 2026-118")
    assert Entry.objects.get(verb="value.searched").detail["reason"] == "Complaint 2026-118"


HOSTILE = [
    "",
    " ",
    "%",
    "_%",
    "acct\\_%",
    "a" * 1_000_000,
    "\0\0",
    "x\0y",
    "\u202e\u202e",
    "'; DROP TABLE x; --",
    "{{ 7|add:7 }}",
    "<script>",
    "٣٤٥٦٧٨٩",
    "1" * 400,
    ":::",
    "::1",
    "//[",
    "https://[",
    "@",
    "=cmd()",
    "\U0001f600" * 9,
]


@pytest.mark.parametrize("typed", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_input_finds_nobody_and_breaks_nothing(typed: str, ines: Client, ring: list[Account]):
    answer: HttpResponse = ines.post(SEARCH, {"q": typed})  # type: ignore[assignment]
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "acct_larkspur" not in page
    assert "<script>" not in page.replace('<script>"', "")
    assert len(page) < 60_000
    assert "empty" in page


def test_what_ties_nobody_is_said_to(ines: Client, ring: list[Account]):
    assert "Private network addresses and mailboxes at public providers" in found(ines, "192.168.1.10")
    assert "Private network addresses and mailboxes at public providers" in found(ines, "jo@gmail.com")
    assert "Phone number. No account has shown it" in found(ines, "+44 20 7946 0017")
