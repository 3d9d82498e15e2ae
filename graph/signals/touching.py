"""Whose derivation is out of date? Marked by whoever folds something in, taken up by whoever derives."""

from collections.abc import Iterable
from dataclasses import dataclass

from graph.signals.models import Touched


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
    rows: dict[int, int | None] = dict(Touched.objects.values_list("pk", "account_id"))
    Touched.objects.filter(pk__in=rows).delete()
    return Outdated(frozenset(account for account in rows.values() if account is not None), bool(rows))
