"""What takes two people? Suspension, restoration, the enterprise tier: one proposes a frozen list, another agrees."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.models import Account
from accounts.policy.querysets import current
from accounts.review.actions_appeal import move_late_appeals
from accounts.review.actions_decide import ensure_undecided
from accounts.review.choices import Choice
from accounts.review.enacting import enact
from accounts.review.four_eyes import why_not_approve
from accounts.review.holding import close, ensure_may, give, locked, person_id, ready, resume, take
from accounts.review.listing import List, state_of
from accounts.review.measures import MEASURES
from accounts.review.models import Case, Decision, Proposal, ProposalMember, ProposalState
from accounts.review.rules import stored as stored_rules
from accounts.review.selection import Chosen, seal
from accounts.review.transitions import Step
from accounts.review.weighing import Weighed, appealed, took_part, weigh_choice
from kycrisk.lib.errors import Refused


@transaction.atomic
def propose(*, by: Actor, case: Case, verdict: Choice) -> Proposal:
    """Freeze and seal the list of a two-person measure; the case waits for the second person.

    Raises `Refused` as `decide` does, and 422 for a measure that one person decides alone.
    """
    now = timezone.now()
    ensure_may(Step.PROPOSE, by)
    ensure_undecided(locked(case))
    case = take(case, Step.PROPOSE, by, now)
    weighed = weigh_choice(case, verdict, by, now)
    if not MEASURES[verdict.measure].two_person:
        raise Refused("One person decides this alone; nothing has to be proposed.", code="one_person", status=422)
    proposal = _proposal(by, case, weighed)
    proposal.proposed_at = now
    proposal.save(force_insert=True)
    ProposalMember.objects.bulk_create(_members(proposal, weighed.listed), batch_size=2000)
    give(case, by.user_id)
    if verdict.deserved_a_person is not None:
        case.deserved_a_person = verdict.deserved_a_person
    case.save()
    left_out = len(weighed.listed.chosen) - proposal.member_count
    _record(by, proposal, "measure.proposed", members=proposal.member_count, left_out=left_out, seal=proposal.seal)
    return proposal


@transaction.atomic
def approve(*, by: Actor, proposal: Proposal, typed_count: int | None, note: str = "") -> Decision:
    """The second person agrees to exactly the frozen list; it is enacted in both names.

    Raises `Refused`: 403 without the role or having taken part, 409 no longer waiting or the list does not match its
    seal, 422 another count typed.
    """
    now = timezone.now()
    case = ready(proposal.case, Step.APPROVE, by)
    proposal = _waiting(proposal)
    if reason := why_not_approve_by(by.user_id, proposal):
        raise Refused(reason, code="took_part", status=403)
    listed = frozen_list(proposal)
    if typed_count != proposal.member_count:
        raise Refused(f"Type {proposal.member_count}, the number of accounts, to approve.", code="count", status=422)
    _resolve(by, proposal, ProposalState.APPROVED, note)
    close(case, now)
    case.save()
    move_late_appeals(case, {chosen.account for chosen in listed.chosen})
    decision = _decision(by, case, proposal)
    decision.decided_at = now
    return enact(by=by, decision=decision, listed=listed, now=now)


@transaction.atomic
def decline(*, by: Actor, proposal: Proposal, note: str) -> Proposal:
    """The second person says no, and why; the case is the proposer's again."""
    return _send_back(by, proposal, ProposalState.DECLINED, note)


@transaction.atomic
def return_proposal(*, by: Actor, proposal: Proposal, note: str, leave_out: Mapping[str, str]) -> Proposal:
    """The second person would agree without some accounts: back to the proposer, who proposes afresh.

    `leave_out`: included accounts with the reason. Raises `Refused` (422) for accounts that are not on the list.
    """
    included = set(proposal.members.filter(included=True).values_list("account__account", flat=True))
    if strangers := set(leave_out) - included:
        raise Refused(f"{min(strangers)} is not on the list.", code="not_on_list", status=422)
    return _send_back(by, proposal, ProposalState.RETURNED, note, dict(leave_out))


@transaction.atomic
def withdraw(*, by: Actor, proposal: Proposal, note: str = "") -> Proposal:
    """The proposer takes it back; nobody else can."""
    case = ready(proposal.case, Step.WITHDRAW, by)
    proposal = _waiting(proposal)
    if by.user_id != proposal.proposed_by_id:
        raise Refused("Only who proposed it withdraws it; you can decline or return it.", code="not_yours", status=403)
    _resolve(by, proposal, ProposalState.WITHDRAWN, note)
    case.save()
    _record(by, proposal, "measure.withdrawn")
    return proposal


def why_not_approve_by(user_id: int | None, proposal: Proposal) -> str:
    """Why this person may not approve this proposal ("You took part …"); empty if they may. The role is not asked."""
    earlier = Proposal.objects.filter(case=proposal.case_id).exclude(pk=proposal.pk)
    authors = frozenset(earlier.values_list("proposed_by", flat=True))
    against = took_part(appealed(proposal.case)) if proposal.case.kind == "appeal" else frozenset()
    return why_not_approve(user_id, proposal.proposed_by_id, authors, against)


def frozen_list(proposal: Proposal) -> List:
    """The list as it was frozen. Refused (409) if it does not match its seal any more."""
    rows = proposal.members.select_related("account").order_by("id")
    chosen = [Chosen(row.account.account, row.included, row.left_out_reason) for row in rows]
    accounts = {row.account.account: row.account for row in rows}
    if seal((one.account, one.included) for one in chosen) != proposal.seal:
        raise Refused("The list is not the one that was proposed: its seal is broken.", code="seal_broken")
    return List(chosen, accounts)


def _waiting(proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if found.state != ProposalState.WAITING:
        raise Refused(f"This proposal is {found.state} already.", code="proposal_resolved")
    return found


def _send_back(
    by: Actor, proposal: Proposal, state: ProposalState, note: str, leave_out: dict[str, str] | None = None
) -> Proposal:
    case = ready(proposal.case, Step.RETURN if state == ProposalState.RETURNED else Step.DECLINE, by)
    proposal = _waiting(proposal)
    if by.user_id == proposal.proposed_by_id:
        raise Refused("You proposed this yourself; withdraw it.", code="own_proposal", status=403)
    if not note.strip():
        raise Refused("Write a note: what has to change, or why not.", code="note_missing", status=422)
    proposal.leave_out = leave_out or {}
    _resolve(by, proposal, state, note)
    resume(case, timezone.now())
    case.save()
    _record(by, proposal, f"measure.{state}", leave_out=len(proposal.leave_out))
    return proposal


def _resolve(by: Actor, proposal: Proposal, state: ProposalState, note: str) -> None:
    proposal.state = state
    proposal.resolved_by_id, proposal.resolved_at = by.user_id, timezone.now()
    proposal.resolution_note = note.strip()
    proposal.save()


def _proposal(by: Actor, case: Case, weighed: Weighed) -> Proposal:
    choice, chosen = weighed.choice, weighed.listed.chosen
    return Proposal(
        case=case,
        evidence=weighed.evidence,
        measure=choice.measure,
        reason=choice.reason,
        note=choice.note.strip(),
        terms=weighed.terms,
        rules=stored_rules(choice.rules),
        reverses=weighed.undone,
        seal=seal((one.account, one.included) for one in chosen),
        member_count=len(weighed.listed.included),
        proposed_by_id=person_id(by),
    )


def _members(proposal: Proposal, listed: List) -> list[ProposalMember]:
    return [_member(proposal, chosen, listed.accounts[chosen.account]) for chosen in listed.chosen]


def _member(proposal: Proposal, chosen: Chosen, account: Account) -> ProposalMember:
    state = state_of(account)
    return ProposalMember(
        proposal=proposal,
        account=account,
        included=chosen.included,
        left_out_reason=chosen.why_out,
        access_state=state,
        access_sequence=account.access.sequence if state else None,
    )


def _decision(by: Actor, case: Case, proposal: Proposal) -> Decision:
    return Decision(
        case=case,
        evidence=proposal.evidence,
        proposal=proposal,
        reverses=proposal.reverses,
        measure=proposal.measure,
        reason=proposal.reason,
        note=proposal.note,
        terms=proposal.terms,
        rules=proposal.rules,
        policy_version=current().number,
        decided_by_id=proposal.proposed_by_id,
        approved_by_id=by.user_id,
        member_count=proposal.member_count,
    )


def _record(by: Actor, proposal: Proposal, verb: str, **more: object) -> None:
    detail = {"proposal": proposal.proposal, "measure": proposal.measure, **more}
    record(by=by, verb=verb, subject=("case", proposal.case.case), detail=detail)
