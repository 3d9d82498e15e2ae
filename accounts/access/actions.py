"""How does a door change? One row, one line in the journal, one message to the outside, in one transaction.

Only `accounts.review` (and this stage's own sweep) may import this module: nobody else opens or closes a door.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.access.answers import answer_of, door_of
from accounts.access.doors import Door, objection
from accounts.access.models import Access, AccessChange, AccessFields
from accounts.journal.actions import Told, record, record_all
from accounts.journal.actors import Actor
from accounts.parties.models import Account
from accounts.webhooks.actions import Announcement, announce_all
from kycrisk.lib.arrays import copy_rows
from kycrisk.lib.errors import Refused

BATCH = 1000


def change(*, by: Actor, account: Account, door: Door, decision: str = "", measure: str = "") -> AccessChange:
    """Set an account's door; the sequence grows by one without a gap, however many ask at once.

    `measure` names a row of `doors.STEPS`; without it any step that fits will do. Raises `Refused` (409) when the
    table has no such step or nothing would change.
    """
    with transaction.atomic(savepoint=False):
        standing = _locked(account)
        if reason := objection(door_of(standing) if standing else None, door, measure):
            raise Refused(f"{account.account}: {reason}", code="no_such_step")
        columns = _columns(door, timezone.now())
        sequence = standing.sequence + 1 if standing else 1
        Access.objects.update_or_create(account=account, defaults={**columns, "sequence": sequence})
        made = AccessChange.objects.create(account=account, decision=decision, sequence=sequence, **columns)
        record_all(by=by, told=[_told(account, made, decision)])
        announce_all([_announcement(account, made)])
        return made


@dataclass(frozen=True, slots=True)
class Turn:
    """An account and the door it is to have."""

    account: Account
    door: Door


def change_all(*, by: Actor, turns: Sequence[Turn], decision: str = "", measure: str = "") -> list[AccessChange]:
    """Like `change` for many accounts, in the order of `turns`; all of them or none.

    A handful of statements whatever their number, when the doors are of few kinds. Raises `Refused` (409) at the first
    step that the table does not have.
    """
    with transaction.atomic(savepoint=False):
        standing = _locked_all([turn.account for turn in turns])
        for turn in turns:
            before = standing.get(turn.account.pk)
            if reason := objection(door_of(before) if before else None, turn.door, measure):
                raise Refused(f"{turn.account.account}: {reason}", code="no_such_step")
        now = timezone.now()
        _write_doors(turns, standing, now)
        made = AccessChange.objects.bulk_create(
            AccessChange(
                account=turn.account,
                decision=decision,
                sequence=standing[turn.account.pk].sequence + 1 if turn.account.pk in standing else 1,
                **_columns(turn.door, now),
            )
            for turn in turns
        )
        record_all(by=by, told=[_told(turn.account, row, decision) for turn, row in zip(turns, made, strict=True)])
        announce_all([_announcement(turn.account, row) for turn, row in zip(turns, made, strict=True)])
        return made


def _write_doors(turns: Sequence[Turn], standing: Mapping[int, Access], now: datetime) -> None:
    """Who has a door gets another, a statement for each kind of door; who has none, the first."""
    for door in {turn.door for turn in turns}:
        rows = [standing[turn.account.pk].pk for turn in turns if turn.door == door and turn.account.pk in standing]
        Access.objects.filter(pk__in=rows).update(**_columns(door, now), sequence=F("sequence") + 1)
    Access.objects.bulk_create(
        Access(account=turn.account, sequence=1, **_columns(turn.door, now))
        for turn in turns
        if turn.account.pk not in standing
    )


def establish(*, by: Actor, accounts: Sequence[Account], door: Door, measure: str = "take_over") -> list[Account]:
    """Give a first door to many accounts at once; those that have one keep it. Answers who got theirs now.

    One transaction and one journal line for each thousand; safe to repeat.
    """
    if reason := objection(None, door, measure):
        raise Refused(reason, code="no_such_step")
    done: list[Account] = []
    for start in range(0, len(accounts), BATCH):
        with transaction.atomic(savepoint=False):
            done += _establish_batch(by, accounts[start : start + BATCH], door)
    return done


def _establish_batch(by: Actor, accounts: Sequence[Account], door: Door) -> list[Account]:
    # Whoever gives one of them a first door meanwhile waits here, or we wait for them.
    ids = sorted(account.pk for account in accounts)
    list(Account.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values_list("pk"))
    having = set(Access.objects.filter(account__in=ids).values_list("account_id", flat=True))
    fresh = [account for account in accounts if account.pk not in having]
    if not fresh:
        return []
    _copy_first_doors(fresh, _columns(door, timezone.now()))
    names = [account.account for account in fresh]
    record(by=by, verb=f"access.{door.state}", subject=("accounts", names[0]), detail={"accounts": names})
    announce_all(_first_announcements([account.pk for account in fresh]))
    return fresh


def _copy_first_doors(accounts: Sequence[Account], columns: dict[str, Any]) -> None:
    """Both tables by COPY: a hundred thousand customers may come at once."""
    names = ["account_id", "sequence", *columns]
    values = [json.dumps(value) if isinstance(value, list) else value for value in columns.values()]
    copy_rows("access_access", names, ([account.pk, 1, *values] for account in accounts))
    copy_rows("access_change", [*names, "decision"], ([account.pk, 1, *values, ""] for account in accounts))


def _first_announcements(accounts: Sequence[int]) -> Iterator[Announcement]:
    """Asks nothing of the database unless somebody listens."""
    made = AccessChange.objects.filter(account__in=accounts, sequence=1).select_related("account")
    for row in made.order_by("pk"):
        yield _announcement(row.account, row)


def _locked(account: Account) -> Access | None:
    """The door, locked until the transaction ends.

    An account without one is locked itself: two first doors at once would otherwise both be number 1.
    """
    standing = Access.objects.select_for_update(no_key=True).filter(account=account).first()
    if standing is None:
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        standing = Access.objects.select_for_update(no_key=True).filter(account=account).first()
    return standing


def _locked_all(accounts: Sequence[Account]) -> dict[int, Access]:
    """Their doors by account, locked until the transaction ends, always in the same order."""
    doors = Access.objects.select_for_update(no_key=True).filter(account__in=[account.pk for account in accounts])
    return {access.account_id: access for access in doors.order_by("account_id")}


def _columns(door: Door, since: datetime) -> dict[str, Any]:
    return {
        "state": door.state,
        "requests_per_minute": door.requests_per_minute,
        "tokens_per_day": door.tokens_per_day,
        "models_allowed": None if door.models_allowed is None else list(door.models_allowed),
        "treatments": list(door.treatments),
        "reason": door.reason,
        "since": since,
        "expires_at": door.expires_at,
    }


def _told(account: Account, made: AccessChange, decision: str) -> Told:
    detail = {"sequence": made.sequence, "reason": made.reason, "decision": decision}
    return Told(f"access.{made.state}", ("account", account.account), detail)


def _announcement(account: Account, made: AccessFields) -> Announcement:
    payload = answer_of(made, account.account, made.since)
    return Announcement("access.changed", payload, lane=account.account, sequence=made.sequence)
