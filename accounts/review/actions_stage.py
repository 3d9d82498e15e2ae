"""How does a decision go on, or stop? Cancelled while it runs; followed by the next stage from the same list."""

import msgspec
from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.policy.querysets import current
from accounts.review import announcing
from accounts.review.actions_refer import ask
from accounts.review.actions_verdict import restored
from accounts.review.choices import NOTE_LENGTH
from accounts.review.evidence import Referral, listed, opened
from accounts.review.holding import person_id
from accounts.review.measures import MEASURES, STAGES
from accounts.review.models import Case, Decision, Evidence, Measure, MemberState, Note
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused


@transaction.atomic
def cancel(*, by: Actor, decision: Decision, note: str) -> Decision:
    """Stop a decision that is still running: nobody else is reached, a batch under way is finished first.

    The answer is a decision of its own that names the one it stops; who was spared is listed there with the reason.
    Whoever was reached stays as they are until the decision is taken back (`reconsider`). Raises `Refused`: 403
    without the role, 409 when nobody is left to spare, 422 without a note.
    """
    require(by, Verb.DECIDE_CASES)
    _ensure_noted(note)
    now = timezone.now()
    made = Decision(
        case=decision.case,
        evidence=decision.evidence,
        reverses=decision,
        measure=Measure.CANCEL,
        reason=decision.reason,
        note=note.strip(),
        policy_version=current().number,
        decided_by_id=person_id(by),
        decided_at=now,
        member_count=0,
    )
    spared = _spare(decision, made)
    made.member_count = len(spared)
    made.save(force_insert=True)
    if decision.measure == Measure.SUSPEND:
        restored(by=by, accounts=spared, note=f"{made.decision}: {made.note}")
    detail = {"decision": made.decision, "stops": decision.decision, "measure": decision.measure}
    record(by=by, verb="decision.cancelled", subject=("case", made.case.case), detail={**detail, "spared": len(spared)})
    announcing.case_decided(made)
    return made


def _spare(decision: Decision, by: Decision) -> list[str]:
    """Take everybody who is still pending off; waits for a batch under way, and then leaves its members alone."""
    pending = decision.members.filter(state=MemberState.PENDING)
    names = list(pending.select_for_update(of=("self",)).order_by("id").values_list("account__account", flat=True))
    if not names:
        raise Refused("Everybody was reached already; take the decision back instead.", code="not_running")
    pending.update(state=MemberState.SKIPPED, skipped_reason=f"stopped by {by.decision} before it was applied")
    return names


@transaction.atomic
def next_stage(*, by: Actor, decision: Decision, note: str) -> Case:
    """Open (or join) the subject's case to go one stage further, from the list of this decision.

    Nothing happens by itself: a person proposes or decides the next measure there, and whoever this decision left out
    is left out again unless somebody puts them on the list. Raises `Refused`: 403 without the role, 409 without
    evidence, 422 if nothing follows this measure or without a note.
    """
    require(by, Verb.DECIDE_CASES)
    _ensure_noted(note)
    if decision.measure not in STAGES[:-1]:
        raise Refused(
            f"After accounts were {MEASURES[decision.measure].past} there is no further stage.",
            code="last_stage",
            status=422,
        )
    case = ask(by=by, referral=_same_question(decision))
    Case.objects.filter(pk=case.pk).update(follows=decision)
    case.follows = decision
    Note.objects.create(case=case, by_id=person_id(by), at=timezone.now(), text=note.strip())
    detail = {"follows": decision.decision, "measure": decision.measure}
    record(by=by, verb="case.next_stage", subject=("case", case.case), detail=detail)
    return case


def _same_question(decision: Decision) -> Referral:
    """The newest evidence about the decision's subject, asked once more."""
    case = decision.case
    about = Evidence.objects.filter(case__subject_type=case.subject_type, case__subject_id=case.subject_id)
    newest = about.order_by("-id").first()
    if newest is None:
        raise Refused("There is no evidence to go on from.", code="no_evidence")
    return msgspec.convert(
        {
            "kind": case.kind,
            "subject_type": case.subject_type,
            "subject_id": case.subject_id,
            "title": case.title,
            "pack": opened(newest.body),
            "members": listed(newest.members),
            "priority": case.priority,
            "priority_reasons": [f"next stage after {decision.decision}"],
            "as_of": newest.as_of,
            "policy_version": newest.policy_version,
        },
        Referral,
    )


def _ensure_noted(note: str) -> None:
    if not 0 < len(note.strip()) <= NOTE_LENGTH:
        raise Refused("Write why, for whoever reads this later.", code="bad_note", status=422)
