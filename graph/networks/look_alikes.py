"""Who outside a suspended pool does what the pool did, or holds what it held? Pure.

A pool is remembered by its script, the rare prompt families that a good part of it led with, and by its values that
others cannot write. Whoever follows the script, or shows one of the values, looks like it. An address, a mail domain
that anyone may use or a popular text is never enough: those are in no script and among no such values.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.behavior.leads import LeadCounts
from graph.links.columns import runs
from graph.links.scene import Scene

type Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Alike:
    """An account, by dense number, that looks like a pool.

    How many families of the script it follows, their bits and their share of its own prompts; and the bits of the
    strongest value of the pool's that it shows.
    """

    account: int
    families: int
    bits: float
    share: float
    tie_bits: float


@dataclass(frozen=True, slots=True)
class Likeness:
    """What it takes: bits and number of families, share of the own prompts; or bits of one trusted value."""

    bits: float
    families: int
    share: float
    tie_bits: float


@dataclass(frozen=True, slots=True, eq=False)
class Everybody:
    """Among whom is searched: their lead counts, what each family is worth, and what they show."""

    leads: LeadCounts
    worth: NDArray[np.float64]
    scene: Scene


def script_of(pool: Numbers, among: Everybody, least_bits: float, part: float) -> Numbers:
    """The families worth `least_bits` that at least this part of the pool, and at least two of it, lead with."""
    family = among.leads.family
    mine = np.isin(among.leads.account, pool) & (among.worth[family] >= least_bits)
    users = np.bincount(family[mine], minlength=len(among.worth))
    return np.flatnonzero(users >= max(2.0, part * len(pool)))


def alike(pool: Numbers, script: Numbers, among: Everybody, least: Likeness) -> list[Alike]:
    """Everybody outside the pool who looks like it, by number."""
    families, bits, share = _follow(script, among.leads, among.worth)
    ties = _ties(among.scene, pool)
    follows = (bits >= least.bits) & (families >= least.families) & (share >= least.share)
    found = follows | (ties >= least.tie_bits)
    found[pool] = False
    return [
        Alike(number, int(families[number]), float(bits[number]), float(share[number]), float(ties[number]))
        for number in np.flatnonzero(found).tolist()
    ]


def _follow(
    script: Numbers, leads: LeadCounts, worth: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.float64]]:
    """By account: how many families of the script it leads with, their bits, and their share of its prompts."""
    accounts = len(leads.asked)
    rows = np.isin(leads.family, script) & (worth[leads.family] > 0)
    account = leads.account[rows]
    families = np.bincount(account, minlength=accounts)
    bits = np.bincount(account, worth[leads.family[rows]], minlength=accounts)
    prompts = np.bincount(account, leads.prompts[rows].astype(np.float64), minlength=accounts)
    return families, bits, prompts / np.maximum(leads.asked, 1)


def _ties(scene: Scene, members: Numbers) -> NDArray[np.float64]:
    """By account: bits of the strongest value of the pool's that it shows and that others could not have written."""
    held = scene.holdings
    strongest = np.zeros(held.account_count)
    shown = np.unique(held.value[scene.edges_of(members.astype(np.int32))])
    tying = shown[scene.policy.trusted[scene.values.kind[shown]] & ~scene.rarity.hub[shown]]
    edges = runs(held.at[tying], held.at[tying + 1] - held.at[tying])
    np.maximum.at(strongest, held.account[edges], scene.best_bits[held.value[edges]])
    return strongest
