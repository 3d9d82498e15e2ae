"""Whose accounts openly belong to one customer? What a house does among its own accounts hides nothing."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from accounts.parties.models import Account, Tier
from accounts.policy.detection import Recommend
from graph.links.observing import Observed
from kycrisk.lib.distinct import each_once

VERIFIED = (Tier.VERIFIED, Tier.ENTERPRISE)


@dataclass(frozen=True, slots=True, eq=False)
class Houses:
    """By dense account number the first account of the same company, itself where it is nobody's.

    `company` for whoever belongs to it. `verified` where it is verified and has no more accounts than a company may
    have unasked, or than it declared. `team` there, and where a company as small has long been a customer: a shell is
    young.
    """

    company: NDArray[np.int32]
    team: NDArray[np.int32]
    verified: NDArray[np.int32]

    def tied(self, observed: Observed) -> NDArray[np.bool_]:
        """Which accounts share, beyond their own verified house, a value that others cannot write onto them."""
        account, value = observed.sharing
        held = each_once(value << 32 | self.verified[account])
        houses = np.bincount(held >> 32, minlength=int(value.max(initial=-1)) + 1)
        tied = np.zeros(len(self.verified), np.bool_)
        tied[account[houses[value] > 1]] = True
        return tied


def houses(accounts: NDArray[np.int64], rules: Recommend, as_of: datetime | None = None) -> Houses:
    """Which accounts are whose, as the record has it; without a moment nobody is an old customer."""
    columns = ("pk", "legal_entity_id", "tier", "verified_at", "declared_accounts", "created_at")
    rows = Account.objects.filter(legal_entity__isnull=False).order_by("pk").values_list(*columns)
    members: defaultdict[int, list[int]] = defaultdict(list)
    old: defaultdict[int, int] = defaultdict(int)
    declared: dict[int, int] = {}
    long_ago = as_of - timedelta(days=rules.established_payer_days) if as_of else None
    for key, entity, tier, verified_at, count, created_at in rows.iterator(chunk_size=10_000):
        members[entity].append(key)
        old[entity] += long_ago is not None and created_at <= long_ago
        if tier in VERIFIED and verified_at is not None:
            declared[entity] = max(declared.get(entity, 0), count or 0)
    company, team, verified = (np.arange(len(accounts), dtype=np.int32) for _ in range(3))
    for entity, keys in members.items():
        known = _places(accounts, keys)
        company[known] = known[:1]
        few = len(keys) <= max(rules.undeclared_accounts, declared.get(entity, 0))
        if few and entity in declared:
            verified[known] = known[:1]
        if few and (entity in declared or 2 * old[entity] > len(keys)):
            team[known] = known[:1]
    return Houses(company, team, verified)


def _places(accounts: NDArray[np.int64], keys: list[int]) -> NDArray[np.intp]:
    """Where account keys stand among ascending ones; unknown keys are left out."""
    place = np.searchsorted(accounts, keys)
    place = place[place < len(accounts)]
    return place[np.isin(accounts[place], keys)]
