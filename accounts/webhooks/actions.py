"""How does something to tell, or somebody to tell it to, come about?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.policy.querysets import current
from accounts.webhooks.models import Delivery, DeliveryState, Endpoint, Event
from kycrisk.lib.errors import Refused
from kycrisk.lib.signing import renew
from kycrisk.lib.waking import wake_after_commit

SEND_DUE = "webhooks.send_due"
ACCESS_CHANGED = "access.changed"
EVENT_TYPES = (
    ACCESS_CHANGED,
    "case.opened",
    "case.decided",
    "application.changed",
    "verification.expiring",
    "network.flagged",
)


@dataclass(frozen=True, slots=True)
class Announcement:
    """Something to tell: `payload` becomes `data`, so ids and states only. Order is kept inside a lane."""

    type: str
    payload: dict[str, Any]
    lane: str
    sequence: int | None = None


def announce(*, type: str, payload: dict[str, Any], lane: str, sequence: int | None = None) -> Event | None:  # noqa: A002  # the standard's word
    """Write an event and a delivery for each endpoint that wants it, in the caller's transaction.

    None when nobody listens. An undelivered older `access.changed` of the lane is replaced.
    """
    return next(iter(announce_all([Announcement(type, payload, lane, sequence)])), None)


def announce_all(told: Iterable[Announcement]) -> list[Event]:
    """Like `announce` for many at once; `told` is not even looked at when nobody listens.

    Raises `RuntimeError` outside a transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an event is written in the transaction of the change it announces")
    endpoints = list(Endpoint.objects.listening())
    wanted = [one for one in told if any(_wants(endpoint, one.type) for endpoint in endpoints)] if endpoints else []
    if not wanted:
        return []
    _replace_older({one.lane for one in wanted if one.type == ACCESS_CHANGED})
    events = Event.objects.bulk_create(
        Event(type=one.type, lane=one.lane, sequence=one.sequence, payload=one.payload) for one in wanted
    )
    now = timezone.now()
    Delivery.objects.bulk_create(
        Delivery(event=event, endpoint=endpoint, lane=event.lane, due_at=now)
        for event in events
        for endpoint in endpoints
        if _wants(endpoint, event.type)
    )
    wake_after_commit(SEND_DUE)
    return events


def _wants(endpoint: Endpoint, event_type: str) -> bool:
    return not endpoint.event_types or event_type in endpoint.event_types


def _replace_older(lanes: Iterable[str]) -> None:
    """Undelivered older news of a lane are out of date; what a sender holds right now is left to it.

    The rows are locked first, so that a sender that gives up on one at this moment is either seen here or sees us.
    """
    older = Delivery.objects.pending().filter(lane__in=lanes, event__type=ACCESS_CHANGED)
    held = list(older.select_for_update(of=("self",), no_key=True).order_by("pk").values_list("pk", flat=True))
    Delivery.objects.at_rest(timezone.now()).filter(pk__in=held).update(state=DeliveryState.REPLACED)


def add_endpoint(*, by: Actor, url: str, event_types: Sequence[str] = ()) -> tuple[Endpoint, str]:
    """A new receiver and its secret, which is shown this once. The caller has checked the address."""
    endpoint = Endpoint(url=url, event_types=list(event_types))
    secret = renew(endpoint)
    with transaction.atomic():
        endpoint.save()
        _journal(by, "webhook_endpoint.added", endpoint)
    return endpoint, secret


def change_endpoint(*, by: Actor, endpoint: Endpoint, **changed: Any) -> Endpoint:
    """Another address, other event types, on or off. What waits for a disabled endpoint waits until it is enabled."""
    with transaction.atomic():
        row = _kept(endpoint)
        for name in ("url", "event_types", "enabled"):
            setattr(row, name, changed.get(name, getattr(row, name)))
        if row.enabled:
            row.disabled_reason = ""
            wake_after_commit(SEND_DUE)
        row.save()
        _journal(by, "webhook_endpoint.changed", row)
    return row


def rotate_secret(*, by: Actor, endpoint: Endpoint) -> tuple[Endpoint, str]:
    """A new secret, shown this once; the one before signs as well until its time (policy) is over."""
    overlap = timedelta(hours=current().numbers.webhooks.secret_overlap_hours)
    with transaction.atomic():
        row = _kept(endpoint)
        secret = renew(row, previous_until=timezone.now() + overlap)
        row.save()
        _journal(by, "webhook_endpoint.secret_rotated", row)
    return row, secret


def remove_endpoint(*, by: Actor, endpoint: Endpoint) -> None:
    """No more deliveries to it; the log of what was delivered stays."""
    with transaction.atomic():
        row = _kept(endpoint)
        row.enabled, row.removed_at = False, timezone.now()
        row.save()
        give_up_pending(row, "The endpoint was removed.")
        _journal(by, "webhook_endpoint.removed", row)


def give_up_pending(endpoint: Endpoint, error: str) -> None:
    """Nothing that still waits for this endpoint will be sent."""
    waiting = endpoint.deliveries.pending().select_for_update(no_key=True).order_by("pk").values_list("pk", flat=True)
    Delivery.objects.filter(pk__in=list(waiting)).update(
        state=DeliveryState.FAILED, last_error=error, leased_until=None
    )


def redeliver(*, by: Actor, delivery: Delivery) -> Delivery:
    """Send it once more, now.

    Refused for an `access.changed` that a newer one has overtaken: receivers may see gaps, never steps back.
    """
    with transaction.atomic():
        row = Delivery.objects.select_related("event", "endpoint").select_for_update(of=("self",)).get(pk=delivery.pk)
        if row.endpoint.removed_at or not row.endpoint.enabled:
            raise Refused("The endpoint is disabled or removed; enable it first.", code="endpoint_disabled")
        newer = Delivery.objects.filter(endpoint=row.endpoint, lane=row.lane, pk__gt=row.pk).order_by("-pk").first()
        if newer and row.event.type == ACCESS_CHANGED:
            raise Refused(f"A newer message overtook this one; redeliver {newer.delivery}.", code="overtaken")
        row.state, row.attempts, row.due_at, row.leased_until = DeliveryState.PENDING, 0, timezone.now(), None
        row.save()
        record(by=by, verb="webhook_delivery.requested", subject=("webhook_delivery", row.delivery))
        wake_after_commit(SEND_DUE)
    return row


def _kept(endpoint: Endpoint) -> Endpoint:
    row = Endpoint.objects.select_for_update(no_key=True).get(pk=endpoint.pk)
    if row.removed_at:
        raise Refused("This endpoint was removed; add a new one.", code="endpoint_removed", status=404)
    return row


def _journal(by: Actor, verb: str, endpoint: Endpoint) -> None:
    detail = {"event_types": endpoint.event_types, "enabled": endpoint.enabled}
    record(by=by, verb=verb, subject=("webhook_endpoint", endpoint.endpoint), detail=detail)
