"""Who leads with which family, and how much did they ask? Counted from sketches, kept as rows, read back as arrays."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from django.db import transaction
from numpy.typing import NDArray

from graph.behavior.families import FamilySet
from graph.behavior.leads import LeadCounts, count_leads
from graph.behavior.models import Conduct, FamilyCount, PromptFamily
from graph.behavior.profiles import Profiles, profile
from graph.behavior.prompts import Prompts
from graph.behavior.reading import Window, read_prompts
from graph.behavior.thresholds import ConductPolicy
from kycrisk.lib.arrays import read_columns

type Keys = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Counted:
    """Lead counts and elicitation by dense account number; `eliciting` prompts of `leads.asked`."""

    leads: LeadCounts
    eliciting: NDArray[np.int64]
    first_at: NDArray[np.int64]
    last_at: NDArray[np.int64]

    @property
    def elicitation(self) -> NDArray[np.float64]:
        """Share of prompts that ask for what a model could be trained on."""
        return self.eliciting / np.maximum(self.leads.asked, 1)


def counted(prompts: Prompts, families: FamilySet, accounts: int, policy: ConductPolicy) -> Counted:
    """Count prompts that are at hand."""
    sums: Profiles = profile(prompts, accounts, policy)
    eliciting = np.rint(sums.elicitation * sums.prompts).astype(np.int64)
    return Counted(count_leads(prompts, families, accounts), eliciting, sums.first_at, sums.last_at)


def recount(window: Window, some: Collection[int] | None, families: FamilySet, policy: ConductPolicy) -> None:
    """Count some accounts (None: everyone) afresh from their sketches and keep the result."""
    if some is None or some:
        accounts = read_columns("SELECT id FROM parties_account ORDER BY id", [], {"id": "int8"})["id"]
        prompts = read_prompts(window, accounts, some)
        store(counted(prompts, families, len(accounts), policy), families, accounts, some)


@transaction.atomic
def store(found: Counted, families: FamilySet, accounts: Keys, some: Collection[int] | None) -> None:
    """Replace the rows of some accounts (None: of everyone); families without a row say nothing in this epoch."""
    keys = dict(PromptFamily.objects.filter(bits__gt=0).values_list("key", "pk"))
    row_of = np.array([keys.get(int(key), 0) for key in families.key.view(np.int64)], np.int64)
    stale = [FamilyCount.objects.all(), Conduct.objects.all()]
    for rows in stale:
        (rows if some is None else rows.filter(account__in=list(some))).delete()
    FamilyCount.objects.bulk_create(_family_rows(found.leads, row_of, accounts), batch_size=5_000)
    Conduct.objects.bulk_create(_conduct_rows(found, accounts), batch_size=5_000)


def _family_rows(leads: LeadCounts, row_of: Keys, accounts: Keys) -> list[FamilyCount]:
    kept = row_of[leads.family] > 0
    columns = (accounts[leads.account], row_of[leads.family], leads.prompts, leads.first_at, leads.last_at)
    return [
        FamilyCount(account_id=a, family_id=f, prompts=n, first_at=_moment(first), last_at=_moment(last))
        for a, f, n, first, last in zip(*(column[kept].tolist() for column in columns), strict=True)
    ]


def _conduct_rows(found: Counted, accounts: Keys) -> list[Conduct]:
    asked = found.leads.asked > 0
    columns = (accounts, found.leads.asked, found.eliciting, found.first_at, found.last_at)
    return [
        Conduct(account_id=a, asked=n, eliciting=e, first_at=_moment(first), last_at=_moment(last))
        for a, n, e, first, last in zip(*(column[asked].tolist() for column in columns), strict=True)
    ]


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


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
