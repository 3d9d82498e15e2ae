"""How does a decision reach every account on its list? In batches; each is one transaction with all its effects.

A batch takes members nobody else is working on, changes their doors, and writes the notices to the customers. A crash
loses nothing: what is pending is found again. Several workers share one decision.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from accounts.access.actions import Turn, change_all
from accounts.access.doors import Door
from accounts.journal.actors import Actor
from accounts.policy.querysets import current
from accounts.review.appeal_links import hash_of, token_of
from accounts.review.effects import Standing, effect
from accounts.review.finding import found
from accounts.review.measures import MEASURES
from accounts.review.models import Decision, DecisionMember, MemberState, Notice, NoticeKind
from accounts.review.terms import read
from kycrisk.lib.errors import Refused
from kycrisk.lib.waking import wake_after_commit

# The worker's names for what carries on after us (`tasks`).
APPLY_DECISIONS, SEND_NOTICES = "review.apply_decisions", "review.send_notices"
# Decisions looked at in one sweep, and batches of each: the rest waits for the next sweep.
SWEEP_DECISIONS, SWEEP_BATCHES = 20, 100


type Tell = Callable[[int], object]


def in_silence(_dealt_with: int) -> None:
    """Nobody watches."""


def apply_pending(tell: Tell = in_silence) -> int:
    """Go on with every decision that has not reached everybody; how many accounts were dealt with.

    `tell` hears of each batch once it is committed.
    """
    decisions = Decision.objects.running().select_related("proposal", "reverses", "decided_by", "approved_by")
    return sum(_go_on(decision, tell) for decision in decisions[:SWEEP_DECISIONS])


def _go_on(decision: Decision, tell: Tell) -> int:
    total = 0
    for _ in range(SWEEP_BATCHES):
        done = apply_batch(decision)
        if not done:
            break
        total += done
        tell(done)
    return total


def batch_size() -> int:
    """How many accounts one transaction deals with."""
    return current().numbers.desk.batch_accounts


@transaction.atomic
def apply_batch(decision: Decision) -> int:
    """Deal with the next members of the decision, as many as a batch holds; how many. Nothing pending: 0."""
    pending = decision.members.pending().select_related("account")
    members = list(pending.select_for_update(skip_locked=True, of=("self",))[: batch_size()])
    if not members:
        return 0
    try:
        with transaction.atomic():
            _deal_with(decision, members)
    except (Refused, IntegrityError, DataError):
        _one_by_one(decision, members)
    _keep(members)
    return len(members)


def _keep(members: Sequence[DecisionMember]) -> None:
    """Write what became of each in one statement: a CASE for every member costs more than all their effects."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE review_decision_member AS member"
            " SET state = dealt.state, change_id = dealt.change, skipped_reason = dealt.reason"
            " FROM unnest(%s::bigint[], %s::text[], %s::bigint[], %s::text[]) AS dealt (id, state, change, reason)"
            " WHERE member.id = dealt.id",
            [
                [member.pk for member in members],
                [str(member.state) for member in members],
                [member.change_id for member in members],
                [member.skipped_reason for member in members],
            ],
        )


def _deal_with(decision: Decision, members: Sequence[DecisionMember]) -> None:
    follows = _follows(decision, members)
    _pass_over([member for member in members if isinstance(follows[member.pk], str)], follows)
    _turn(decision, [member for member in members if not isinstance(follows[member.pk], str)], follows)


def _one_by_one(decision: Decision, members: Sequence[DecisionMember]) -> None:
    """Whoever spoils the batch fails alone, and is listed with the reason."""
    for member in members:
        member.state, member.change, member.skipped_reason = MemberState.PENDING, None, ""
        try:
            with transaction.atomic():
                _deal_with(decision, [member])
        except (Refused, IntegrityError, DataError) as error:
            said = error.detail if isinstance(error, Refused) else type(error).__name__
            member.state, member.change, member.skipped_reason = MemberState.FAILED, None, f"failed: {said}"[:200]


def _follows(decision: Decision, members: Sequence[DecisionMember]) -> dict[int, Door | str]:
    """By member: the door that follows, or why none does."""
    ids = [member.account_id for member in members]
    terms, standing = read(decision.terms), found(decision, ids, timezone.now())
    answers: dict[int, Door | str] = {}
    for member in members:
        one = standing.get(member.account_id, Standing(None))
        if decision.reverses_id is not None and one.door is not None and one.earlier is None:
            answers[member.pk] = "the decision taken back did not change it"
        else:
            answers[member.pk] = effect(decision.measure, terms, one)
    return answers


def _pass_over(members: Sequence[DecisionMember], follows: Mapping[int, Door | str]) -> None:
    for member in members:
        member.state, member.skipped_reason = MemberState.SKIPPED, str(follows[member.pk])[:200]


def _turn(decision: Decision, members: Sequence[DecisionMember], follows: Mapping[int, Door | str]) -> None:
    """Change the doors; whoever is left with less is told."""
    turns = [Turn(member.account, door) for member in members if isinstance(door := follows[member.pk], Door)]
    made = change_all(by=_actor(decision), turns=turns, decision=decision.decision, measure=decision.measure)
    for member, change in zip(members, made, strict=True):
        member.state, member.change = MemberState.APPLIED, change
    if made and MEASURES[decision.measure].told:
        Notice.objects.bulk_create(_notice(decision, member, timezone.now()) for member in members)
        wake_after_commit(SEND_NOTICES)


def _notice(decision: Decision, member: DecisionMember, now: datetime) -> Notice:
    assert member.change is not None
    return Notice(
        kind=NoticeKind.MEASURE,
        account=member.account,
        decision=decision,
        change=member.change,
        reason=decision.reason,
        token_hash=hash_of(token_of(member.change.pk)),
        created_at=now,
        due_at=now,
    )


def _actor(decision: Decision) -> Actor:
    person = decision.approved_by or decision.decided_by
    return Actor.person(person) if person else Actor.policy(decision.policy_version)
