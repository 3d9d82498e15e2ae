"""How does a decision find the accounts of a batch? Their doors, locked, and what an effect has to know of them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F

from accounts.access.answers import door_of
from accounts.access.doors import Door, allows
from accounts.access.models import Access, AccessChange
from accounts.review.effects import Standing
from accounts.review.models import Decision, DecisionMember
from accounts.review.moving import decided_since, moved_since


def found(decision: Decision, ids: Sequence[int], now: datetime) -> dict[int, Standing]:
    """How each account stands, its door locked until the transaction ends."""
    doors = Access.objects.select_for_update(no_key=True).filter(account__in=ids).order_by("account_id")
    standing = {access.account_id: access for access in doors}
    earlier = _earlier(decision, ids)
    lasting = _lasting(ids) if decision.measure == "lift" and decision.reverses_id is None else {}
    moved = moved_since(decision.reverses, ids) if decision.reverses is not None else {}
    decided = decided_since(frozen_at(decision), ids, [decision]) if decision.reverses is None else {}
    return {
        account: Standing(
            door=(door := door_of(access)),
            allowed=allows(door, now),
            lasting=lasting.get(account),
            earlier=earlier.get(account),
            moved=moved.get(account, ""),
            decided=decided.get(account, ""),
        )
        for account, access in standing.items()
    }


def frozen_at(decision: Decision) -> datetime:
    """When its list was frozen: what others decide after that moment, it does not overwrite."""
    return decision.proposal.proposed_at if decision.proposal else decision.decided_at


def _earlier(decision: Decision, ids: Sequence[int]) -> dict[int, Door]:
    """The door of each account just before the reversed decision changed it."""
    if decision.reverses_id is None:
        return {}
    theirs = DecisionMember.objects.filter(decision=decision.reverses_id, account__in=ids, change__isnull=False)
    numbers = dict(theirs.values_list("account", "change__sequence"))
    before = AccessChange.objects.filter(
        account__in=numbers,
        account__decision_members__decision=decision.reverses_id,
        sequence=F("account__decision_members__change__sequence") - 1,
    )
    return {row.account_id: door_of(row) for row in before}


def _lasting(ids: Sequence[int]) -> dict[int, Door]:
    newest = AccessChange.objects.lasting().filter(account__in=ids).order_by("account_id", "-sequence")
    return {row.account_id: door_of(row) for row in newest.distinct("account_id")}
