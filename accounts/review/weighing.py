"""Does this choice fit this case, now? What both deciding and proposing ask before anything is written."""

from dataclasses import dataclass
from datetime import datetime

from accounts.journal.actors import Actor
from accounts.policy.querysets import current
from accounts.review.choices import Choice, check
from accounts.review.evidence import material_changes
from accounts.review.four_eyes import why_not_decide_appeal
from accounts.review.listing import List, list_for, weighed
from accounts.review.measures import MEASURES, Offer, offered, takes_back, why_not
from accounts.review.models import Case, CaseKind, Decision, Evidence, SubjectType
from accounts.review.terms import stored, terms_of
from kycrisk.lib.errors import Refused


@dataclass(frozen=True, slots=True)
class Weighed:
    """A choice that fits: its list, the evidence it rests on, and the decision it takes back, if any."""

    choice: Choice
    listed: List
    evidence: Evidence | None
    undone: Decision | None
    policy_version: int
    terms: dict[str, object]


def weigh_choice(case: Case, choice: Choice, by: Actor, now: datetime) -> Weighed:
    """Everything that is checked but the case's state.

    Raises `Refused`: 403 took part before, 409 the evidence has changed since the person looked, 422 the choice does
    not fit.
    """
    check(choice)
    evidence = _current_evidence(case, choice.seen)
    undone = taken_back(case, choice)
    if case.kind == CaseKind.APPEAL and (reason := why_not_decide_appeal(by.user_id, took_part(appealed(case)))):
        raise Refused(reason, code="took_part", status=403)
    listed = list_for(case, choice, now=now, undone=undone)
    taken = undone.measure if undone else ""
    if reason := why_not(choice.measure, case.subject_type, listed.states, taken):
        raise Refused(reason, code="measure_not_possible", status=422)
    # Who is rejected may have no account yet.
    if not listed.included and MEASURES[choice.measure].changes_access and "reject" not in {choice.measure, taken}:
        raise Refused(
            "Nobody is on the list; put somebody on it or choose another measure.", code="empty_list", status=422
        )
    number, policy = current()
    terms = terms_of(choice, policy, now, taken)
    return Weighed(choice, listed, evidence, undone, number, stored(terms))


def preview(case: Case, choice: Choice, now: datetime) -> List:
    """Who a choice would be about, for *what will happen*; nothing but the list is checked."""
    return list_for(case, choice, now=now, undone=taken_back(case, choice))


def offers(case: Case, now: datetime) -> list[Offer]:
    """What may be chosen in this case now, mildest first; what cannot be chosen says why."""
    undone = appealed(case)
    everybody = list_for(case, Choice(measure="clear", note="", seen=0), now=now, undone=undone)
    return offered(case.subject_type, everybody.states, undone.measure if undone else "")


def taken_back(case: Case, choice: Choice) -> Decision | None:
    """The decision this choice takes back: the one appealed, or the one it names. Refused (422) if it cannot be."""
    if choice.measure not in {"lift", "restore"}:
        return None
    decision = appealed(case)
    if decision is None and choice.reverses:
        decision = Decision.objects.filter(decision=choice.reverses).first()
    if decision is None:
        if choice.measure == "restore" or choice.reverses:
            raise Refused("Name the suspension that is taken back.", code="unknown_decision", status=422)
        return None
    if not takes_back(choice.measure, decision.measure):
        raise Refused(
            f"A {choice.measure} cannot take back {decision.decision}: that was {MEASURES[decision.measure].past}.",
            code="does_not_take_back",
            status=422,
        )
    return decision


def appealed(case: Case) -> Decision | None:
    """The decision a case is about."""
    if case.subject_type != SubjectType.DECISION:
        return None
    return Decision.objects.get(decision=case.subject_id)


def took_part(decision: Decision | None) -> frozenset[int]:
    """Who decided or approved it."""
    if decision is None:
        return frozenset()
    return frozenset(one for one in (decision.decided_by_id, decision.approved_by_id) if one is not None)


def _current_evidence(case: Case, seen: int) -> Evidence | None:
    snapshots = list(case.evidence.order_by("id"))
    if seen == len(snapshots):
        return snapshots[-1] if snapshots else None
    if not 0 < seen < len(snapshots):
        raise Refused("Look at the evidence first.", code="evidence_not_seen", status=409)
    changes = material_changes(weighed(snapshots[seen - 1]), weighed(snapshots[-1]), current().numbers.desk)
    said = " ".join(changes) or "It went back and forth."
    raise Refused(f"The evidence changed since you looked. {said} Look again, then decide.", code="evidence_changed")
