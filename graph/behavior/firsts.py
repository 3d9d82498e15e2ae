"""When did an account first ask something? To the second while that lies in the epoch's window, else its week."""

from collections.abc import Collection
from datetime import UTC, datetime, time, timedelta

from django.db.models import Min

from graph.behavior.models import Conduct
from graph.signals.models import WeeklyProfile


def first_exchanges(accounts: Collection[int]) -> dict[int, datetime]:
    """By account; who never asked anything is not named. Where only the week is known, it is the week's Monday."""
    weeks = WeeklyProfile.objects.filter(account__in=accounts).values_list("account_id").annotate(Min("week"))
    in_window = dict(Conduct.objects.filter(account__in=accounts).values_list("account_id", "first_at"))
    first: dict[int, datetime] = {}
    for account, week in weeks:
        monday, known = datetime.combine(week, time(), UTC), in_window.get(account)
        first[account] = known if known is not None and known < monday + timedelta(days=7) else monday
    return first
