"""At which hours and on which days does somebody ask?"""

from dataclasses import dataclass
from functools import cache
from random import Random

_STEPS = 288
EVERY_DAY = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0)
WORKDAYS = (1.0, 1.05, 1.05, 1.0, 0.85, 0.12, 0.08)
MOSTLY_WORKDAYS = (1.0, 1.0, 1.0, 1.0, 0.9, 0.5, 0.45)
WEEKENDS = (0.6, 0.6, 0.6, 0.7, 0.9, 1.7, 1.6)

# Weights of the hours from midnight, local time.
OFFICE = (0, 0, 0, 0, 0, 0, 0.1, 0.5, 2, 4, 5, 4, 2, 3.5, 5, 4.5, 4, 2.5, 1, 0.5, 0.4, 0.3, 0.1, 0)
EVENING = (0.6, 0.2, 0.1, 0, 0, 0.1, 0.3, 0.7, 1, 1, 1, 1, 1.2, 1, 1, 1.2, 1.5, 2.2, 3.2, 4.2, 4.8, 4.5, 3, 1.5)
STUDENT = (2.2, 1.3, 0.6, 0.2, 0.1, 0, 0.1, 0.3, 1, 2, 2.5, 2.5, 2, 2.2, 2.8, 2.8, 2.5, 2, 2.2, 3, 3.6, 4, 3.8, 3)
NIGHT = (3.6, 3, 2.4, 1.6, 0.8, 0.3, 0.2, 0.2, 0.4, 0.6, 0.8, 1, 1, 1, 1.2, 1.4, 1.6, 1.8, 2, 2.4, 3, 3.6, 4, 4)
FLAT = (1.0,) * 24


@dataclass(frozen=True, slots=True)
class Clock:
    """Weights of the 24 local hours, the offset from UTC in hours, and a factor on the requests of each weekday."""

    hours: tuple[float, ...] = EVENING
    utc_offset: int = 0
    weekdays: tuple[float, ...] = EVERY_DAY

    def second_of_day(self, rng: Random) -> int:
        """A second of the UTC day, drawn by the weights."""
        hour = _hours_by_quantile(self.hours, self.utc_offset)[int(rng.random() * _STEPS)]
        return hour * 3600 + int(rng.random() * 3600)


@cache
def _hours_by_quantile(weights: tuple[float, ...], utc_offset: int) -> tuple[int, ...]:
    """The UTC hour at each of `_STEPS` equal steps of the day's requests."""
    hours: list[int] = []
    total, passed = sum(weights), 0.0
    for hour, weight in enumerate(weights):
        passed += weight
        while len(hours) < round(passed / total * _STEPS):
            hours.append((hour - utc_offset) % 24)
    return tuple(hours)


@cache
def shift(first: int, hours: int) -> tuple[float, ...]:
    """People who relieve each other: equal weights from one hour on for so many hours, quiet otherwise."""
    return tuple(1.0 if (hour - first) % 24 < hours else 0.02 for hour in range(24))
