"""What is the conduct of some accounts over a few weeks, summed up? Arrays by row; pure."""

from dataclasses import dataclass

import numpy as np

from graph.behavior.prompts import Float64s, Int32s, Int64s
from kycrisk.sketch import TRAITS

HOURS = 24


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """One row an account; who did nothing in these weeks has zeros.

    `account` is dense and ascending; `traits` has a column for each of `kycrisk.sketch.TRAITS`, `hours` one for each
    hour of the day (UTC). `gap`: seconds from one exchange to the next in the middle week's middle, 0 where unknown;
    `spread`: how many times longer the long gaps are than the short ones.
    """

    account: Int32s
    exchanges: Int64s
    input_tokens: Int64s
    output_tokens: Int64s
    traits: Int64s
    hours: Int64s
    after_release: Int64s
    moved: Int64s
    gap: Float64s
    spread: Float64s

    def rows_of(self, accounts: Int32s) -> Int64s:
        """The rows of those accounts that have one."""
        if not len(self.account):
            return np.zeros(0, np.int64)
        place = np.minimum(np.searchsorted(self.account, accounts), len(self.account) - 1)
        found: Int64s = place[self.account[place] == accounts]
        return found


def quiet_hours(hours: Int64s) -> float:
    """The part of all exchanges in the eight quietest hours of the day: a third is flat, 0 a night's rest."""
    total = int(hours.sum())
    return int(np.sort(hours)[: HOURS // 3].sum()) / total if total else 0.0


def main_capability(traits: Int64s, valuable: int) -> tuple[float, str]:
    """The valuable trait that is asked for most: its part of all traits asked for, and its name (empty: none)."""
    counts = {name: int(traits[bit]) for bit, name in enumerate(TRAITS) if valuable >> bit & 1}
    name = max(counts, key=lambda one: (counts[one], one), default="")
    total = int(traits.sum())
    return (counts[name] / total, name) if name and counts[name] else (0.0, "")
