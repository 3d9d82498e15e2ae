"""What follows when something is decided? The decision, its frozen members, verdicts, answers to appeals, the message.

All in the caller's transaction. A short list is applied at once; a long one is left to the worker.
"""

from datetime import datetime, timedelta

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.actions import prove
from accounts.review import announcing
from accounts.review.actions_verdict import record_verdict, restored
from accounts.review.applying import APPLY_DECISIONS, SEND_NOTICES, apply_batch, batch_size
from accounts.review.finding import frozen_at
from accounts.review.listing import List
from accounts.review.measures import MEASURES
from accounts.review.models import (
    Appeal,
    AppealOutcome,
    Decision,
    DecisionMember,
    MemberState,
    Notice,
    NoticeKind,
    VerdictKind,
)
from accounts.review.moving import decided_since
from accounts.review.reach import PROVEN
from accounts.review.selection import Chosen
from accounts.review.terms import read
from kycrisk.lib.waking import wake_after_commit


def enact(*, by: Actor, decision: Decision, listed: List, now: datetime) -> Decision:
    """Write the decision and everything that follows from it."""
    decision.save(force_insert=True)
    passed_over = _freeze(decision, listed)
    _stop(decision, listed)
    if decision.member_count <= batch_size():
        apply_batch(decision)
    else:
        wake_after_commit(APPLY_DECISIONS)
    _prove(by, decision, listed)
    _say(by, decision, [name for name in listed.included if name not in passed_over])
    _answer(decision, set(listed.included), now)
    detail = {"decision": decision.decision, "measure": decision.measure, "reason": decision.reason}
    counts = {"members": decision.member_count, "left_out": len(listed.chosen) - decision.member_count}
    record(by=by, verb="case.decided", subject=("case", decision.case.case), detail=detail | counts | _more(decision))
    announcing.case_decided(decision)
    return decision


def _freeze(decision: Decision, listed: List) -> set[str]:
    """Write the list; who was decided about meanwhile is passed over at once. Answers who that is."""
    rows = [_member(decision, listed, chosen) for chosen in listed.chosen]
    decided = _decided_meanwhile(decision, rows)
    for row in rows:
        if row.account_id in decided and row.state == MemberState.PENDING:
            row.state, row.skipped_reason = MemberState.SKIPPED, decided[row.account_id]
    rows.sort(key=lambda row: row.account_id)  # batches lock doors in this order, so that two never wait for each other
    DecisionMember.objects.bulk_create(rows, batch_size=2000)
    return {row.account.account for row in rows if row.account_id in decided}


def _decided_meanwhile(decision: Decision, rows: list[DecisionMember]) -> dict[int, str]:
    if decision.proposal is None or decision.reverses is not None:
        return {}
    return decided_since(frozen_at(decision), [row.account_id for row in rows], [decision])


def _stop(decision: Decision, listed: List) -> None:
    """What the decision taken back has not yet done to them, it never will."""
    if decision.reverses is None:
        return
    accounts = [listed.accounts[name].pk for name in listed.included]
    decision.reverses.members.filter(state=MemberState.PENDING, account__in=accounts).update(
        state=MemberState.SKIPPED, skipped_reason=f"taken back by {decision.decision} before it was applied"
    )


def _member(decision: Decision, listed: List, chosen: Chosen) -> DecisionMember:
    row = DecisionMember(decision=decision, account=listed.accounts[chosen.account])
    if not chosen.included:
        row.state, row.skipped_reason = MemberState.LEFT_OUT, chosen.why_out[:200]
    elif not MEASURES[decision.measure].changes_access:
        row.state, row.skipped_reason = MemberState.SKIPPED, "access unchanged"
    return row


def _prove(by: Actor, decision: Decision, listed: List) -> None:
    """An answered application is also a word about who is behind the account, however its door stands.

    A refusal takes nothing from who was proven before; taking it back leaves nothing of it.
    """
    accounts = [listed.accounts[name] for name in listed.included]
    tier, days = MEASURES[decision.measure].tier, read(decision.terms).verified_days
    if tier == "refused":
        prove(by=by, accounts=accounts, tier=tier, unless=PROVEN)
    elif tier:
        until = decision.decided_at + timedelta(days=days)
        prove(by=by, accounts=accounts, tier=tier, proven=(decision.decided_at, until))
    elif decision.reverses is not None and decision.reverses.measure == "reject":
        prove(by=by, accounts=accounts, tier="none", unless=PROVEN)


def _say(by: Actor, decision: Decision, accounts: list[str]) -> None:
    """A decision is also a person's word about these accounts, for graph to respect."""
    note = f"{decision.decision}: {decision.note}"
    if decision.measure == "restore":
        restored(by=by, accounts=accounts, note=note)
    elif decision.measure in {"clear", "suspend"} and accounts:
        kind = VerdictKind.CLEARED if decision.measure == "clear" else VerdictKind.CONFIRMED
        record_verdict(by=by, kind=kind, about=accounts, note=note)


def _answer(decision: Decision, upheld: set[str], now: datetime) -> None:
    """Every appeal in the case is answered: upheld for those on the list of what gives access back, else dismissed."""
    gives_back = decision.measure in {"lift", "restore"}
    open_appeals = Appeal.objects.filter(case=decision.case, outcome="").select_related("notice__account")
    for appeal in open_appeals.select_for_update(of=("self",)):
        won = gives_back and appeal.notice.account.account in upheld
        appeal.outcome = AppealOutcome.UPHELD if won else AppealOutcome.DISMISSED
        appeal.decision = decision
        appeal.save(update_fields=["outcome", "decision"])
        Notice.objects.create(
            kind=NoticeKind.UPHELD if won else NoticeKind.DISMISSED,
            account=appeal.notice.account,
            decision=decision,
            reason=appeal.notice.reason,
            created_at=now,
            due_at=now,
        )
        wake_after_commit(SEND_NOTICES)


def _more(decision: Decision) -> dict[str, str]:
    more = {}
    if decision.reverses is not None:
        more["reverses"] = decision.reverses.decision
    if decision.approved_by is not None and decision.decided_by is not None:
        more["proposed_by"] = decision.decided_by.username
    return more
