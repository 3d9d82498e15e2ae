"""How did a network grow? Its members by the week in which each began, and the chart of it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

WIDE, HIGH = 268.0, 56.0
WEEKS_SHOWN = 104


@dataclass(frozen=True, slots=True)
class Week:
    """A week by its Monday: how many members began in it, and how many there were by its end."""

    monday: date
    began: int
    members: int

    @property
    def ends(self) -> date:
        """Its Sunday."""
        return self.monday + timedelta(days=6)


def growth(began: Iterable[date]) -> list[Week]:
    """Week by week without gaps, from the first; of very long histories the last two years, the rest before them."""
    counts: dict[date, int] = {}
    for day in began:
        monday = day - timedelta(days=day.weekday())
        counts[monday] = counts.get(monday, 0) + 1
    if not counts:
        return []
    weeks, members = [], 0
    for number in range((max(counts) - min(counts)).days // 7 + 1):
        monday = min(counts) + timedelta(weeks=number)
        members += counts.get(monday, 0)
        weeks.append(Week(monday, counts.get(monday, 0), members))
    return weeks[-WEEKS_SHOWN:]


def area(weeks: list[Week]) -> str:
    """Points of the area under the line of members, for an SVG of `WIDE` × `HIGH`."""
    if not weeks:
        return ""
    most, step = weeks[-1].members, WIDE / max(1, len(weeks) - 1)
    tops = [f"{number * step:.1f},{HIGH - 52 * week.members / most:.1f}" for number, week in enumerate(weeks)]
    end = WIDE if len(weeks) > 1 else 0.0
    return " ".join([f"0.0,{HIGH}", *tops, f"{end:.1f},{HIGH}"])
