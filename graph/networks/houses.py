"""Whose accounts openly belong to one customer? What a house does among its own accounts hides nothing."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from accounts.parties.models import Account, Tier
from accounts.policy.defaults import Recommend

VERIFIED = (Tier.VERIFIED, Tier.ENTERPRISE)


def houses(accounts: NDArray[np.int64], rules: Recommend) -> NDArray[np.int32]:
    """By dense account number: the first account of the same house, itself where it is nobody's.

    The accounts of one legal entity are a house while they are few, or as many as it declared when it was verified.
    """
    rows = Account.objects.filter(legal_entity__isnull=False).order_by("pk")
    columns = ("pk", "legal_entity_id", "tier", "verified_at", "declared_accounts")
    members: defaultdict[int, list[int]] = defaultdict(list)
    declared: defaultdict[int, int] = defaultdict(int)
    for key, entity, tier, verified_at, count in rows.values_list(*columns).iterator(chunk_size=10_000):
        members[entity].append(key)
        if tier in VERIFIED and verified_at is not None:
            declared[entity] = max(declared[entity], count or 0)
    house = np.arange(len(accounts), dtype=np.int32)
    for entity, keys in members.items():
        if len(keys) <= max(rules.undeclared_accounts, declared[entity]):
            places = np.searchsorted(accounts, keys)
            known = places[accounts[np.minimum(places, len(accounts) - 1)] == keys] if len(accounts) else places[:0]
            if known.size:
                house[known] = known[0]
    return house
