"""Which families led an account's prompts, week by week? Pure; the sums over weeks are `leads.LeadCounts`.

Weeks are numbered from the first Monday after 1 January 1970, UTC.
"""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from graph.behavior.families import Occurrences
from graph.behavior.prompts import Int32s, Int64s, Prompts, Uint64s, first_of_each

WEEK = 7 * 86_400
FIRST_MONDAY = 4 * 86_400
"""1 January 1970 was a Thursday; the first Monday came four days later."""
_MONDAY = date(1970, 1, 5)
_FAMILY_BITS, _WEEK_BITS = 24, 14
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""2^64 over the golden ratio, odd: multiplying by it spreads neighbouring numbers (Knuth, "Sorting and Searching")."""


@dataclass(frozen=True, slots=True)
class ByWeek:
    """How many prompts of an account a family led in a week: a row for each, ascending by account, week, family."""

    account: Int32s
    week: Int32s
    family: Int32s
    prompts: Int64s


def monday(week: int) -> date:
    """The day a week begins."""
    return _MONDAY + timedelta(weeks=week)


def week_of(seconds: int) -> int:
    """The week a moment lies in."""
    return (seconds - FIRST_MONDAY) // WEEK


def count_by_week(prompts: Prompts, led: Occurrences) -> ByWeek:
    """Count the prompts that families lead."""
    account = prompts.account[led.prompt].astype(np.int64)
    week = (prompts.at[led.prompt] - FIRST_MONDAY) // WEEK
    key = np.sort((account << _WEEK_BITS | week) << _FAMILY_BITS | led.family)
    starts = np.flatnonzero(first_of_each(key))
    key, prompts_led = key[starts], np.diff(np.append(starts, key.size))
    return ByWeek(
        account=(key >> (_FAMILY_BITS + _WEEK_BITS)).astype(np.int32),
        week=(key >> _FAMILY_BITS & (1 << _WEEK_BITS) - 1).astype(np.int32),
        family=(key & (1 << _FAMILY_BITS) - 1).astype(np.int32),
        prompts=prompts_led,
    )


def only(found: ByWeek, speaking: Int64s) -> ByWeek:
    """Only some families, by number."""
    kept = np.isin(found.family, speaking)
    return ByWeek(found.account[kept], found.week[kept], found.family[kept], found.prompts[kept])


def starts_of_weeks(found: ByWeek) -> Int64s:
    """The first row of each account's week."""
    return np.flatnonzero(first_of_each(found.account.astype(np.int64) << 32 | found.week))


def marks(found: ByWeek, key: Uint64s, starts: Int64s) -> Int64s:
    """A number for each account's week that changes when its families or their counts do; never 0.

    `key` gives each family's key, so that it does not depend on how families are numbered.
    """
    mixed = (key[found.family] ^ found.prompts.astype(np.uint64) * _ODD) * _ODD
    mixed ^= mixed >> np.uint64(29)
    total = np.add.reduceat(mixed * _ODD, starts) if starts.size else mixed
    return (total | np.uint64(1)).view(np.int64)
