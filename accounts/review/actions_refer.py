"""How does a question reach a person? `refer` opens the one open case of its subject, or adds evidence to it.

Idempotent: the same referral twice changes nothing. When a decided question is asked again, and what becomes of cases
whose networks merge or split, is written down in `reopening`.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.policy.querysets import current
from accounts.review import announcing, reopening
from accounts.review.due import due_at
from accounts.review.evidence import Member, Referral, Weighed, material_changes, weigh
from accounts.review.holding import close, locked, resume
from accounts.review.listing import latest_evidence, weighed
from accounts.review.models import Case, Decision, Measure, Proposal, ProposalState
from accounts.review.priority import Priority, join
from accounts.review.snapshots import snapshot
from accounts.review.transitions import Step, way

# Somebody else may open or close the subject's case between two looks, but not for ever.
LOOKS = 5


def refer(*, by: Actor, referral: Referral) -> Case:
    """The subject's case, with this evidence in it if something material changed.

    A closed case is the answer where the question was decided and there are no grounds to ask it again.
    """
    return _reach(by, referral, asked=False)


def ask(*, by: Actor, referral: Referral) -> Case:
    """Like `refer`, for a question that a person asks: it is put before somebody however often it was decided."""
    return _reach(by, referral, asked=True)


@transaction.atomic
def _reach(by: Actor, referral: Referral, *, asked: bool) -> Case:
    now = timezone.now()
    sources = _unfinished_of(referral.merged_from)
    case = _find_or_open(by, referral, now, asked=asked or bool(sources))
    for source in sources:
        _merge(by, source, case, now)
    return case


def _find_or_open(by: Actor, referral: Referral, now: datetime, *, asked: bool) -> Case:
    for _ in range(LOOKS):
        case = _join(by, referral, now)
        if case is None and not asked:
            case = _stays_decided(by, referral, now)
        case = case or _open(by, referral, now)
        if case is not None:
            return case
    raise RuntimeError(f"the case about {referral.subject_id} changed under every look")


def _join(by: Actor, referral: Referral, now: datetime) -> Case | None:
    """Add to the unfinished case; None if there is none."""
    unfinished = Case.objects.about(referral.subject_type, referral.subject_id).unfinished()
    case = unfinished.select_for_update(no_key=True).first()
    if case is None:
        return None
    newest = latest_evidence(case)
    after = weigh(referral.pack, referral.members)
    changes = (
        ["First evidence."] if newest is None else material_changes(weighed(newest), after, current().numbers.desk)
    )
    if changes:
        _add(by, case, referral, changes, now)
    elif referral.priority > case.priority:
        _raise(case, Priority(referral.priority, referral.priority_reasons), now)
        case.save(update_fields=["priority", "priority_reasons", "due_at"])
    return case


def _add(by: Actor, case: Case, referral: Referral, changes: list[str], now: datetime) -> None:
    state = way(case.state, Step.ADD_EVIDENCE).to
    if state != case.state:
        resume(case, now)
    case.state, case.title = state, referral.title[:200]
    _raise(case, Priority(referral.priority, referral.priority_reasons), now)
    case.save()
    snapshot(case, referral, now)
    record(by=by, verb="case.evidence_added", subject=("case", case.case), detail={"changes": changes})


def _raise(case: Case, priority: Priority, now: datetime) -> None:
    """A higher priority brings the due date forward; a lower one never pushes it back."""
    if priority.level > case.priority:
        case.due_at = min(case.due_at, due_at(now, priority.level, case.kind, current().numbers.desk))
    case.priority, case.priority_reasons = priority


def _stays_decided(by: Actor, referral: Referral, now: datetime) -> Case | None:
    """The case where the question was answered, if there are no grounds to ask again; None: it must be asked."""
    own = Case.objects.about(referral.subject_type, referral.subject_id).first()
    decision = answer_to(own or _origin(referral))
    if decision is None or _grounds(decision, referral):
        return None
    return own or _point_to(by, referral, decision.case, now)


def answer_to(case: Case | None) -> Decision | None:
    """The last decision of a closed case, or of the one it was merged into."""
    for _ in range(LOOKS):
        if case is None or case.merged_into is None:
            break
        case = case.merged_into
    if case is None or case.state != "closed":
        return None
    return case.decisions.select_related("case", "evidence").order_by("-id").first()


def _origin(referral: Referral) -> Case | None:
    if not referral.split_from:
        return None
    return Case.objects.about(referral.subject_type, referral.split_from).first()


def _grounds(decision: Decision, referral: Referral) -> list[str]:
    before = weighed(decision.evidence) if decision.evidence else Weighed("clear", frozenset(), 0.0, frozenset())
    if decision.measure == Measure.SUSPEND:
        suspects = frozenset(member.account for member in referral.members if _in_question(member))
        return reopening.grounds_after_suspension(before.members, suspects)
    return reopening.grounds(before, weigh(referral.pack, referral.members), current().numbers.desk)


def _in_question(member: Member) -> bool:
    return member.second_pool or (member.recommendation in {"review", "limit"} and not member.leave_out)


def _point_to(by: Actor, referral: Referral, answered: Case, now: datetime) -> Case:
    case = _new(referral, now)
    case.state, case.closed_at, case.merged_into = "closed", now, answered
    case.save()
    record(by=by, verb="case.answered", subject=("case", case.case), detail={"by": answered.case})
    return case


def _open(by: Actor, referral: Referral, now: datetime) -> Case | None:
    """A new case; None if the database refuses because somebody else opened one just now."""
    made = _new(referral, now)
    Case.objects.bulk_create([made], ignore_conflicts=True)
    case = Case.objects.filter(case=made.case).first()
    if case is None:
        return None
    snapshot(case, referral, now)
    record(by=by, verb="case.opened", subject=("case", case.case), detail=_opening(case, referral))
    announcing.case_opened(case, referral)
    return case


def _new(referral: Referral, now: datetime) -> Case:
    desk = current().numbers.desk
    return Case(
        split_from=_origin(referral),
        kind=referral.kind,
        subject_type=referral.subject_type,
        subject_id=referral.subject_id,
        title=referral.title[:200],
        priority=referral.priority,
        priority_reasons=referral.priority_reasons,
        opened_at=now,
        due_at=due_at(now, referral.priority, referral.kind, desk),
    )


def _opening(case: Case, referral: Referral) -> dict[str, Any]:
    detail: dict[str, Any] = {"kind": case.kind, "subject": case.subject_id, "members": len(referral.members)}
    earlier = Case.objects.about(case.subject_type, case.subject_id).exclude(pk=case.pk).first()
    if earlier is not None:
        detail["earlier"] = earlier.case
    if case.split_from is not None:
        detail["split_from"] = case.split_from.case
    return detail


def _unfinished_of(lineages: list[str]) -> list[Case]:
    if not lineages:
        return []
    cases = Case.objects.unfinished().filter(subject_type="network", subject_id__in=lineages)
    return list(cases.select_for_update(no_key=True).order_by("id"))


def _merge(by: Actor, source: Case, into: Case, now: datetime) -> None:
    """The lineage of `source` goes on in that of `into`."""
    if source.pk == into.pk:
        return
    way(source.state, Step.MERGE)
    waiting = Proposal.objects.waiting().filter(case=source)
    waiting.update(
        state=ProposalState.WITHDRAWN, resolved_at=now, resolution_note=f"The network went on in {into.subject_id}."
    )
    into = locked(into)
    _raise(
        into,
        join(Priority(into.priority, into.priority_reasons), Priority(source.priority, source.priority_reasons)),
        now,
    )
    into.due_at = min(into.due_at, source.due_at)
    into.save(update_fields=["priority", "priority_reasons", "due_at"])
    close(source, now)
    source.merged_into = into
    source.save()
    record(by=by, verb="case.merged", subject=("case", source.case), detail={"into": into.case})
    record(by=by, verb="case.absorbed", subject=("case", into.case), detail={"from": source.case})
