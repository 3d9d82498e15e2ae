"""How long do the steps of applications take? Medians since a day, in two queries."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.db.models import Aggregate, Count, DurationField, ExpressionWrapper, F, FloatField, Q
from django.db.models.functions import Extract

from accounts.onboarding.models import Application, ItemRequest
from accounts.onboarding.times import Length, Times, times_of

SECONDS_A_DAY = 86_400
# A step is from one moment to the next.
SPANS = {
    "started": ("invited_at", "started_at"),
    "submitted": ("started_at", "submitted_at"),
    "decided": ("submitted_at", "decided_at"),
    "open": ("decided_at", "access_at"),
    "whole": ("invited_at", "access_at"),
}


class Percentile(Aggregate):
    """The value below which this share lies; `percentile_cont` of SQL."""

    function = "PERCENTILE_CONT"
    name = "Percentile"
    template = "%(function)s(%(share)s) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = FloatField()

    def __init__(self, expression: Any, share: float, **extra: Any) -> None:
        super().__init__(expression, share=share, **extra)


def default_since(now: datetime) -> date:
    """The first day of the month before the last: two to three months, which is enough to know what is usual."""
    months = now.year * 12 + now.month - 1 - 2
    return date(months // 12, months % 12 + 1, 1)


def times(since: date) -> Times:
    """The funnel of those who were invited since a day (UTC)."""
    return times_of(lengths(since))


def lengths(since: date) -> dict[str, Length]:
    """How many of those invited since then took each step, and how long; `answered`: how long an item waits."""
    begin = datetime.combine(since, time(), UTC)
    found = Application.objects.filter(created_at__gte=begin, invited_at__isnull=False)
    figures = found.aggregate(invited=Count("pk"), **_of_spans())
    spans = {name: Length(*(figures[f"{name}_{what}"] for what in ("count", "median", "slow"))) for name in SPANS}
    return {"invited": Length(figures["invited"]), **spans, "answered": _answered(begin)}


def _of_spans() -> dict[str, Any]:
    return {
        f"{name}_{what}": aggregate
        for name, (begin, end) in SPANS.items()
        for what, aggregate in _aggregates(begin, end).items()
    }


def _aggregates(begin: str, end: str) -> dict[str, Any]:
    length = Extract(ExpressionWrapper(F(end) - F(begin), output_field=DurationField()), "epoch") / float(SECONDS_A_DAY)
    return {
        "count": Count("pk", filter=Q(**{f"{end}__isnull": False})),
        "median": Percentile(length, 0.5),
        "slow": Percentile(length, 0.9),
    }


def _answered(begin: datetime) -> Length:
    answered = ItemRequest.objects.filter(asked_at__gte=begin, answered_at__isnull=False)
    figures = answered.aggregate(**_aggregates("asked_at", "answered_at"))
    return Length(figures["count"], figures["median"], figures["slow"])
