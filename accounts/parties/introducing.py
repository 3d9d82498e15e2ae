"""Who turned up without having been registered? An account that is only known by its signals has no access."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from django.db import connection, transaction

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.models import Account

_FIND = "SELECT account, id, wrapped_key FROM parties_account WHERE account = ANY(%s)"


class Known(NamedTuple):
    """What set-wise writers need of an account: its key in the database and the key its data are sealed with."""

    id: int
    wrapped_key: bytes | None


def known_or_introduced(*, by: Actor, seen: Mapping[str, datetime]) -> dict[str, Known]:
    """The accounts of these names; those nobody registered are recorded, created when they were first seen.

    One journal line names all that are new. Belongs inside the caller's transaction.
    """
    found = _known(seen)
    missing = sorted(seen.keys() - found.keys())
    if missing:
        found.update(_introduced(by, {name: seen[name] for name in missing}))
    return found


def _introduced(by: Actor, seen: Mapping[str, datetime]) -> dict[str, Known]:
    """Insert in the order of the names, so that two batches with the same newcomers wait instead of deadlocking."""
    fresh = [Account(account=name, created_at=at) for name, at in seen.items()]
    with transaction.atomic(savepoint=False):
        Account.objects.bulk_create(fresh, ignore_conflicts=True)
        found = _known(seen)
        ours = {account.account for account in fresh if account.wrapped_key == found[account.account].wrapped_key}
        if ours:
            detail = {"accounts": sorted(ours), "count": len(ours)}
            record(by=by, verb="accounts.introduced", subject=("source", by.name), detail=detail)
    return found


def _known(names: Mapping[str, datetime]) -> dict[str, Known]:
    """By one array: hundreds of placeholders take longer to write into a query than to answer."""
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [list(names)])
        return {name: Known(key, wrapped and bytes(wrapped)) for name, key, wrapped in cursor.fetchall()}
