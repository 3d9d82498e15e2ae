"""What would a measure cost? Money paid, payers and exchanges a day, read for every account of a round at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Min, Sum

from accounts.policy.defaults import Desk
from graph.behavior.firsts import first_exchanges
from graph.signals.models import WeeklyProfile
from graph.signals.payments import paid_by, payers_of

# Exchanges a day are said of the last weeks, so that a busy past does not count.
WEEKS = 4


@dataclass(frozen=True, slots=True)
class Cost:
    """What hangs on one account. `payers` are identifiers, to be named afresh in each snapshot (`marks`)."""

    paid: Mapping[str, int] = field(default_factory=dict)
    payers: tuple[int, ...] = ()
    exchanges_per_day: float = 0.0
    first_exchange: datetime | None = None


def costs_of(accounts: Collection[int], as_of: datetime, desk: Desk) -> dict[int, Cost]:
    """By account; five queries, whatever the number."""
    paid, payers = paid_by(accounts, as_of, desk.paid_days), payers_of(accounts, as_of)
    per_day, first = _per_day(accounts, as_of), first_exchanges(accounts)
    return {
        account: Cost(
            paid.get(account, {}), tuple(payers.get(account, ())), per_day.get(account, 0.0), first.get(account)
        )
        for account in accounts
    }


def marks(costs: Mapping[int, Cost]) -> dict[int, str]:
    """A mark for each payer that says which accounts share it, and nothing else."""
    everybody = sorted({payer for cost in costs.values() for payer in cost.payers})
    return {payer: str(number) for number, payer in enumerate(everybody, 1)}


def _per_day(accounts: Collection[int], as_of: datetime) -> dict[int, float]:
    since = as_of.date() - timedelta(weeks=WEEKS)
    recent = WeeklyProfile.objects.filter(account__in=accounts, week__gt=since, week__lte=as_of.date())
    rows = recent.values_list("account_id").annotate(Sum("exchanges"), Min("week"))
    return {account: round(total / max(1, (as_of.date() - week).days + 1), 2) for account, total, week in rows}
