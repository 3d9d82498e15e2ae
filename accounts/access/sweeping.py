"""Whose time has run out? Recorded here; answers deny an expired provisional door at once, without waiting for us."""

from django.db import transaction
from django.utils import timezone

from accounts.access.actions import change
from accounts.access.answers import door_of
from accounts.access.doors import Door, after_expiry
from accounts.access.models import Access, AccessChange
from accounts.journal.actors import Actor

BATCH = 200
SWEEP = Actor.command("access sweep")


def sweep_expired(*, by: Actor = SWEEP, batches: int = 50) -> int:
    """Record every door that ran out and give back what stood before; how many. Several sweeps at once share the work.

    Bounded: what is left after `batches` rounds waits for the next call.
    """
    total = 0
    for _ in range(batches):
        swept = _sweep_batch(by)
        total += swept
        if swept < BATCH:
            break
    return total


@transaction.atomic
def _sweep_batch(by: Actor) -> int:
    expired = Access.objects.expired(timezone.now()).select_related("account").order_by("expires_at")
    doors = list(expired.select_for_update(skip_locked=True, no_key=True, of=("self",))[:BATCH])
    for access in doors:
        after = after_expiry(door_of(access), _earlier(access))
        change(by=by, account=access.account, door=after, measure="expire")
    return len(doors)


def _earlier(access: Access) -> Door | None:
    """What stood before the limits: a suspension that was undone in between is no door to go back to."""
    lasting = AccessChange.objects.of(access.account).lasting().first()
    return door_of(lasting) if lasting else None
