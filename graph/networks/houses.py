"""Whose accounts openly belong to one customer? What a house does among its own accounts hides nothing."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from accounts.parties.models import Account, Tier
from accounts.policy.detection import Recommend

VERIFIED = (Tier.VERIFIED, Tier.ENTERPRISE)


@dataclass(frozen=True, slots=True, eq=False)
class Houses:
    """By dense account number the first account of the same company, itself where it is nobody's.

    `company` for whoever openly belongs to it, `verified` only where somebody proved that it is theirs.
    """

    company: NDArray[np.int32]
    verified: NDArray[np.int32]


def houses(accounts: NDArray[np.int64], rules: Recommend) -> Houses:
    """The accounts of one legal entity are a house while they are few, or as many as it declared when verified."""
    columns = ("pk", "legal_entity_id", "tier", "verified_at", "declared_accounts")
    rows = Account.objects.filter(legal_entity__isnull=False).order_by("pk").values_list(*columns)
    members: defaultdict[int, list[int]] = defaultdict(list)
    declared: dict[int, int] = {}
    for key, entity, tier, verified_at, count in rows.iterator(chunk_size=10_000):
        members[entity].append(key)
        if tier in VERIFIED and verified_at is not None:
            declared[entity] = max(declared.get(entity, 0), count or 0)
    company = np.arange(len(accounts), dtype=np.int32)
    verified = company.copy()
    for entity, keys in members.items():
        if len(keys) <= max(rules.undeclared_accounts, declared.get(entity, 0)):
            known = _places(accounts, keys)
            company[known] = known[:1]
            if entity in declared:
                verified[known] = known[:1]
    return Houses(company, verified)


def _places(accounts: NDArray[np.int64], keys: list[int]) -> NDArray[np.intp]:
    """Where account keys stand among ascending ones; unknown keys are left out."""
    return np.flatnonzero(np.isin(accounts, keys))
