"""What is a set of accounts like, taken as one? Eleven numbers of a pool, each larger the louder it is. Pure."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from accounts.policy.detection import Pools
from graph.behavior.habits import Habits, main_capability, quiet_hours
from graph.behavior.leads import LeadCounts
from graph.behavior.prompts import Float64s, Int32s, Int64s
from graph.links.columns import runs
from graph.risk.coordination import agreement, evenness, handovers, taken_up_together

ACTS: Final = ("volume", "evenness", "elicitation", "agreement", "handover", "together")
"""From counts at hand for everybody."""
HABITS: Final = ("night", "steadiness", "capability", "output", "release")
"""From weekly profiles, which are read for some."""
MEASURES: Final = (*ACTS, *HABITS)
_DAY = 86_400


@dataclass(frozen=True, slots=True, eq=False)
class Ground:
    """What pools are measured by: everybody's counts by dense number, the weekly habits of some, moment and policy.

    `eliciting`: prompts that ask for what a model could be trained on; `valuable`: a mask of the capabilities that are
    expensive to build; `as_of` in seconds.
    """

    leads: LeadCounts
    eliciting: Int64s
    first_at: Int64s
    last_at: Int64s
    habits: Habits
    valuable: int
    as_of: int
    rules: Pools

    def active(self, members: Int32s) -> Int32s:
        """The members that asked anything."""
        return members[self.leads.asked[members] > 0]


def acts(ground: Ground, members: Int32s) -> Float64s:
    """`ACTS` of active accounts (ascending)."""
    leads, rules, asked = ground.leads, ground.rules, ground.leads.asked[members]
    first, last = ground.first_at[members], ground.last_at[members]
    begins = np.searchsorted(leads.account, members)
    rows = runs(begins, np.searchsorted(leads.account, members + 1) - begins)
    days = np.maximum((last - first) / _DAY, 1.0)
    handed = handovers(first, last, ground.as_of, rules.quiet_days, rules.handover_hours)
    return np.array(
        [
            asked.sum() / days.sum(),
            evenness(asked),
            ground.eliciting[members].sum() / max(1, int(asked.sum())),
            agreement(leads, rows, members),
            handed / members.size,
            taken_up_together(leads, rows, (ground.first_at, ground.last_at), rules.same_hours),
        ]
    )


def habits(ground: Ground, members: Int32s) -> Float64s:
    """`HABITS` of active accounts (ascending); zeros where nothing is remembered."""
    found = ground.habits
    rows = found.rows_of(members)
    if not rows.size:
        return np.zeros(len(HABITS))
    spread = found.spread[rows][found.spread[rows] > 0]
    after = int(found.after_release[rows].sum())
    return np.array(
        [
            quiet_hours(found.hours[rows].sum(axis=0)),
            1 / float(np.median(spread)) if spread.size else 0.0,
            main_capability(found.traits[rows].sum(axis=0), ground.valuable)[0],
            found.output_tokens[rows].sum() / max(1, int(found.input_tokens[rows].sum())),
            found.moved[rows].sum() / after if after else 0.0,
        ]
    )


def capability(ground: Ground, members: Int32s) -> str:
    """The valuable capability that these accounts ask for most."""
    found = ground.habits
    return main_capability(found.traits[found.rows_of(members)].sum(axis=0), ground.valuable)[1]


def measured(ground: Ground, members: Int32s) -> Float64s:
    """`MEASURES` of active accounts (ascending)."""
    return np.concatenate([acts(ground, members), habits(ground, members)])
