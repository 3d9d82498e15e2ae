"""When does a case fall due, and how is that said? Hours by priority come from the policy, words from the distance.

Pure: the moment of asking is an argument. Days are days of UTC, the time every page shows.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from accounts.policy.defaults import Desk

DueState = Literal["late", "soon", "later", "paused"]
Section = Literal["late", "today", "week", "later"]

SECTION_TITLES: dict[Section, str] = {"late": "Late", "today": "Due today", "week": "This week", "later": "Later"}
# Up to here the hours that are left say more than the time of day.
_COUNT_HOURS = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Due:
    """How the due date is said: `late by 2 h`, `5 h left`, `today 18:00`, `3 days left`, `clock paused`."""

    state: DueState
    words: str


def due_at(opened_at: datetime, priority: int, kind: str, desk: Desk) -> datetime:
    """When a case of this priority (0 low … 3 urgent) is due; an appeal never later than its own hours."""
    by_priority = (desk.due_hours_low, desk.due_hours_normal, desk.due_hours_high, desk.due_hours_urgent)
    hours = by_priority[max(0, min(priority, 3))]
    if kind == "appeal":
        hours = min(hours, desk.due_hours_appeal)
    return opened_at + timedelta(hours=hours)


def due(at: datetime, now: datetime, *, paused: bool = False) -> Due:
    """The due date in words, and how pressing it is."""
    if paused:
        return Due("paused", "clock paused")
    left = at - now
    if left < timedelta(0):
        return Due("late", f"late by {_span(-left)}")
    if left < _COUNT_HOURS:
        return Due("soon", f"{_span(left)} left")
    if at.date() == now.date():
        return Due("soon", f"today {at:%H:%M}")
    if at.date() == now.date() + timedelta(days=1):
        return Due("later", f"tomorrow {at:%H:%M}")
    return Due("later", f"{_span(left)} left")


def section(at: datetime, now: datetime) -> Section:
    """Which part of the queue it stands in; *this week* is the next seven days."""
    if at < now:
        return "late"
    if at.date() == now.date():
        return "today"
    return "week" if at < now + timedelta(days=7) else "later"


def _span(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    if minutes < 1:
        return "less than a minute"
    if minutes < 60:
        return f"{minutes} min"
    if minutes < 48 * 60:
        return f"{minutes // 60} h"
    return f"{minutes // (24 * 60)} days"
