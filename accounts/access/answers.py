"""What do we answer when somebody asks whether an account may be served?"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.utils import timezone

from accounts.access.doors import Door, allows, as_seen
from accounts.access.models import Access, AccessFields
from accounts.parties.models import Account
from accounts.parties.values import ACCOUNT


def door_of(row: AccessFields) -> Door:
    """The door a row describes, as it stands or as it once stood."""
    return Door(
        state=row.state,
        requests_per_minute=row.requests_per_minute,
        tokens_per_day=row.tokens_per_day,
        models_allowed=None if row.models_allowed is None else tuple(row.models_allowed),
        treatments=tuple(row.treatments),
        reason=row.reason,
        expires_at=row.expires_at,
    )


def answer(account: Account) -> dict[str, Any] | None:
    """The access answer (INTERFACES section 4) as of now; None without an access record. One indexed query."""
    access = Access.objects.filter(account=account).first()
    return None if access is None else answer_of(access, account.account, timezone.now())


def answers_for(accounts: Collection[str], now: datetime) -> dict[str, dict[str, Any]]:
    """The access answers of those of these accounts that have access, by the account's own id: one query."""
    asked = [account for account in accounts if ACCOUNT.match(account) and account.isprintable()]
    rows = Access.objects.filter(account__account__in=asked).select_related("account") if asked else ()
    return {row.account.account: answer_of(row, row.account.account, now) for row in rows}


def answer_of(row: AccessFields, account: str, now: datetime) -> dict[str, Any]:
    """The access answer of a row already read."""
    door = as_seen(door_of(row), now)
    return {
        "account": account,
        "state": door.state,
        "allowed": allows(door, now),
        "limits": {
            "requests_per_minute": door.requests_per_minute,
            "tokens_per_day": door.tokens_per_day,
            "models": None if door.models_allowed is None else list(door.models_allowed),
        },
        "treatments": list(door.treatments),
        "reason": door.reason,
        "sequence": row.sequence,
        "since": in_utc(row.since),
        "expires_at": row.expires_at and in_utc(row.expires_at),
    }


def in_utc(at: datetime) -> str:
    """A time as ISO 8601 in UTC, with the Z that readers expect."""
    return at.isoformat().replace("+00:00", "Z")
