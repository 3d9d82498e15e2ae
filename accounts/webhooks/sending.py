"""How does the outside get to know? Due deliveries are leased, signed, posted, and their outcome noted.

At least once: a sender that dies between posting and noting leaves a lease that runs out, and another posts again.
In order: only the oldest undelivered message of an (endpoint, lane) is ever in the air. One slow endpoint has a few
threads at most, and nobody waits for it. The threads only post; tables are touched by the caller alone.
"""

import json
import random
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.policy.querysets import current
from accounts.webhooks.actions import ACCESS_CHANGED, SEND_DUE, give_up_pending
from accounts.webhooks.models import Delivery, DeliveryState, Endpoint, Event
from accounts.webhooks.outcomes import AGAIN, DELIVERED, Attempt, Outcome, outcome_of
from kycrisk.lib.http import Forbidden, Manners, Unreachable, post
from kycrisk.lib.signing import live_secrets, signed_headers
from kycrisk.lib.vault import Unreadable
from kycrisk.lib.waking import wake_after_commit

AT_ONCE = 32
LEASE = timedelta(seconds=60)
SENDER = Actor.command("webhook sender")
GONE = "The endpoint answered 410 Gone."


@dataclass(frozen=True, slots=True)
class Letter:
    """A leased delivery with everything a thread needs to post it."""

    delivery: int
    leased_until: datetime
    number: int
    url: str
    headers: Mapping[str, str]
    body: bytes


def send_due(*, seconds: float = 10.0, manners: Manners | None = None) -> int:
    """Post what is due until nothing is, or the time is over (then a worker is asked to go on); how many attempts."""
    manners = manners or _usual_manners(loopback_allowed=settings.ALLOW_PRIVATE_WEBHOOKS)
    end, attempts = time.monotonic() + seconds, 0
    flying: dict[Future[Attempt], Letter] = {}
    with ThreadPoolExecutor(AT_ONCE, thread_name_prefix="webhook") as pool:
        while True:
            if time.monotonic() < end:
                for letter in _lease(AT_ONCE - len(flying)):
                    flying[pool.submit(_attempt, letter, manners)] = letter
            if not flying:
                break
            for done in wait(flying, timeout=1, return_when=FIRST_COMPLETED).done:
                _note(flying.pop(done), done.result())
                attempts += 1
    if time.monotonic() >= end:
        wake_after_commit(SEND_DUE)
    return attempts


@cache
def _usual_manners(*, loopback_allowed: bool) -> Manners:
    """Made once: reading the certificates of all authorities takes longer than looking for work."""
    return Manners(loopback_allowed=loopback_allowed)


def _lease(room: int) -> Iterator[Letter]:
    at_once = current().numbers.webhooks.at_once_per_endpoint
    for endpoint in Endpoint.objects.listening().order_by("pk"):
        busy = endpoint.deliveries.in_flight(timezone.now()).count()
        letters = _lease_from(endpoint, min(room, at_once - busy))
        room -= len(letters)
        yield from letters


def _lease_from(endpoint: Endpoint, count: int) -> list[Letter]:
    if count <= 0:
        return []
    now = timezone.now()
    with transaction.atomic():
        due = endpoint.deliveries.sendable(now).select_related("event").order_by("due_at", "pk")
        rows = list(due.select_for_update(skip_locked=True, no_key=True, of=("self",))[:count])
        leased = Delivery.objects.filter(pk__in=[row.pk for row in rows])
        leased.update(leased_until=now + LEASE, attempts=F("attempts") + 1, last_attempt_at=now)
    return [_letter(row, endpoint, now) for row in rows]


def _letter(row: Delivery, endpoint: Endpoint, now: datetime) -> Letter:
    body = body_of(row.event)
    try:
        secrets = live_secrets(endpoint, now)
    except Unreadable:
        secrets = []  # the attempt fails and says so; a restored vault key mends it
    headers = signed_headers(secrets, event=row.event.event, at=now, body=body)
    return Letter(row.pk, now + LEASE, row.attempts + 1, endpoint.url, headers, body.encode())


def body_of(event: Event) -> str:
    """The message, the same to the byte at every attempt."""
    told = {"type": event.type, "timestamp": event.created_at.isoformat(), "data": event.payload}
    return json.dumps(told, separators=(",", ":"), ensure_ascii=False)


def _attempt(letter: Letter, manners: Manners) -> Attempt:
    """In a thread of its own, away from the tables."""
    if not letter.headers["webhook-signature"]:
        return Attempt(letter.number, None, "The signing secret cannot be opened; is its vault key still configured?")
    headers = {"content-type": "application/json", "user-agent": "kycrisk-webhooks/1", **letter.headers}
    try:
        answer = post(letter.url, body=letter.body, headers=headers, manners=manners)
    except (Forbidden, Unreachable) as error:
        return Attempt(letter.number, None, str(error))
    return Attempt(letter.number, answer.status, answer.excerpt)


def _note(letter: Letter, attempt: Attempt) -> None:
    """Result and mark in one transaction; a lease that was lost meanwhile is somebody else's to mark."""
    outcome = outcome_of(attempt, current().numbers.webhooks, random.random())  # noqa: S311  # spreads waits, no secret
    with transaction.atomic():
        if outcome.disable:  # locked before its deliveries, as everybody does
            Endpoint.objects.select_for_update(no_key=True).get(deliveries=letter.delivery)
        held = Delivery.objects.pending().filter(pk=letter.delivery, leased_until=letter.leased_until)
        row = held.select_related("event", "endpoint").select_for_update(no_key=True, of=("self",)).first()
        if row is None:
            return
        _mark(row, attempt, outcome)
        if outcome.disable:
            _disable(row.endpoint)


def _mark(row: Delivery, attempt: Attempt, outcome: Outcome) -> None:
    now = timezone.now()
    row.leased_until, row.last_status = None, attempt.status
    row.last_error = "" if outcome.state == DELIVERED else attempt.words
    if outcome.state == DELIVERED:
        row.state, row.delivered_at = DeliveryState.DELIVERED, now
    elif row.event.type == ACCESS_CHANGED and _overtaken(row):
        row.state = DeliveryState.REPLACED
    elif outcome.state == AGAIN:
        row.due_at = now + timedelta(seconds=outcome.seconds)
    else:
        row.state = DeliveryState.FAILED
    row.save()


def _overtaken(row: Delivery) -> bool:
    return Delivery.objects.pending().filter(endpoint=row.endpoint, lane=row.lane, pk__gt=row.pk).exists()


def _disable(endpoint: Endpoint) -> None:
    endpoint.enabled, endpoint.disabled_reason = False, GONE
    endpoint.save()
    give_up_pending(endpoint, GONE)
    subject = ("webhook_endpoint", endpoint.endpoint)
    record(by=SENDER, verb="webhook_endpoint.disabled", subject=subject, detail={"status": 410})
