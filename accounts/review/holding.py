"""How does a verb get hold of a case? Locked, in a state that allows the step, by somebody who may, held by no other.

Every verb of review begins here, so that two people at once are always one after the other.
"""

from datetime import datetime, timedelta

from accounts.journal.actors import Actor
from accounts.policy.querysets import current
from accounts.review.models import Case
from accounts.review.transitions import Step, needs, way
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused


def locked(case: Case) -> Case:
    """The case as it stands, locked until the transaction ends."""
    return Case.objects.select_for_update(no_key=True, of=("self",)).select_related("assignee").get(pk=case.pk)


def take(case: Case, step: Step, by: Actor, now: datetime) -> Case:
    """The locked case, if this person may take this step now.

    Raises `Refused`: 403 if the role does not include it, 409 if the state does not allow it or somebody else holds it.
    """
    case = ready(case, step, by)
    ensure_free(case, by, now)
    return case


def ready(case: Case, step: Step, by: Actor) -> Case:
    """The locked case in the state the step leads to, whoever holds it: for the second person and for leads."""
    ensure_may(step, by)
    case = locked(case)
    case.state = way(case.state, step).to
    return case


def ensure_may(step: Step, by: Actor) -> None:
    """Refuse (403) whose role does not include the step, before anything is said about the case."""
    if verb := needs(step):
        require(by, Verb(verb))


def person_id(by: Actor) -> int:
    """The person's number; refused (403) for programs, which hold, propose and decide nothing."""
    if by.user_id is None:
        raise Refused(f"Only a person does this, not {by.name}.", code="not_a_person", status=403)
    return by.user_id


def ensure_free(case: Case, by: Actor, now: datetime) -> None:
    """Refuse (409) while somebody else holds the case; a lock that ran out holds nothing."""
    if not is_held(case, now) or case.assignee_id == by.user_id:
        return
    if case.locked_until is None:
        raise Refused(f"This case is with {case.assignee}. A lead can reassign it.", code="case_held")
    raise Refused(
        f"{case.assignee} holds this case until {case.locked_until:%H:%M} UTC. Take another one, or wait.",
        code="case_held",
    )


def is_held(case: Case, now: datetime) -> bool:
    """Is it with somebody? Without an end: given to them by a lead, or back from a second person."""
    return case.assignee_id is not None and (case.locked_until is None or case.locked_until > now)


def hold(case: Case, user_id: int | None, now: datetime) -> None:
    """Lock it for this person for as long as the policy says; their work on it renews the lock."""
    case.assignee_id = user_id
    case.locked_until = now + timedelta(minutes=current().numbers.desk.lock_minutes)


def give(case: Case, user_id: int | None) -> None:
    """It stays with this person until they release it."""
    case.assignee_id = user_id
    case.locked_until = None


def let_go(case: Case) -> None:
    """Nobody's."""
    case.assignee_id = None
    case.locked_until = None


def resume(case: Case, now: datetime) -> None:
    """It waits no longer. If the clock stood still, the due date moves by as long."""
    if case.paused_at is not None:
        case.due_at += now - case.paused_at
    case.paused_at = None
    case.wake_at = None
    case.waiting_for = ""


def close(case: Case, now: datetime, *, deserved_a_person: bool | None = None) -> None:
    """Its question is answered."""
    resume(case, now)
    case.state = "closed"
    case.closed_at = now
    case.locked_until = None
    if deserved_a_person is not None:
        case.deserved_a_person = deserved_a_person
