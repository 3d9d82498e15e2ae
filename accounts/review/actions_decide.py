"""What does one person decide alone? Clear, watch, open, limit, verify again, lift, dismiss; approve, reject."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.review.choices import Choice
from accounts.review.enacting import enact
from accounts.review.holding import close, ensure_may, give, locked, take
from accounts.review.measures import MEASURES
from accounts.review.models import Case, Decision
from accounts.review.rules import stored as stored_rules
from accounts.review.terms import read
from accounts.review.transitions import Step
from accounts.review.weighing import Weighed, weigh_choice
from kycrisk.lib.errors import Refused

# A person looks again before a door that waits for verification shuts by itself.
LOOK_AGAIN = timedelta(days=1)


@transaction.atomic
def decide(*, by: Actor, case: Case, verdict: Choice) -> Decision:
    """Carry out a choice that one person may make; the case closes with it ("verify" leaves it waiting).

    Raises `Refused`: 403 the role or having taken part, 409 the case or its evidence is not what the person saw or
    somebody else holds it, 422 an incomplete choice or a measure that needs a second person.
    """
    now = timezone.now()
    step = Step.VERIFY if verdict.measure == "verify" else Step.DECIDE
    ensure_may(step, by)
    ensure_undecided(locked(case))
    case = take(case, step, by, now)
    weighed = weigh_choice(case, verdict, by, now)
    if MEASURES[verdict.measure].two_person:
        raise Refused(
            f"{MEASURES[verdict.measure].label}: this takes two people, one proposes it and another approves.",
            code="needs_second_person",
            status=422,
        )
    decision = _decision(by, case, weighed)
    decision.decided_at = now
    if case.state == "closed":
        close(case, now, deserved_a_person=verdict.deserved_a_person)
    else:
        _wait_for_verification(case, decision)
    case.save()
    return enact(by=by, decision=decision, listed=weighed.listed, now=now)


def ensure_undecided(case: Case) -> None:
    """Whoever is second learns who was first."""
    if case.state != "closed":
        return
    last = case.decisions.select_related("decided_by").order_by("-id").first()
    if last is not None:
        raise Refused(
            f"{last.decided_by} decided this case at {last.decided_at:%H:%M} UTC: {last.member_count:,} "
            f"{'account' if last.member_count == 1 else 'accounts'} {MEASURES[last.measure].past}. "
            "Nothing of yours was applied.",
            code="already_decided",
        )


def _decision(by: Actor, case: Case, weighed: Weighed) -> Decision:
    choice = weighed.choice
    return Decision(
        case=case,
        evidence=weighed.evidence,
        reverses=weighed.undone,
        measure=choice.measure,
        reason=choice.reason,
        note=choice.note.strip(),
        terms=weighed.terms,
        rules=stored_rules(choice.rules),
        policy_version=weighed.policy_version,
        decided_by_id=by.user_id,
        member_count=len(weighed.listed.included),
    )


def _wait_for_verification(case: Case, decision: Decision) -> None:
    give(case, decision.decided_by_id)
    case.waiting_for = "the customer to verify again"
    case.paused_at = decision.decided_at
    expires_at = read(decision.terms).expires_at
    if expires_at is not None:
        case.wake_at = max(decision.decided_at, expires_at - LOOK_AGAIN)
