"""Does the order matter in which Stripe's events come in? It must not; and two that come at once lose nothing.

In the room: Harbour, whose payment is warned of, disputed and won; and the objects of Stripe's own fixtures.
"""

import json
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.policy.defaults import Intake
from graph.signals import receiving
from graph.signals.intake.stripe_objects import told
from graph.signals.intake.stripe_taking import take
from graph.signals.models import Receipt, Signal
from graph.signals.models_stripe import StripeObject, StripeWaiting
from tests.graph.signals.senders import AT
from tests.graph.signals.stripe_events import NOON, SECRET, charge, customer, dispute, send, stripe_event, warning

INTENT = {"id": "pi_1", "object": "payment_intent", "customer": "cus_harbour", "metadata": {}}
STORY = [
    stripe_event("customer.created", customer(), at=NOON - 9),
    stripe_event("payment_intent.succeeded", INTENT, at=NOON - 8),
    stripe_event("charge.succeeded", charge(customer=None, payment_intent="pi_1"), at=NOON - 7),
    stripe_event("radar.early_fraud_warning.created", warning(), at=NOON - 6),
    stripe_event("charge.dispute.created", dispute(), at=NOON - 5),
    stripe_event("charge.dispute.closed", dispute(status="won"), at=NOON - 4),
]
FIXTURES = {
    "charge": "charge.succeeded",
    "payment_method": "payment_method.attached",
    "setup_intent": "setup_intent.succeeded",
    "customer": "customer.created",
    "dispute": "charge.dispute.created",
    "radar.early_fraud_warning": "radar.early_fraud_warning.created",
    "review": "review.opened",
    "invoice": "invoice.paid",
    "account": "account.updated",
    "person": "person.created",
}


def take_all(events: Sequence[dict[str, Any]]) -> None:
    for one in events:
        outcome = take(told(one), Intake(), AT)
        assert (outcome.accepted, outcome.rejected) == (1, ())


def balance() -> tuple[int, int, int, set[str]]:
    """What is left when everything came: payments, marks of a dispute, money, and whose."""
    rows = list(Signal.objects.values_list("type", "data", "account__account"))
    marks = sum((data.get("outcome") == "disputed") - (kind == "dispute.withdrawn") for kind, data, _ in rows)
    sign = {"disputed": -1, "refunded": -1}
    money = sum(sign.get(data.get("outcome"), 1) * data.get("amount", 0) for _, data, _ in rows)
    paid = sum(data.get("outcome") == "succeeded" for _, data, _ in rows)
    return paid, marks, money, {account for *_, account in rows}


def forget_everything() -> None:
    for model in (Signal, Receipt, StripeObject, StripeWaiting):
        model._base_manager.all().delete()


@pytest.mark.django_db
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(STORY))
def test_whatever_comes_first_a_won_dispute_leaves_the_payment_as_it_was(events: list[dict[str, Any]]):
    forget_everything()
    take_all(events)
    assert balance() == (1, 0, 1200, {"acct_harbour"})
    assert not StripeWaiting.objects.exists()


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(STORY[:5]))
def test_whatever_comes_first_a_lost_dispute_marks_the_card_and_takes_the_money(events: list[dict[str, Any]]):
    forget_everything()
    take_all([*events, stripe_event("charge.dispute.closed", dispute(status="lost"))])
    paid, marks, money, accounts = balance()
    assert (paid, marks > 0, money, accounts) == (1, True, 0, {"acct_harbour"})


@pytest.mark.usefixtures("real_db")
def test_events_that_come_at_once_are_each_counted_once_and_wait_for_nobody_in_vain():
    several = [stripe_event("charge.succeeded", charge(f"ch_at_once_{n}")) for n in range(12)]
    several += [stripe_event("customer.updated", customer()) for _ in range(4)]
    start = threading.Barrier(4)

    def run(part: int) -> None:
        start.wait()
        for one in (several[part::4] + several[:4]) if part % 2 else (several[part::4] + several[:4])[::-1]:
            take(told(one), Intake(), AT)
        connection.close()

    with ThreadPoolExecutor(4) as threads:
        for future in [threads.submit(run, part) for part in range(4)]:
            future.result(timeout=60)
    assert balance() == (12, 0, 14_400, {"acct_harbour"})
    assert not StripeWaiting.objects.exists()


# -- the objects that Stripe itself gives as samples


@pytest.fixture
def samples(shared_data: Path) -> dict[str, dict[str, Any]]:
    """One object of each kind."""
    found: dict[str, Any] = json.loads((shared_data / "billing" / "stripe_fixtures_reduced.json").read_text())
    return {str(name): one for name, one in found["resources"].items()}


@pytest.fixture
def _stripe_is_set_up() -> Iterator[None]:
    receiving.backlog.forget()
    with override_settings(STRIPE_WEBHOOK_SECRETS=[SECRET]), time_machine.travel(AT, tick=False):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("_stripe_is_set_up")
@pytest.mark.parametrize("backwards", [False, True])
def test_every_sample_is_taken_and_those_of_one_charge_find_its_account(samples: dict[str, Any], *, backwards: bool):
    owned = {**samples["charge"], "metadata": {"account": "acct_sample"}}
    events = [
        stripe_event(FIXTURES[name], one) for name, one in {**samples, "charge": owned}.items() if name in FIXTURES
    ]
    for one in reversed(events) if backwards else events:
        assert send(one).status_code == 200
    rows = Signal.objects.values_list("account__account", "data__outcome", "data__amount", "data__issuer_country")
    assert sorted(rows) == [("acct_sample", "disputed", 1000, "US"), ("acct_sample", "succeeded", 100, "US")]
    assert set(StripeWaiting.objects.values_list("about", flat=True)) == {
        samples["payment_method"]["id"],
        samples["radar.early_fraud_warning"]["id"],
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("_stripe_is_set_up")
def test_envelopes_of_other_matters_are_answered_and_not_kept(shared_data: Path):
    envelopes = sorted((shared_data / "billing" / "webhook_events").glob("*.json"))
    assert len(envelopes) > 5
    for path in envelopes:
        assert send({**json.loads(path.read_text()), "created": NOON}).status_code == 200
    assert Signal.objects.count() == StripeObject.objects.count() == 0
