"""Which family under the new key is which under the old one? The one that stands in the same prompts.

Pure. While keys overlap, prompts are sketched under both. Families are mined under one key; those of the other keys are
recognised in the prompts that hold both, and their shingles are added to their heirs: so older prompts, sketched under
the old key only, count for the same families, and each prompt still counts once. What finds no heir is left out.
"""

from dataclasses import dataclass, replace

import numpy as np
from scipy.sparse import csr_array

from accounts.policy.detection import Sketching
from graph.behavior.families import FamilySet, mine_families, occurrences, with_users
from graph.behavior.prompts import Int64s, Prompts, Sketches
from graph.behavior.thresholds import ConductPolicy


@dataclass(frozen=True, slots=True)
class Inherited:
    """Families that hold shingles under every key of the window; `before` tells what their keys were under others."""

    families: FamilySet
    before: dict[int, tuple[int, ...]]
    """Key of a family → keys of what it was under other sketch keys, the one it shares most prompts with first."""


def inherited(sketches: Sketches, policy: ConductPolicy, numbers: Sketching) -> Inherited:
    """Mine the families of prompts sketched under one key or several."""
    covered = sketches.covered()
    key = key_to_read(covered, len(sketches.prompts), numbers.read_from_share)
    families = mine_families(sketches.under(key), policy)
    before: dict[int, tuple[int, ...]] = {}
    whole = families
    for other in sorted(covered.keys() - {key}, reverse=True):
        old = mine_families(sketches.under(other), policy)
        pairs = _heirs(sketches, (key, families), (other, old), numbers)
        whole = _joined(whole, old, pairs)
        for family, ancestor in pairs:
            name = int(families.key[family])
            before[name] = (*before.get(name, ()), int(old.key[ancestor]))
    return Inherited(with_users(sketches.prompts, whole) if before else families, before)


def key_to_read(covered: dict[int, int], prompts: int, share: float) -> int:
    """The newest key that covers this share of the prompts, else the one that covers most; 0 when there is none."""
    enough = [key for key, count in covered.items() if count >= share * prompts]
    return max(enough) if enough else max(covered, key=lambda key: (covered[key], key), default=0)


def _heirs(
    sketches: Sketches, new: tuple[int, FamilySet], old: tuple[int, FamilySet], numbers: Sketching
) -> list[tuple[int, int]]:
    """Pairs (family, ancestor): every old family at most once, by how many prompts they share, most first."""
    (key, families), (other, ancestors) = new, old
    both = ((sketches.key == key) & (sketches.before == other)) | ((sketches.key == other) & (sketches.before == key))
    theirs = [_standing(sketches.under(one).where(both), found) for one, found in ((key, families), (other, ancestors))]
    shared = (theirs[1].T @ theirs[0]).tocoo()
    ancestor, family, count = shared.row, shared.col, shared.data
    least = np.maximum(theirs[1].sum(axis=0)[ancestor], theirs[0].sum(axis=0)[family]) * numbers.heir_share
    fits = (count >= numbers.heir_prompts) & (count >= least)
    ancestor, family, count = ancestor[fits], family[fits], count[fits]
    order = np.lexsort((family, ancestor, -count))
    chosen = order[np.sort(np.unique(ancestor[order], return_index=True)[1])]
    return list(zip(family[chosen].tolist(), ancestor[chosen].tolist(), strict=True))


def _standing(prompts: Prompts, families: FamilySet) -> csr_array:
    """Prompts (rows) by the templates that stand in them (columns)."""
    found = occurrences(prompts, families)
    ones = np.ones(found.prompt.size, np.int64)
    return csr_array((ones, (found.prompt, found.family)), shape=(len(prompts), families.count))


def _joined(families: FamilySet, old: FamilySet, pairs: list[tuple[int, int]]) -> FamilySet:
    """The families with the shingles of what they were before; their keys stay."""
    heir: Int64s = np.full(old.count, -1, np.int64)
    for number, ancestor in pairs:
        heir[ancestor] = number
    kept = heir[old.family] >= 0
    shingles = np.concatenate([families.shingles, old.shingles[kept]])
    family = np.concatenate([families.family, heir[old.family[kept]].astype(np.int32)])
    order = np.argsort(shingles)
    return replace(families, shingles=shingles[order], family=family[order])
