"""How does a decision reach every account on its list? In batches; each is one transaction with all its effects.

A batch takes members nobody else is working on, changes their doors, and writes the notices to the customers. A crash
loses nothing: what is pending is found again. Several workers share one decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.access.actions import change
from accounts.access.answers import door_of
from accounts.access.doors import Door, allows
from accounts.access.models import Access, AccessChange
from accounts.journal.actors import Actor
from accounts.review.appeal_links import hash_of, token_of
from accounts.review.effects import Standing, Terms, effect
from accounts.review.measures import MEASURES
from accounts.review.models import Decision, DecisionMember, MemberState, Notice, NoticeKind
from accounts.review.terms import read

BATCH = 500
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
    now = timezone.now()
    work = _Work(decision, read(decision.terms), _actor(decision), now, _found(decision, members, now))
    for member in members:
        work.apply(member)
    DecisionMember.objects.bulk_update(members, ["state", "change", "skipped_reason"])
    Notice.objects.bulk_create(work.notices)
    return len(members)


@dataclass(slots=True)
class _Work:
    decision: Decision
    terms: Terms
    by: Actor
    now: datetime
    found: dict[int, Standing]
    notices: list[Notice] = field(default_factory=list)

    def apply(self, member: DecisionMember) -> None:
        """Change one door, or say why not."""
        follows = self._effect(member)
        if isinstance(follows, str):
            member.state, member.skipped_reason = MemberState.SKIPPED, follows[:200]
            return
        decision = self.decision
        member.change = change(
            by=self.by, account=member.account, door=follows, decision=decision.decision, measure=decision.measure
        )
        member.state = MemberState.APPLIED
        if MEASURES[decision.measure].narrows:
            self.notices.append(self._notice(member, member.change))

    def _effect(self, member: DecisionMember) -> Door | str:
        standing = self.found.get(member.account_id, Standing(None))
        if self.decision.reverses_id is not None and standing.door is not None and standing.earlier is None:
            return "the decision taken back did not change it"
        return effect(self.decision.measure, self.terms, standing)

    def _notice(self, member: DecisionMember, made: AccessChange) -> Notice:
        return Notice(
            kind=NoticeKind.MEASURE,
            account=member.account,
            decision=self.decision,
            change=made,
            reason=self.decision.reason,
            token_hash=hash_of(token_of(made.pk)),
            created_at=self.now,
            due_at=self.now,
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
    """The number of each access change that the reversed decision made; what it had not done yet, it never will."""
    if decision.reverses_id is None:
        return {}
    theirs = DecisionMember.objects.filter(decision=decision.reverses_id, account__in=ids).order_by("id")
    members = list(theirs.select_for_update(of=("self",)).select_related("change"))
    unborn = [member.pk for member in members if member.state == MemberState.PENDING]
    DecisionMember.objects.filter(pk__in=unborn).update(
        state=MemberState.SKIPPED, skipped_reason=f"taken back by {decision.decision} before it was applied"
    )
    return {member.account_id: member.change.sequence for member in members if member.change is not None}


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
