"""Which scripts stand out? A script as a pool, against what chance and ordinary people would make of it.

Everybody has habits in common with somebody: an app wraps the words of all its users, a class has its homework, a firm
its forms. Their scripts are narrow, belong to one house, or are used by people who have nothing else to do with each
other. A script stands out when

* its core shares values that others cannot write, across customers, far beyond what as many accounts would by chance
  (accounts without such a tie are counted in only where the core is also rare in the reference, and the script broad or
  most of the core tied: a ring that uses an app must not make the others who use it look like the ring), or
* it is very broad, asks for what a model could be trained on much more than usual, and is not what firms of a trade
  have in common.
"""

from dataclasses import dataclass

import numpy as np

from graph.behavior.leads import LeadCounts
from graph.behavior.prompts import Bools, Float64s, Int32s, Int64s
from graph.behavior.scripts import NONE, Scripts
from graph.behavior.thresholds import ConductPolicy
from kycrisk.lib.distinct import each_once

_BREADTH_USERS = 3
"""So many of the core lead with a family, for it to make the script broader."""


@dataclass(frozen=True, slots=True)
class Population:
    """What else must be known of each account, by account index; of each family, by its number."""

    tied: Bools
    """Shares with an account of another controller a value that others cannot write onto it."""
    elicitation: Float64s
    """Elicitation share, see `profiles`."""
    company: Int32s
    """The first account of the same legal entity, else the account itself: what they share is not hidden."""
    team: Int32s
    """The same where the company is small for what it declared, and verified or an old customer."""
    house: Int32s
    """The same where it is verified, too: what its accounts have in common is one customer's."""
    holder: Int32s
    """Who holds a value that others cannot write and that is worth something: accounts, with `held` beside."""
    held: Int64s
    eliciting: Float64s
    """By family: the share of its prompts that ask for what a model could be trained on."""

    @classmethod
    def strangers(cls, tied: Bools, elicitation: Float64s, eliciting: Float64s) -> "Population":
        """Each account a customer of its own; which values tie them is not known."""
        nobody, nothing = np.zeros(0, np.int32), np.zeros(0, np.int64)
        themselves = np.arange(tied.size, dtype=np.int32)
        return cls(tied, elicitation, themselves, themselves, themselves, nobody, nothing, eliciting)


@dataclass(frozen=True, slots=True)
class Standing:
    """The scripts that stand out, by family; families of others are -1."""

    script: Int64s
    bits: Float64s
    """How much likelier the core leads with it than anybody else."""
    prior: Float64s
    """Bits to begin with, of the family's script: how small a part of everybody its core is."""
    open: Bools
    """Accounts that are not tied count too."""
    ordinary: Bools
    """Families of an app (few wordings, and users who have nothing else to do with each other), or of one company."""
    elicitation: Float64s
    """Of the family's script: how often its core asks for what a model could be trained on, relative to usual."""
    usual: float
    """Prompts of the usual account."""

    @classmethod
    def none(cls, families: int) -> "Standing":
        """Where there is no script at all."""
        return cls(
            np.full(families, NONE, np.int64),
            np.zeros(families),
            np.zeros(families),
            np.zeros(families, np.bool_),
            np.zeros(families, np.bool_),
            np.zeros(families),
            0.0,
        )


@dataclass(frozen=True, slots=True)
class Pools:
    """What each script's core is like, by script."""

    accounts: Int64s
    breadth: Int64s
    """Families that several of its core lead with."""
    one_house: Float64s
    """The largest part of the core that is one customer's."""
    customers: Float64s
    """Companies and people by themselves for each account of the core: 1 where each account is somebody else's."""
    tied: Float64s
    """The part of the core that shares a value with another customer in the core."""
    tie_lift: Float64s
    """How many times likelier such a value is shared inside the core than beyond it, by odds against chance."""
    lift: Float64s
    """How many times rarer the reference is in the core than among everybody."""
    elicitation: Float64s
    """Of the prompts the script leads: how many ask for what a model could be trained on, relative to usual."""


def standing(
    scripts: Scripts, counts: LeadCounts, population: Population, reference: Bools, policy: ConductPolicy
) -> Standing:
    """The scripts that stand out."""
    found = pools(scripts, counts, population, reference)
    several = (found.accounts >= policy.family_min_accounts) & (found.one_house < policy.script_one_house)
    broad = found.breadth >= policy.script_families
    tied = (
        (found.breadth >= policy.in_step_families)
        & (found.tied >= policy.script_tied_share)
        & (found.tie_lift >= policy.family_min_lift)
    )
    alone = (
        (found.breadth >= policy.script_untied_families)
        & (found.elicitation >= policy.script_untied_elicitation)
        & (found.customers >= policy.script_untied_customers)
    )
    mostly = broad | (found.tied >= policy.script_mostly_tied)
    stands = several & (tied | alone)
    opens = several & (alone | (tied & mostly & (found.lift >= policy.script_untied_lift)))
    narrow = (found.accounts >= policy.family_min_accounts) & ~broad & ~tied
    of = scripts.of_family
    shown = (of >= 0) & np.append(stands, False)[of]
    return Standing(
        script=np.where(shown, of, NONE),
        bits=np.where(shown, scripts.bits, 0.0),
        prior=np.where(shown, np.append(scripts.prior, 0.0)[of], 0.0),
        open=shown & np.append(opens, False)[of],
        ordinary=(of >= 0) & np.append(narrow, False)[of],
        elicitation=np.where(shown, np.append(found.elicitation, 0.0)[of], 0.0),
        usual=scripts.busy,
    )


def pools(scripts: Scripts, counts: LeadCounts, population: Population, reference: Bools) -> Pools:
    """Look at each script's core as a pool."""
    core, active = scripts.core, counts.asked > 0
    accounts = np.bincount(core[core >= 0], minlength=scripts.count)
    rows = np.flatnonzero((core[counts.account] >= 0) & (core[counts.account] == scripts.of_family[counts.family]))
    family, whose = counts.family[rows], core[counts.account[rows]]
    broad = np.bincount(family, minlength=scripts.of_family.size) >= _BREADTH_USERS
    led = counts.prompts[rows].astype(np.float64)
    asked = np.bincount(whose, led, minlength=scripts.count)
    elicited = np.bincount(whose, led * population.eliciting[family], minlength=scripts.count) / np.maximum(asked, 1)
    usual = float(population.elicitation @ counts.asked) / max(int(counts.asked.sum()), 1)
    inside = np.bincount(core[(core >= 0) & reference], minlength=scripts.count)
    rate = np.count_nonzero(reference) / max(int(np.count_nonzero(active)), 1)
    one_house, customers = _customers(core, scripts.count, population)
    tied, tie_lift = _ties(core, scripts.count, population, int(np.count_nonzero(active)))
    return Pools(
        accounts=accounts,
        breadth=np.bincount(scripts.of_family[broad & (scripts.of_family >= 0)], minlength=scripts.count),
        one_house=one_house,
        customers=customers,
        tied=tied,
        tie_lift=tie_lift,
        lift=rate / ((inside + 0.5) / (accounts + 1)),
        elicitation=elicited / usual if usual else np.zeros(scripts.count),
    )


def _customers(core: Int64s, scripts: int, population: Population) -> tuple[Float64s, Float64s]:
    """By script: the largest customer's part of the core, and how many customers there are for each account."""
    members = np.flatnonzero(core >= 0)
    seats = each_once(core[members] << 32 | population.company[members])
    pair, many = np.unique(core[members] << 32 | population.team[members], return_counts=True)
    largest = np.zeros(scripts, np.int64)
    np.maximum.at(largest, pair >> 32, many)
    accounts = np.maximum(np.bincount(core[members], minlength=scripts), 1)
    return largest / accounts, np.bincount(seats >> 32, minlength=scripts) / accounts


def _ties(core: Int64s, scripts: int, population: Population, active: int) -> tuple[Float64s, Float64s]:
    """By script: the part of its core that shares a value across houses, and how far beyond chance."""
    held, holder = population.held, population.holder
    values = int(held.max(initial=-1)) + 1
    # Companies hold values, not accounts: what a firm's own accounts share among themselves ties nobody.
    pair = np.unique(held << 32 | population.company[holder])
    everywhere = np.bincount(pair >> 32, minlength=values)
    rows = np.flatnonzero(core[holder] >= 0)
    of = core[holder[rows]]
    triple = np.unique(np.stack([of, held[rows], population.company[holder[rows]].astype(np.int64)]), axis=1)
    key, first, houses = np.unique(triple[0] * max(values, 1) + triple[1], return_index=True, return_counts=True)
    script, value = triple[0][first], triple[1][first]
    accounts = np.bincount(core[core >= 0], minlength=scripts)
    share = np.clip(accounts / max(active, 1), 0.0, 0.9)
    met = np.bincount(script, houses * (houses - 1), minlength=scripts)
    beyond = np.bincount(script, houses * (everywhere[value] - houses), minlength=scripts)
    tied = houses[np.searchsorted(key, of * max(values, 1) + held[rows])] > 1
    members = np.unique(holder[rows[tied]])
    odds = (met + 0.5) / (beyond + 0.5) * (1 - share) / np.maximum(share, 1e-9)
    return np.bincount(core[members], minlength=scripts) / np.maximum(accounts, 1), np.where(met > 0, odds, 0.0)
