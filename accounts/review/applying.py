"""How does a decision reach every account on its list? In batches; each is one transaction with all its effects.

A batch takes members nobody else is working on, changes their doors, and writes the notices to the customers. A crash
loses nothing: what is pending is found again. Several workers share one decision.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.access.actions import Turn, change_all
from accounts.access.answers import door_of
from accounts.access.doors import Door, allows
from accounts.access.models import Access, AccessChange
from accounts.journal.actors import Actor
from accounts.review.appeal_links import hash_of, token_of
from accounts.review.effects import Standing, effect
from accounts.review.measures import MEASURES
from accounts.review.models import Decision, DecisionMember, MemberState, Notice, NoticeKind
from accounts.review.terms import read
from kycrisk.lib.waking import wake_after_commit

BATCH = 500
# The worker's names for what carries on after us (`tasks`).
APPLY_DECISIONS, SEND_NOTICES = "review.apply_decisions", "review.send_notices"
# Decisions looked at in one sweep, and batches of each: the rest waits for the next sweep.
SWEEP_DECISIONS, SWEEP_BATCHES = 20, 100


def apply_pending() -> int:
    """Go on with every decision that has not reached everybody; how many accounts were dealt with."""
    pending = DecisionMember.objects.filter(state=MemberState.PENDING).order_by("decision_id")
    decisions = list(pending.values_list("decision_id", flat=True).distinct()[:SWEEP_DECISIONS])
    total = 0
    for decision in Decision.objects.filter(pk__in=decisions).order_by("pk"):
        for _ in range(SWEEP_BATCHES):
            done = apply_batch(decision)
            total += done
            if done < BATCH:
                break
    return total


@transaction.atomic
def apply_batch(decision: Decision) -> int:
    """Deal with up to 500 members of the decision; how many. Nothing pending: 0."""
    pending = decision.members.filter(state=MemberState.PENDING).select_related("account").order_by("id")
    members = list(pending.select_for_update(skip_locked=True, of=("self",))[:BATCH])
    if not members:
        return 0
    follows = _follows(decision, members)
    _pass_over([member for member in members if isinstance(follows[member.pk], str)], follows)
    turning = [member for member in members if not isinstance(follows[member.pk], str)]
    _turn(decision, turning, follows)
    DecisionMember.objects.bulk_update(members, ["state", "change", "skipped_reason"])
    return len(members)


def _follows(decision: Decision, members: Sequence[DecisionMember]) -> dict[int, Door | str]:
    """By member: the door that follows, or why none does."""
    terms, found = read(decision.terms), _found(decision, members, timezone.now())
    answers: dict[int, Door | str] = {}
    for member in members:
        standing = found.get(member.account_id, Standing(None))
        if decision.reverses_id is not None and standing.door is not None and standing.earlier is None:
            answers[member.pk] = "the decision taken back did not change it"
        else:
            answers[member.pk] = effect(decision.measure, terms, standing)
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
    if made and MEASURES[decision.measure].narrows:
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


def _found(decision: Decision, members: Sequence[DecisionMember], now: datetime) -> dict[int, Standing]:
    """How each account stands, its door locked until the batch is through."""
    ids = [member.account_id for member in members]
    changes = _taken_back(decision, ids)
    earlier = _earlier(decision, ids)
    lasting = _lasting(ids) if decision.measure == "lift" and decision.reverses_id is None else {}
    doors = Access.objects.select_for_update(no_key=True).filter(account__in=ids).order_by("account_id")
    found = {}
    for access in doors:
        door = door_of(access)
        found[access.account_id] = Standing(
            door=door,
            allowed=allows(door, now),
            lasting=lasting.get(access.account_id),
            earlier=earlier.get(access.account_id),
            moved=changes.get(access.account_id) != access.sequence,
        )
    return found


def _taken_back(decision: Decision, ids: Sequence[int]) -> dict[int, int]:
    """The number of each access change that the reversed decision made."""
    if decision.reverses_id is None:
        return {}
    theirs = DecisionMember.objects.filter(decision=decision.reverses_id, account__in=ids, change__isnull=False)
    return dict(theirs.values_list("account_id", "change__sequence"))


def _earlier(decision: Decision, ids: Sequence[int]) -> dict[int, Door]:
    """The door of each account just before the reversed decision changed it."""
    if decision.reverses_id is None:
        return {}
    before = AccessChange.objects.filter(
        account__in=ids,
        account__decision_members__decision=decision.reverses_id,
        sequence=F("account__decision_members__change__sequence") - 1,
    )
    return {row.account_id: door_of(row) for row in before}


def _lasting(ids: Sequence[int]) -> dict[int, Door]:
    newest = AccessChange.objects.lasting().filter(account__in=ids).order_by("account_id", "-sequence")
    return {row.account_id: door_of(row) for row in newest.distinct("account_id")}
