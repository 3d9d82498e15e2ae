"""Does what Stripe tells reach its account, whatever comes first, and does nobody else speak for Stripe?

In the room: Harbour, which pays by card; a customer nobody named yet; somebody who does not know the secret.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import override_settings
from prometheus_client import REGISTRY

from accounts.access.models import Access
from accounts.parties.models import Account
from accounts.policy.defaults import Intake
from accounts.policy.querysets import current
from graph.signals import receiving
from graph.signals.actions import forget
from graph.signals.intake.stripe_releasing import forget_unattributed
from graph.signals.models import Identifier, Receipt, Signal
from graph.signals.models_stripe import StripeObject, StripeWaiting
from tests.graph.signals.senders import AT
from tests.graph.signals.stripe_events import (
    NOON,
    SECRET,
    charge,
    customer,
    dispute,
    send,
    send_all,
    stripe_event,
    warning,
)
from tests.world import by

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _set_up() -> Iterator[None]:
    receiving.backlog.forget()
    with override_settings(STRIPE_WEBHOOK_SECRETS=[SECRET]), time_machine.travel(AT, tick=False):
        yield


def kept() -> list[tuple[str, str, str, Any, Any]]:
    """What was stored: type, account, event, outcome and amount, in the order of writing."""
    rows = Signal.objects.order_by("pk").values_list("type", "account__account", "event_id", "data")
    return [(kind, account, name, data.get("outcome"), data.get("amount")) for kind, account, name, data in rows]


def test_a_payment_becomes_a_signal_of_the_customers_account():
    paid = stripe_event("charge.succeeded", charge())
    send_all([stripe_event("customer.created", customer())])
    answer = send(paid)
    assert (answer.status_code, answer.json()) == (200, {"accepted": 1, "duplicates": 0, "rejected": []})
    assert kept() == [("payment.used", "acct_harbour", paid["id"], "succeeded", 1200)]
    signal = Signal.objects.select_related("source").get()
    assert signal.data == {
        "method": "card",
        "issuer_country": "DE",
        "funding": "credit",
        "amount": 1200,
        "currency": "EUR",
        "outcome": "succeeded",
    }
    assert (signal.source.uri, signal.at, len(signal.shown)) == ("/intake/stripe", AT, 1)


def test_an_account_nobody_registered_becomes_a_party_without_access():
    send_all([stripe_event("charge.succeeded", charge(metadata={"account": "acct_new"}, customer=None))])
    assert [row[1] for row in kept()] == ["acct_new"]
    assert Account.objects.filter(account="acct_new").exists()
    assert not Access.objects.exists()


def test_a_payment_waits_for_its_account_and_is_released_in_order_and_once():
    later = [stripe_event("charge.succeeded", charge(f"ch_{n}"), at=NOON - n) for n in (1, 2, 3)]
    send_all(later)
    assert (kept(), StripeWaiting.objects.count()) == ([], 3)
    send_all([stripe_event("customer.updated", customer())] * 2)
    assert [row[2] for row in kept()] == [one["id"] for one in reversed(later)]
    assert StripeWaiting.objects.count() == 0
    send_all([stripe_event("customer.updated", customer()), *later])
    assert len(kept()) == 3


def test_what_waits_holds_no_personal_words_and_the_card_only_sealed():
    send_all([stripe_event("charge.succeeded", charge())])
    rows = [*StripeWaiting.objects.values(), *StripeObject.objects.values()]
    told = " ".join(str(bytes(v) if isinstance(v, memoryview) else v) for row in rows for v in row.values())
    assert not [word for word in ("Mina", "example.org", "4242", "fp_harbour") if word in told]
    assert Identifier.objects.count() == 0


def test_the_same_event_again_changes_nothing():
    paid = stripe_event("charge.succeeded", charge(metadata={"account": "acct_harbour"}))
    assert send(paid).json()["accepted"] == 1
    again = send(paid)
    assert (again.status_code, again.json()) == (200, {"accepted": 0, "duplicates": 1, "rejected": []})
    assert len(kept()) == 1


def test_what_tells_nothing_is_answered_counted_and_not_kept():
    before = REGISTRY.get_sample_value("kycrisk_stripe_events_total", {"became": "ignored"}) or 0
    send_all([stripe_event("payout.paid", {"id": "po_1", "object": "payout"})])
    assert REGISTRY.get_sample_value("kycrisk_stripe_events_total", {"became": "ignored"}) == before + 1
    assert (Receipt.objects.count(), StripeObject.objects.count()) == (0, 0)


# -- who speaks for Stripe


@pytest.mark.parametrize(
    "header",
    ["", "v1=00", f"t={NOON}", f"t={NOON},v1=", f"t={NOON},v0=ab", "t=soon,v1=ab", f"t={'9' * 30},v1=ab", "=,=,=", "ü"],
)
def test_what_stripe_did_not_sign_is_refused_and_leaves_nothing(header: str):
    answer = send(stripe_event("customer.created", customer()), header=header)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert "signature" in answer.json()["detail"]
    assert (Receipt.objects.count(), StripeObject.objects.count()) == (0, 0)


def test_another_secret_or_a_changed_body_opens_nothing():
    body = json.dumps(stripe_event("customer.created", customer()))
    assert send(body, secret="whsec_somebody_elses").status_code == 400
    assert send(b"\xff" + body.encode()).status_code == 400
    header = send(body)  # the right one is taken
    assert header.status_code == 200


def test_during_a_rotation_both_secrets_are_taken_and_afterwards_one():
    newer = "whsec_the_next"
    with override_settings(STRIPE_WEBHOOK_SECRETS=[newer, SECRET]):
        events = [stripe_event("customer.updated", customer()) for _ in range(2)]
        assert [send(one, secret=secret).status_code for one, secret in zip(events, (newer, SECRET), strict=True)] == [
            200,
            200,
        ]
    with override_settings(STRIPE_WEBHOOK_SECRETS=[newer]):
        assert send(stripe_event("customer.updated", customer())).status_code == 400


@pytest.mark.parametrize(("seconds", "status"), [(-301, 400), (-299, 200), (299, 200), (301, 400)])
def test_a_message_signed_at_another_time_is_refused(seconds: int, status: int):
    assert send(stripe_event("customer.created", customer()), at=NOON + seconds).status_code == status


def test_without_a_secret_there_is_no_such_place():
    with override_settings(STRIPE_WEBHOOK_SECRETS=[]):
        answer = send(stripe_event("customer.created", customer()))
    assert (answer.status_code, "KYCRISK_STRIPE_WEBHOOK_SECRET" in answer.json()["detail"]) == (404, True)


@pytest.mark.parametrize(
    "body",
    [" ", "7", "[]", "{", '{"id": "evt_1"}', "[" * 9_000, '{"a":' * 3_000, '{"data": {"object": []}}']
    + [json.dumps({**stripe_event("customer.created", {}), "created": when}) for when in (None, -1, "soon", 2**40)],
)
def test_a_signed_body_that_holds_no_event_is_a_400(body: str):
    answer = send(body)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:kycrisk:problem:unreadable")


def test_other_types_packed_and_large_bodies_are_refused():
    assert send(stripe_event("a.b", customer()), kind="text/plain").status_code == 415
    large = stripe_event("customer.created", {**customer(), "description": "x" * 1_000_000})
    assert send(large).status_code == 413
    assert send({**large, "data": {"object": {**customer(), "description": "x" * 990_000}}}).status_code == 200


@pytest.mark.parametrize("days", [-401, 1])
def test_an_event_of_another_time_is_refused_with_the_field_that_says_so(days: int):
    when = int((datetime.fromtimestamp(NOON, UTC) + timedelta(days=days)).timestamp())
    answer = send(stripe_event("customer.created", customer(), at=when))
    assert (answer.status_code, answer.json()["errors"][0]["error"][:8]) == (400, "created:")


# -- disputes


def test_a_disputed_payment_is_marked_once_a_day_and_a_won_dispute_takes_the_mark_away():
    send_all(
        [
            stripe_event("customer.created", customer()),
            stripe_event("charge.succeeded", charge()),
            stripe_event("radar.early_fraud_warning.created", warning()),
            stripe_event("charge.dispute.created", dispute()),
            stripe_event("charge.dispute.closed", dispute(status="won")),
        ]
    )
    assert [(kind, outcome, amount) for kind, _, _, outcome, amount in kept()] == [
        ("payment.used", "succeeded", 1200),
        ("payment.used", "disputed", None),
        ("payment.used", "disputed", 1200),
        ("dispute.withdrawn", None, 1200),
        ("dispute.withdrawn", None, None),
    ]


def test_a_lost_dispute_changes_nothing_and_a_complaint_about_the_goods_is_a_refund():
    send_all(
        [
            stripe_event("charge.succeeded", charge(metadata={"account": "acct_harbour"})),
            stripe_event("charge.dispute.created", dispute(reason="product_unacceptable")),
            stripe_event("charge.dispute.closed", dispute(reason="product_unacceptable", status="lost")),
        ]
    )
    assert [row[3] for row in kept()] == ["succeeded", "refunded"]


# -- what is forgotten


def test_what_nobody_named_in_all_the_time_of_receipts_is_let_go():
    send_all([stripe_event("charge.succeeded", charge())])
    numbers = current().numbers.intake
    assert forget_unattributed(numbers, AT + timedelta(days=399)) == 0
    assert forget_unattributed(numbers, AT + timedelta(days=401)) == 1
    assert StripeObject.objects.count() == StripeWaiting.objects.count() == 0


def test_beyond_the_bound_those_who_waited_longest_are_let_go():
    for seconds in (3, 1, 2):
        with time_machine.travel(AT + timedelta(seconds=seconds), tick=False):
            send_all([stripe_event("charge.succeeded", charge(f"ch_{seconds}"))])
    assert forget_unattributed(Intake(unattributed_most=2), AT) == 1
    assert set(StripeWaiting.objects.values_list("about", flat=True)) == {"ch_2", "ch_3"}


def test_a_forgotten_account_takes_its_cards_along():
    send_all([stripe_event("charge.succeeded", charge(metadata={"account": "acct_harbour"}, customer=None))])
    forget(by=by("ada"), account=Account.objects.get())
    assert StripeObject.objects.count() == 0
