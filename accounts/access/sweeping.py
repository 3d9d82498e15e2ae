"""Whose time has run out? Recorded here; answers deny an expired provisional door at once, without waiting for us."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from accounts.access.actions import Turn, change_all
from accounts.access.answers import door_of
from accounts.access.doors import Door, after_expiry, beneath
from accounts.access.models import Access, AccessChange
from accounts.journal.actors import Actor

BATCH = 500
SWEEP = Actor.command("access sweep")


class Ended(NamedTuple):
    """A door that ran out: what it was, by which change, and the change that ended it."""

    door: Door
    began: AccessChange
    change: AccessChange


type Tell = Callable[[Sequence[Ended]], None]


def in_silence(_ended: Sequence[Ended]) -> None:
    """Nobody is told."""


def sweep_expired(*, by: Actor = SWEEP, batches: int = 50, tell: Tell = in_silence) -> int:
    """Record every door that ran out and give back what stood before; how many. Several sweeps at once share the work.

    `tell` writes what follows, in the transaction of each batch. Bounded: what is left after `batches` rounds waits for
    the next call.
    """
    total = 0
    for _ in range(batches):
        swept = _sweep_batch(by, tell)
        total += swept
        if swept < BATCH:
            break
    return total


@transaction.atomic
def _sweep_batch(by: Actor, tell: Tell) -> int:
    now = timezone.now()
    expired = Access.objects.expired(now).select_related("account").order_by("expires_at")
    doors = list(expired.select_for_update(skip_locked=True, no_key=True, of=("self",))[:BATCH])
    history = _history([access.account_id for access in doors])
    turns = []
    for access in doors:
        earlier = beneath([door_of(row) for row in history[access.account_id]], now)
        turns.append(Turn(access.account, after_expiry(door_of(access), earlier)))
    made = change_all(by=by, turns=turns, measure="expire")
    began = [history[access.account_id][-1] for access in doors]
    tell([Ended(door_of(row), row, change) for row, change in zip(began, made, strict=True)])
    return len(doors)


def _history(accounts: Sequence[int]) -> dict[int, list[AccessChange]]:
    """Every change of these accounts, oldest first; the last one is how they stand."""
    found: dict[int, list[AccessChange]] = {}
    for row in AccessChange.objects.filter(account__in=accounts).order_by("account_id", "sequence"):
        found.setdefault(row.account_id, []).append(row)
    return found
