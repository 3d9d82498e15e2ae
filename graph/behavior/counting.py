"""Who leads with which family, and how much did they ask? Counted from sketches, kept as rows, read back as arrays."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from graph.behavior.families import FamilySet
from graph.behavior.leads import LeadCounts, lead_of_each, sum_up
from graph.behavior.models import Conduct, FamilyCount, PromptFamily
from graph.behavior.patterning import keep_families
from graph.behavior.profiles import Profiles, profile
from graph.behavior.prompts import Prompts
from graph.behavior.reading import Window, read_prompts
from graph.behavior.thresholds import ConductPolicy
from graph.behavior.weeks import ByWeek, count_by_week
from kycrisk.lib.arrays import read_columns, write_columns

type Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Lead counts and elicitation by dense account number; `eliciting` prompts of `leads.asked`."""

    leads: LeadCounts
    eliciting: NDArray[np.int64]
    first_at: NDArray[np.int64]
    last_at: NDArray[np.int64]
    weeks: ByWeek | None = None
    """Leads by week, where prompts were at hand; what was kept of them stands in `WeeklyPattern`."""

    @property
    def elicitation(self) -> NDArray[np.float64]:
        """Share of prompts that ask for what a model could be trained on."""
        return self.eliciting / np.maximum(self.leads.asked, 1)


def counted(prompts: Prompts, families: FamilySet, accounts: int, policy: ConductPolicy) -> Counted:
    """Count prompts that are at hand."""
    sums: Profiles = profile(prompts, accounts, policy)
    eliciting = np.rint(sums.elicitation * sums.prompts).astype(np.int64)
    led = lead_of_each(prompts, families)
    leads, weeks = sum_up(prompts, led, accounts), count_by_week(prompts, led)
    return Counted(leads, eliciting, sums.first_at, sums.last_at, weeks)


def recount(window: Window, some: Collection[int] | None, families: FamilySet, policy: ConductPolicy) -> None:
    """Count some accounts (None: everyone) afresh from their sketches and keep the result."""
    if some is None or some:
        accounts = read_columns("SELECT id FROM parties_account ORDER BY id", [], {"id": "int8"})["id"]
        prompts = read_prompts(window, accounts, some)
        store(counted(prompts, families, len(accounts), policy), families, accounts, window, some)


@transaction.atomic
def store(found: Counted, families: FamilySet, accounts: Keys, window: Window, some: Collection[int] | None) -> None:
    """Replace the rows of some accounts (None: of everyone); families without a row say nothing in this epoch."""
    keys = dict(PromptFamily.objects.filter(bits__gt=0).values_list("key", "pk"))
    row_of = np.array([keys.get(int(key), 0) for key in families.key.view(np.int64)], np.int64)
    stale = [FamilyCount.objects.all(), Conduct.objects.all()]
    for rows in stale:
        (rows if some is None else rows.filter(account__in=list(some))).delete()
    _write_families(found.leads, row_of, accounts)
    _write_conduct(found, accounts)
    if found.weeks is not None:
        keep_families(found.weeks, families, accounts, window, some)


def _write_families(leads: LeadCounts, row_of: Keys, accounts: Keys) -> None:
    kept = row_of[leads.family] > 0
    write_columns(
        "behavior_family_count",
        {
            "account_id": ("int8", accounts[leads.account[kept]]),
            "family_id": ("int8", row_of[leads.family[kept]]),
            "prompts": ("int4", leads.prompts[kept]),
            "first_at": ("timestamptz", leads.first_at[kept]),
            "last_at": ("timestamptz", leads.last_at[kept]),
        },
    )


def _write_conduct(found: Counted, accounts: Keys) -> None:
    asked = found.leads.asked > 0
    write_columns(
        "behavior_conduct",
        {
            "account_id": ("int8", accounts[asked]),
            "asked": ("int4", found.leads.asked[asked]),
            "eliciting": ("int4", found.eliciting[asked]),
            "first_at": ("timestamptz", found.first_at[asked]),
            "last_at": ("timestamptz", found.last_at[asked]),
        },
    )


LEADS = """
SELECT c.account_id, f.key, c.prompts::int8, extract(epoch FROM c.first_at)::int8, extract(epoch FROM c.last_at)::int8
  FROM behavior_family_count c JOIN behavior_prompt_family f ON f.id = c.family_id
 ORDER BY c.account_id, f.key
"""
CONDUCT = """
SELECT account_id, asked::int8, eliciting::int8, extract(epoch FROM first_at)::int8, extract(epoch FROM last_at)::int8
  FROM behavior_conduct ORDER BY account_id
"""


def read_counted(families: FamilySet, accounts: Keys) -> Counted:
    """Everybody's counts as kept."""
    rows = read_columns(LEADS, [], dict.fromkeys(("account", "key", "prompts", "first", "last"), "int8"))
    sums = read_columns(CONDUCT, [], dict.fromkeys(("account", "asked", "eliciting", "first", "last"), "int8"))
    family = np.searchsorted(families.key, rows["key"].view(np.uint64)).astype(np.int32)
    account = np.searchsorted(accounts, rows["account"]).astype(np.int32)
    order = np.lexsort((family, account))
    whose = np.searchsorted(accounts, sums["account"])

    def laid_out(name: str) -> NDArray[np.int64]:
        column = np.zeros(len(accounts), np.int64)
        column[whose] = sums[name]
        return column

    leads = LeadCounts(
        account=account[order],
        family=family[order],
        prompts=rows["prompts"][order],
        first_at=rows["first"][order],
        last_at=rows["last"][order],
        asked=laid_out("asked"),
    )
    return Counted(leads, laid_out("eliciting"), laid_out("first"), laid_out("last"))
