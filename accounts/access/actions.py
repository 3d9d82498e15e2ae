"""How does a door change? One row, one line in the journal, one message to the outside, in one transaction.

Only `accounts.review` (and this stage's own sweep) may import this module: nobody else opens or closes a door.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.access.answers import answer_of, door_of
from accounts.access.doors import Door, objection
from accounts.access.models import Access, AccessChange, AccessFields
from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.models import Account
from accounts.webhooks.actions import Announcement, announce, announce_all
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
        record(
            by=by,
            verb=f"access.{door.state}",
            subject=("account", account.account),
            detail={"sequence": sequence, "reason": door.reason, "decision": decision},
        )
        _tell(account, made)
        return made


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
    columns = {**_columns(door, timezone.now()), "sequence": 1}
    Access.objects.bulk_create(Access(account=account, **columns) for account in fresh)
    made = AccessChange.objects.bulk_create(AccessChange(account=account, **columns) for account in fresh)
    names = [account.account for account in fresh]
    record(by=by, verb=f"access.{door.state}", subject=("accounts", names[0]), detail={"accounts": names})
    announce_all([_announcement(account, row) for account, row in zip(fresh, made, strict=True)])
    return fresh


def _locked(account: Account) -> Access | None:
    """The door, locked until the transaction ends.

    An account without one is locked itself: two first doors at once would otherwise both be number 1.
    """
    standing = Access.objects.select_for_update(no_key=True).filter(account=account).first()
    if standing is None:
        Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        standing = Access.objects.select_for_update(no_key=True).filter(account=account).first()
    return standing


def _columns(door: Door, since: datetime) -> dict[str, object]:
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


def _tell(account: Account, made: AccessFields) -> None:
    told = _announcement(account, made)
    announce(type=told.type, payload=told.payload, lane=told.lane, sequence=told.sequence)


def _announcement(account: Account, made: AccessFields) -> Announcement:
    payload = answer_of(made, account.account, made.since)
    return Announcement("access.changed", payload, lane=account.account, sequence=made.sequence)
