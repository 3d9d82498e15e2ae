"""What did an account do week by week? Its weekly profiles, whatever number of sources told of a week."""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from graph.signals.models import WeeklyProfile

SUMS = ("exchanges", "sketched", "input_tokens", "output_tokens", "elicitation")
COUNTS = ("traits", "hours", "models_used")


def newest_weeks(account_id: int, count: int) -> list[WeeklyProfile]:
    """Its newest so many weeks with exchanges, oldest first; one profile a week, not to be saved."""
    told = WeeklyProfile.objects.filter(account=account_id)
    weeks = told.order_by("-week").values("week").distinct()[:count]
    rows = told.filter(week__in=weeks).order_by("week", "source")
    return [added_up(theirs) for _week, theirs in groupby(rows, key=lambda row: row.week)]


def added_up(rows: Iterable[WeeklyProfile]) -> WeeklyProfile:
    """One profile of what several sources tell of one week."""
    told = list(rows)
    sums = {name: sum(getattr(row, name) for row in told) for name in SUMS}
    counts = {name: dict(sum((Counter(getattr(row, name)) for row in told), Counter())) for name in COUNTS}
    return WeeklyProfile(account_id=told[0].account_id, week=told[0].week, **sums, **counts)
