"""How does an account get its first door? New ones provisionally, existing customers as they are."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.access.actions import change, establish
from accounts.access.doors import Door
from accounts.access.models import AccessChange
from accounts.journal.actors import Actor
from accounts.parties.models import Account
from accounts.policy.defaults import Doors
from accounts.policy.querysets import current


def admit(*, by: Actor, account: Account) -> AccessChange:
    """Let a new account in provisionally: with the caps and the end that policy gives.

    Raises `Refused` when the account has an access record already.
    """
    door = provisional_door(current().numbers.doors, timezone.now())
    return change(by=by, account=account, door=door, measure="admit")


def take_over(*, by: Actor, account: Account, state: str) -> AccessChange:
    """Give an existing customer the door they had elsewhere: open, or provisional."""
    return change(by=by, account=account, door=_first_door(state), measure="take_over")


def take_over_all(*, by: Actor, accounts: Sequence[Account], state: str) -> list[Account]:
    """`take_over` for many, a thousand at a time; accounts that have a door keep it. Answers who got theirs now."""
    return establish(by=by, accounts=accounts, door=_first_door(state), measure="take_over")


def provisional_door(numbers: Doors, now: datetime) -> Door:
    """The narrow door of an account whose identity is still being checked."""
    caps = numbers.provisional
    return Door(
        state="provisional",
        requests_per_minute=caps.requests_per_minute,
        tokens_per_day=caps.tokens_per_day,
        models_allowed=None if caps.models is None else tuple(caps.models),
        reason="verification_pending",
        expires_at=now + timedelta(days=numbers.provisional_days),
    )


def _first_door(state: str) -> Door:
    if state == "provisional":
        return provisional_door(current().numbers.doors, timezone.now())
    return Door(state=state)
