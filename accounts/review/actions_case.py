"""Who works on a case, and when? Claim, release, reassign, take the next one, snooze, wake, note."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.policy.querysets import current
from accounts.review.choices import NOTE_LENGTH
from accounts.review.holding import give, hold, let_go, locked, person_id, ready, resume, take
from accounts.review.models import Case, Note
from accounts.review.transitions import Step
from accounts.staff.models import User
from accounts.staff.roles import Verb, require, role_may
from kycrisk.lib.errors import Refused


@transaction.atomic
def claim(*, by: Actor, case: Case) -> Case:
    """Lock the case to this person for the policy's minutes; whoever has it already renews the lock.

    Refused while somebody else's lock lasts, and after it was given to somebody by name.
    """
    now = timezone.now()
    case = take(case, Step.CLAIM, by, now)
    renewed = case.assignee_id == by.user_id and case.locked_until is not None
    hold(case, by.user_id, now)
    case.save(update_fields=["assignee", "locked_until"])
    if not renewed:
        record(by=by, verb="case.claimed", subject=("case", case.case))
    return case


@transaction.atomic
def keep(*, by: Actor, case: Case) -> bool:
    """Renew the lock because its holder is at work; answers whether it is still theirs. Nothing happened: no line."""
    now = timezone.now()
    case = locked(case)
    if case.assignee_id != by.user_id or case.locked_until is None or case.locked_until <= now:
        return False
    hold(case, by.user_id, now)
    case.save(update_fields=["locked_until"])
    return True


@transaction.atomic
def release(*, by: Actor, case: Case) -> Case:
    """Give the case back to the queue."""
    case = take(case, Step.RELEASE, by, timezone.now())
    if case.assignee_id is not None:
        let_go(case)
        case.save(update_fields=["assignee", "locked_until"])
        record(by=by, verb="case.released", subject=("case", case.case))
    return case


@transaction.atomic
def reassign(*, by: Actor, case: Case, to: User) -> Case:
    """A lead gives the case to somebody who can decide it; it stays with them until they release it."""
    if not role_may(to.role, Verb.CLAIM_CASES):
        raise Refused(f"{to} cannot work on cases; choose a reviewer or a lead.", code="cannot_work", status=422)
    case = ready(case, Step.REASSIGN, by)
    give(case, to.pk)
    case.save(update_fields=["assignee", "locked_until"])
    record(by=by, verb="case.reassigned", subject=("case", case.case), detail={"to": to.username})
    return case


@transaction.atomic
def next_case(*, by: Actor) -> Case | None:
    """Claim the most urgent case this person may decide and is not at work on; None when the queue is empty.

    Two people at once never get the same one: whoever is later skips what the other is about to take.
    """
    require(by, Verb.CLAIM_CASES)
    user = User.objects.get(pk=person_id(by))
    queue = Case.objects.claimable_by(user).not_held_by(user).most_urgent_first()
    case = queue.select_for_update(skip_locked=True, no_key=True, of=("self",)).first()
    return claim(by=by, case=case) if case else None


@transaction.atomic
def snooze(*, by: Actor, case: Case, reason: str, until: datetime) -> Case:
    """Put the case to sleep until a moment, with the reason; the clock runs on. New evidence wakes it earlier."""
    now = timezone.now()
    case = take(case, Step.SNOOZE, by, now)
    longest = timedelta(days=current().numbers.desk.snooze_days)
    if not reason.strip():
        raise Refused("Say what you wait for: a few words.", code="snooze_without_reason", status=422)
    if not now < until <= now + longest:
        raise Refused(
            f"Choose a time to wake within the next {longest.days} days.", code="snooze_out_of_range", status=422
        )
    case.waiting_for, case.wake_at = reason.strip()[:200], until
    let_go(case)
    case.save(update_fields=["state", "waiting_for", "wake_at", "assignee", "locked_until"])
    record(by=by, verb="case.snoozed", subject=("case", case.case), detail={"until": until.isoformat()})
    return case


@transaction.atomic
def wake(*, by: Actor, case: Case) -> Case:
    """Take up a waiting case again before its time."""
    now = timezone.now()
    case = take(case, Step.WAKE, by, now)
    resume(case, now)
    case.save(update_fields=["state", "waiting_for", "wake_at", "paused_at", "due_at"])
    record(by=by, verb="case.woken", subject=("case", case.case))
    return case


@transaction.atomic
def note(*, by: Actor, case: Case, text: str) -> Note:
    """Write something beside the case for colleagues; whoever may work on cases may, also on a closed one."""
    require(by, Verb.CLAIM_CASES)
    text = text.strip()
    if not 0 < len(text) <= NOTE_LENGTH:
        raise Refused(f"Write between 1 and {NOTE_LENGTH:,} characters.", code="bad_note", status=422)
    keep(by=by, case=case)
    made = Note.objects.create(case=case, by_id=person_id(by), at=timezone.now(), text=text)
    record(by=by, verb="case.noted", subject=("case", case.case), detail={"note": made.pk})
    return made
