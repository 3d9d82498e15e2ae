"""Which wordings are used again and again with other fillings? Shingles that repeat together form prompt families.

A *template shingle* stands in enough distinct prompts; template shingles that stand in the same prompts are a *family*;
a family is a *template* if its prompts are partly filled with what is much rarer than itself, else it is merely a
popular text, such as homework. Two prompts are distinct when their sketches differ: pasting the same text a thousand
times, from one account or from a thousand, makes one.

The result depends on the set of prompts only, not on their order or on how accounts are numbered.
"""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from graph.behavior.corpus import distinct_prompts, filling_of, group_columns
from graph.behavior.prompts import Bools, Float64s, Int32s, Int64s, Prompts, Uint64s
from graph.behavior.thresholds import ConductPolicy
from kycrisk.lib.distinct import each_once

_SIEVE_SLOTS_EACH = 64


@dataclass(frozen=True, slots=True)
class FamilySet:
    """Prompt families, ascending by key; a family's number is its position."""

    shingles: Uint64s
    """Ascending; `family` says whose each one is."""
    family: Int32s
    key: Uint64s
    """A family's smallest shingle: its name across recomputations."""
    prompts: Int64s
    """Distinct prompts of each family."""
    filling: Float64s
    """Average part of a family's prompts that is much rarer than the family."""
    is_template: Bools
    accounts: Int64s
    first_account: Int32s
    """Who used it first; among accounts that began in the same second, the lowest index."""
    first_at: Int64s

    @property
    def count(self) -> int:
        """How many families there are."""
        return self.key.size


class Occurrences(NamedTuple):
    """Which families stand in which prompts: each pair once, ascending."""

    prompt: Int64s
    family: Int32s


class _Users(NamedTuple):
    accounts: Int64s
    first_account: Int32s
    first_at: Int64s


def mine_families(prompts: Prompts, policy: ConductPolicy) -> FamilySet:
    """Find the families of a population's prompts. Time and memory grow linearly with the number of shingles."""
    corpus = distinct_prompts(prompts)
    common = np.flatnonzero(corpus.counts >= policy.template_min_prompts)
    group = group_columns(corpus, common, policy.family_jaccard)
    # Columns ascend by shingle and families by their first column, so families ascend by their smallest shingle.
    key = corpus.shingles[common[first_positions(group)]]
    family_of = np.full(corpus.shingles.size, -1, dtype=np.int64)
    family_of[common] = group
    sizes, filling = filling_of(corpus, family_of, key.size, policy.filling_rarity)
    shingles, family = corpus.shingles[common], group.astype(np.int32)
    users = _users(prompts, _found(prompts, shingles, family, key.size), key.size)
    is_template = filling >= policy.filling_share
    return FamilySet(shingles, family, key, sizes, filling, is_template, *users)


def with_users(prompts: Prompts, families: FamilySet) -> FamilySet:
    """The same families, and who uses them in these prompts."""
    found = _found(prompts, families.shingles, families.family, families.count)
    return replace(families, **_users(prompts, found, families.count)._asdict())


def occurrences(prompts: Prompts, families: FamilySet) -> Occurrences:
    """Find the templates in prompts; any one shingle of a family is enough. Popular texts are left out."""
    found = _found(prompts, families.shingles, families.family, families.count)
    template = families.is_template[found.family]
    return Occurrences(found.prompt[template], found.family[template])


def first_positions(numbers: Int64s) -> Int64s:
    """Where each of the numbers 0, 1, … first stands."""
    return np.unique(numbers, return_index=True)[1]


def _found(prompts: Prompts, shingles: Uint64s, family: Int32s, count: int) -> Occurrences:
    if not shingles.size:
        return Occurrences(np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int32))
    # Most shingles are filling: a sieve on their low bits spares them the search.
    sieve = np.zeros(1 << (_SIEVE_SLOTS_EACH * shingles.size).bit_length(), dtype=np.bool_)
    mask = np.uint64(sieve.size - 1)
    sieve[shingles & mask] = True
    maybe = np.flatnonzero(sieve[prompts.shingles & mask])
    position = np.minimum(np.searchsorted(shingles, prompts.shingles[maybe]), shingles.size - 1)
    hit = shingles[position] == prompts.shingles[maybe]
    prompt = np.searchsorted(prompts.indptr, maybe[hit], side="right") - 1
    pair = each_once(prompt * count + family[position[hit]])
    return Occurrences(pair // count, (pair % count).astype(np.int32))


def _users(prompts: Prompts, found: Occurrences, count: int) -> _Users:
    """How many accounts use each family, who used it first, and when."""
    account, at = prompts.account[found.prompt], prompts.at[found.prompt]
    first_at = np.full(count, np.iinfo(np.int64).max)
    np.minimum.at(first_at, found.family, at)
    earliest = at == first_at[found.family]
    first_account = np.full(count, np.iinfo(np.int32).max, np.int32)
    np.minimum.at(first_account, found.family[earliest], account[earliest])
    pair = each_once(found.family.astype(np.int64) << 32 | account)
    return _Users(np.bincount(pair >> 32, minlength=count), first_account, first_at)
