"""Whose derivation is out of date? Marked by whoever folds something in, taken up by whoever derives."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from graph.signals.models import Touched

# Marks are one a batch and account: after a first load of millions there are far more of them than accounts.
_TAKE = "WITH taken AS (DELETE FROM signals_touched RETURNING account_id) SELECT DISTINCT account_id FROM taken"


@dataclass(frozen=True, slots=True)
class Outdated:
    """Accounts whose observations changed; `anything`: somebody's, or a verdict that may concern anybody."""

    accounts: frozenset[int]
    anything: bool


def touch(accounts: Iterable[int], *, everybody: bool = False) -> None:
    """Mark accounts (and, after a verdict, everybody) in the transaction of the change."""
    rows = [Touched(account_id=account) for account in sorted(accounts)]
    if everybody:
        rows.append(Touched())
    Touched.objects.bulk_create(rows, batch_size=5_000)


def take_up() -> Outdated:
    """Take the marks away, in the transaction that derives: if it fails, they stand again."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE)
        accounts = [account for (account,) in cursor.fetchall()]
    return Outdated(frozenset(account for account in accounts if account is not None), bool(accounts))
