"""The café signs in, Harbour pays, the Larkspur ring shares a card: what is taken, what is kept of it, and of whom."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.access.models import Access
from accounts.journal.models import Entry
from accounts.parties.models import Account
from graph.signals.accepting import Outcome, accept
from graph.signals.kinds import Kind
from graph.signals.models import Identifier, Receipt, Signal, Source
from kycrisk.lib.vault import unseal
from tests.graph.signals.senders import AT, cafe_evening, event, gateway_key, lines, ring_at_work, written
from tests.world import customer

pytestmark = pytest.mark.django_db


def hand_in(events: list[dict[str, Any]], *, at: datetime = AT, sources: tuple[str, ...] = ("/gateway",)) -> Outcome:
    key, _ = gateway_key(sources=sources)
    return accept(lines(events), key=key, received_at=at)


# -- the innocent


def test_thirty_guests_of_a_cafe_are_taken_with_one_address_kept_once():
    assert hand_in(cafe_evening(30)) == Outcome(accepted=30)
    assert Signal.objects.count() == Receipt.objects.count() == 30
    assert Identifier.objects.filter(kind=Kind.IP).count() == 1
    assert Identifier.objects.filter(kind=Kind.DEVICE).count() == 30


def test_harbours_payment_keeps_amounts_in_the_clear_and_the_card_as_a_reference():
    account = customer("acct_harbour")
    data = {
        "fingerprint": "fp_harbour_0001",
        "bin": "411111",
        "amount": 1999,
        "currency": "EUR",
        "outcome": "succeeded",
    }
    hand_in([event("payment.used", "acct_harbour", data)])
    signal = Signal.objects.get()
    assert (signal.account, signal.at, signal.source.uri) == (account, AT, "/gateway/eu")
    assert signal.data == {"amount": 1999, "currency": "EUR", "outcome": "succeeded"}
    shown = {identifier.kind: identifier for identifier in Identifier.objects.filter(id__in=signal.shown)}
    assert shown.keys() == {Kind.PAYMENT, Kind.PAYMENT_BIN}
    card = shown[Kind.PAYMENT]
    assert card.mask == "…0001"
    assert (
        unseal(bytes(account.wrapped_key or b""), bytes(card.sealed or b""), context="identifier.payment")
        == data["fingerprint"]
    )


def test_registering_declares_values_and_changes_nothing_on_record():
    account = customer("acct_harbour")
    data = {
        "email": "ines@harbour.example",
        "phone": "030 1234567",
        "country": "DE",
        "address": "12 Harbour Street, Berlin",
        "name": "Ines Moreau",
        "company": {"jurisdiction": "DE", "registration_number": "HRB 150 123"},
        "ip": "10.0.0.7",
    }
    hand_in([event("account.registered", "acct_harbour", data)])
    kinds = set(Identifier.objects.values_list("kind", flat=True))
    assert kinds == {Kind.DECLARED_DOMAIN, Kind.PHONE, Kind.ADDRESS, Kind.DECLARED_ENTITY}
    before = (account.created_at, account.plan, account.country, account.sealed)
    account.refresh_from_db()
    assert (account.created_at, account.plan, account.country, account.sealed) == before


def test_signals_are_keyed_in_the_order_they_came():
    for _ in range(3):
        hand_in(cafe_evening(5))
    written_order = list(Signal.objects.order_by("xid").values_list("id", flat=True))
    assert sorted(written_order) == written_order
    assert {key.version for key in written_order} == {7}


def test_unknown_types_are_kept_without_their_data():
    assert hand_in([event("invoice.sent", "acct_harbour", {"text": "Dear Ines"})]).accepted == 1
    assert Signal.objects.get().data == {}


# -- who is it about?


def test_an_account_nobody_registered_is_recorded_without_access():
    evening = [
        event("session.seen", "acct_new", {}, time="2026-08-03T12:00:00Z"),
        event("session.seen", "acct_new", {}, time="2026-08-01T12:00:00Z"),
    ]
    hand_in(evening)
    account = Account.objects.get(account="acct_new")
    assert account.created_at == datetime(2026, 8, 1, 12, tzinfo=UTC)
    assert not Access.objects.exists()
    entry = Entry.objects.get(verb="accounts.introduced")
    assert entry.detail == {"accounts": ["acct_new"], "count": 1}


def test_a_known_account_is_not_introduced_again():
    customer("acct_harbour")
    hand_in([event("session.seen", "acct_harbour")])
    assert not Entry.objects.filter(verb="accounts.introduced").exists()


def test_the_value_of_an_erased_account_is_recognised_but_not_kept():
    customer("acct_harbour")
    Account.objects.update(wrapped_key=None)
    hand_in([event("payment.used", "acct_harbour", {"fingerprint": "fp_harbour_0001"})])
    assert Identifier.objects.get().sealed is None


# -- once and only once


def test_the_same_event_again_is_a_duplicate_whatever_its_body():
    first = event("session.seen", "acct_harbour", {"purpose": "access"})
    assert hand_in([first]) == Outcome(accepted=1)
    assert hand_in([{**first, "type": "exchange.made", "data": {"model": "m"}}]) == Outcome(duplicates=1)
    assert Signal.objects.get().type == "session.seen"


def test_a_repetition_inside_a_batch_counts_once():
    first = event("session.seen", "acct_harbour")
    assert hand_in([first, first, event("session.seen", "acct_harbour"), first]) == Outcome(accepted=2, duplicates=2)


def test_the_same_id_from_another_source_is_another_event():
    first = event("session.seen", "acct_harbour")
    assert hand_in([first, {**first, "source": "/gateway/us"}]) == Outcome(accepted=2)
    assert Source.objects.count() == 2


def test_source_and_id_cannot_be_shifted_into_each_other():
    assert (
        hand_in([event("a", "s", source="/gateway/a", id="b"), event("a", "s", source="/gateway/ab", id="b")]).accepted
        == 2
    )


# -- a mixed batch


def test_the_good_part_of_a_mixed_batch_is_kept_and_the_rest_named_by_its_place():
    batch = [
        event("session.seen", "acct_harbour"),
        event("session.seen", "acct_harbour", time="later", id="evt-bad-time"),
        event("payment.used", "acct_harbour", {}, id="evt-no-card"),
        event("session.seen", "acct_harbour", source="/billing/other", id="evt-foreign"),
        event("session.seen", "acct_harbour", source="/intake/stripe", id="evt-reserved"),
        event("session.seen", "acct_cafe_01"),
    ]
    outcome = hand_in(batch)
    assert outcome.accepted == 2
    assert [(entry.index, entry.id) for entry in outcome.rejected] == [
        (1, "evt-bad-time"),
        (2, "evt-no-card"),
        (3, "evt-foreign"),
        (4, "evt-reserved"),
    ]
    assert [entry.error.partition(":")[0] for entry in outcome.rejected] == [
        "time",
        "data.fingerprint",
        "source",
        "source",
    ]


def test_a_rejected_event_may_come_again_once_it_is_mended():
    broken = event("payment.used", "acct_harbour", {})
    assert hand_in([broken]).accepted == 0
    assert hand_in([{**broken, "data": {"fingerprint": "fp"}}]).accepted == 1


def test_the_house_itself_speaks_for_any_source_and_any_past():
    old = event("session.seen", "acct_harbour", source="/intake/stripe", time="2019-01-01T00:00:00Z")
    assert accept(lines([old]), key=None, sender="load_dataset", received_at=AT) == Outcome(accepted=1)


def test_what_is_older_than_receipts_is_refused():
    late = AT + timedelta(days=401)
    assert hand_in([event("session.seen", "acct_harbour")], at=late).rejected[0].error.startswith("time: is older")


def test_no_events_are_no_work():
    assert hand_in([]) == Outcome()


# -- the ring's card is one identifier


def test_the_rings_card_and_subnet_are_identifiers_shared_by_all():
    hand_in(ring_at_work(6))
    card = Identifier.objects.get(kind=Kind.PAYMENT)
    subnet = Identifier.objects.get(kind=Kind.IP_BLOCK)
    assert Signal.objects.filter(shown__contains=[card.pk]).values("account").distinct().count() == 6
    assert Signal.objects.filter(shown__contains=[subnet.pk]).values("account").distinct().count() == 6
    assert Identifier.objects.filter(kind=Kind.IP).count() == 6


def test_a_batch_takes_the_same_number_of_queries_whatever_its_size():
    key, _ = gateway_key()
    accept(lines(cafe_evening(2)), key=key, received_at=AT)
    counts = []
    for batch in (lines(ring_at_work(2)), lines(ring_at_work(40))):
        with CaptureQueriesContext(connection) as queries:
            accept(batch, key=key, received_at=AT)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 20


def test_bytes_that_are_no_event_are_named_without_an_id():
    key, _ = gateway_key()
    outcome = accept([b"hello", written(event("session.seen", "a"))], key=key, received_at=AT, first_index=100)
    assert outcome.accepted == 1
    assert (outcome.rejected[0].index, outcome.rejected[0].id) == (100, None)
