"""What if the customer has to answer first? The case waits, its clock paused, until the answer is there or too late."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.review.holding import give, locked, person_id, take
from accounts.review.holding import resume as end_wait
from accounts.review.models import Case
from accounts.review.transitions import Step, way


@transaction.atomic
def wait_for_customer(*, by: Actor, case: Case, what: str, until: datetime) -> Case:
    """Wait for an answer; the case stays with who asked. Asking more keeps the clock paused since the first time.

    `what`: a few words that name nobody. Without an answer the case wakes at `until`. Raises `Refused` as `snooze`
    does.
    """
    now = timezone.now()
    case = take(case, Step.WAIT, by, now)
    case.waiting_for, case.wake_at = what[:200], until
    case.paused_at = case.paused_at or now
    give(case, person_id(by))
    case.save()
    record(by=by, verb="case.asked", subject=("case", case.case), detail={"until": until.isoformat()})
    return case


@transaction.atomic
def resume(*, by: Actor, case: Case, why: str) -> Case:
    """The wait is over: the case is open again, its due date moved by as long as it waited.

    `why`: answered, withdrawn or overdue. A case that does not wait any more stays as it is.
    """
    case = locked(case)
    if case.state != "waiting":
        return case
    case.state = way(case.state, Step.RESUME).to
    end_wait(case, timezone.now())
    case.save()
    record(by=by, verb="case.resumed", subject=("case", case.case), detail={"why": why})
    return case
