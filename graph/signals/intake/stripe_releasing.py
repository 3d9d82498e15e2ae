"""Which events of Stripe need not wait any longer? Those whose account and card are known by now, in their order.

A charge that its holder disowned counts as disputed as often as somebody says so (a warning, then a dispute); once a
dispute ends for the house all of that is withdrawn, and what comes late about it changes nothing.
"""

from collections.abc import Collection, Iterator
from dataclasses import asdict
from datetime import datetime, timedelta
from itertools import batched

import msgspec
from django.db.models import Q

from accounts.journal.actors import Actor
from accounts.policy.defaults import Intake
from graph.signals.accepting import keep
from graph.signals.events import RESERVED, Event
from graph.signals.intake.stripe_learning import opened
from graph.signals.intake.stripe_objects import Card
from graph.signals.models_stripe import StripeObject, StripeWaiting
from graph.signals.payloads import DisputeWithdrawn, PaymentUsed

NAME = "stripe"
SOURCE = f"{RESERVED}/{NAME}"
AT_ONCE = 1_000


def release(changed: Collection[str], by: Actor) -> None:
    """Make signals of what waited for one of these objects, in the caller's transaction and under its lock."""
    of_these = Q(about__in=changed) | Q(card_of__in=changed)
    waiting = StripeWaiting.objects.filter(of_these).order_by("at", "event_id")
    for some in batched(list(waiting), AT_ONCE):
        _release_some(some, by)


def _release_some(waiting: Collection[StripeWaiting], by: Actor) -> None:
    ids = {name for row in waiting for name in (row.about, row.card_of)}
    objects = StripeObject.objects.select_related("account").in_bulk(ids)
    events: list[Event] = []
    done: list[StripeWaiting] = []
    for row in waiting:
        one, paid = objects.get(row.about), objects.get(row.card_of)
        card = opened(paid) if paid else None
        if one and one.account and paid and card:
            events += _events(row, one.account.account, paid, card)
            done.append(row)
    if events:
        keep(events, by)
    StripeObject.objects.bulk_update(
        {objects[row.card_of] for row in done}, ["disputes", "disputed_amount", "cleared"], batch_size=AT_ONCE
    )
    StripeWaiting.objects.filter(pk__in=[row.pk for row in done]).delete()


def _events(row: StripeWaiting, account: str, charge: StripeObject, card: Card) -> Iterator[Event]:
    """What this event says of the account; what it says of the charge is noted on the charge."""
    if row.kind == "paid":
        yield _event(row, account, _payment(row, card))
    elif not charge.cleared and row.kind == "disputed":
        charge.disputes += 1
        charge.disputed_amount += row.amount or 0
        yield _event(row, account, _payment(row, card))
    elif not charge.cleared:
        charge.cleared = True
        for number in range(charge.disputes):
            amount = None if number else charge.disputed_amount
            payload = DisputeWithdrawn(card.fingerprint, amount, row.currency or None)
            yield _event(row, account, payload, f"/{number + 1}" if number else "")


def _payment(row: StripeWaiting, card: Card) -> PaymentUsed:
    said = asdict(card) | {"amount": row.amount, "currency": row.currency, "outcome": row.outcome}
    return msgspec.convert({name: value for name, value in said.items() if value not in ("", None)}, PaymentUsed)


def _event(row: StripeWaiting, account: str, payload: PaymentUsed | DisputeWithdrawn, suffix: str = "") -> Event:
    kind = "payment.used" if isinstance(payload, PaymentUsed) else "dispute.withdrawn"
    return Event(f"{row.event_id}{suffix}", SOURCE, kind, account, row.at, payload)


def forget_unattributed(numbers: Intake, now: datetime) -> int:
    """Let go what waited longer than receipts are remembered, and beyond the bound the oldest; answers how many."""
    before = now - timedelta(days=numbers.receipt_days)
    StripeObject.objects.filter(seen_at__lt=before).delete()
    gone = StripeWaiting.objects.filter(received_at__lt=before).delete()[0]
    newest = StripeWaiting.objects.order_by("-received_at", "-event_id")
    beyond = list(newest.values_list("pk", flat=True)[numbers.unattributed_most :])
    return gone + StripeWaiting.objects.filter(pk__in=beyond).delete()[0]
