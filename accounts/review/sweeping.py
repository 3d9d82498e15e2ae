"""What does time do to cases? Snoozed ones wake, locks that ran out give the case back to the queue."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.review.holding import let_go, resume
from accounts.review.models import Case
from accounts.review.querysets import CaseQuerySet

BATCH = 200
SWEEP = Actor.command("review sweep")
COLUMNS = ["state", "waiting_for", "wake_at", "paused_at", "due_at", "assignee", "locked_until"]


def wake_due(*, by: Actor = SWEEP) -> int:
    """Wake every case whose time has come; how many. Several sweeps at once share the work."""
    return _sweep(lambda now: Case.objects.sleeping_beyond(now).order_by("wake_at"), _wake, "case.woken", by)


def release_expired(*, by: Actor = SWEEP) -> int:
    """Give back every case whose holder left it alone until the lock ran out; how many."""
    return _sweep(
        lambda now: Case.objects.with_expired_lock(now).order_by("locked_until"), _release, "case.lock_expired", by
    )


@transaction.atomic
def _sweep(
    due: Callable[[datetime], CaseQuerySet], change: Callable[[Case, datetime], None], verb: str, by: Actor
) -> int:
    now = timezone.now()
    cases = list(due(now).select_for_update(skip_locked=True, no_key=True)[:BATCH])
    for case in cases:
        change(case, now)
        record(by=by, verb=verb, subject=("case", case.case))
    Case.objects.bulk_update(cases, COLUMNS)
    return len(cases)


def _wake(case: Case, now: datetime) -> None:
    case.state = "open"
    resume(case, now)


def _release(case: Case, _now: datetime) -> None:
    let_go(case)
