"""Who works from the same script as others? Evidence in bits from lead families, and who is in step.

A family's bits are log2(rate among all / rate among the reference), capped: how much likelier a user of the family is
to come from the whole population than from people who have nothing to do with each other. Rates count accounts, so a
busy account weighs as much as a quiet one. The reference are accounts that share nothing with another controller that
others could not have written onto them, and of those the half of the population with the lowest elicitation share: an
address is shared by too many strangers to leave anybody over, and who asks for reasoning has read the same public
advice. For the same reason only such a tie lowers what it takes to be in step. Accounts found in step leave the
reference, and the rates are computed again.

Rates are frozen for an epoch (`freeze_rates`); evidence of any part of the accounts then comes out as in full.
"""

from dataclasses import dataclass, replace

import numpy as np

from graph.behavior.leads import LeadCounts
from graph.behavior.prompts import Bools, Float64s, Int32s, Int64s, first_of_each
from graph.behavior.scripts import NONE, busy, find_scripts
from graph.behavior.standing import Population, Standing, standing
from graph.behavior.thresholds import ConductPolicy
from kycrisk.lib.distinct import each_once


@dataclass(frozen=True, slots=True)
class FamilyRates:
    """What each family is worth in this epoch, by family number."""

    bits: Float64s
    """0 where the family says nothing: too few accounts, too little lift."""
    rarity: Float64s
    """Bits of its rarity among everybody, capped. Finds more when rings are few; to be shown, never to decide alone."""
    among_all: Float64s
    among_others: Float64s
    """Smoothed rate in the reference."""
    accounts: Int64s
    first_account: Int32s
    """Who used it first and is not charged with those who came later; may be replaced by what earlier epochs knew."""
    scripts: Standing
    """The families of scripts that stand out."""

    @property
    def worth(self) -> Float64s:
        """Bits by family for whoever works from its script, or else what it is worth to anybody."""
        return np.maximum(self.bits, self.scripts.bits)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much each account (by index) is in step with others."""

    bits: Float64s
    families: Int64s
    """Distinct lead families that count as evidence."""
    effective: Float64s
    """Effective number of them (inverse Simpson index of their lead prompts)."""
    share: Float64s
    """Part of the account's own prompts that they lead."""
    first_share: Float64s
    """Part of its shared families that the account used first; 0 if it has none."""
    in_step: Bools
    script: Int64s
    """The script that stands out from which it works; -1 for none."""
    script_share: Float64s
    """Part of the account's own prompts that its script leads."""
    script_elicitation: Float64s
    """How often its script's core asks for what a model could be trained on, relative to usual."""


def freeze_rates(
    counts: LeadCounts, first_account: Int32s, population: Population, policy: ConductPolicy
) -> FamilyRates:
    """Compute what the families are worth, from everybody's lead counts."""
    innocent = counts.asked > 0
    reference = _reference(innocent, population)
    scripts = standing(find_scripts(counts, policy), counts, population, reference, policy)
    scripts = _as_long_as(scripts, first_account.size)
    scripts = replace(scripts, ordinary=scripts.ordinary | _of_one_company(counts, population, first_account.size))
    by_house = _by_house(counts, population.house)
    rates = _rates(by_house, first_account, reference, policy, scripts)
    for _ in range(policy.rounds - 1):
        innocent &= ~evidence(counts, rates, population.tied, policy).in_step
        rates = _rates(by_house, first_account, _reference(innocent, population), policy, scripts)
    return rates


def _by_house(counts: LeadCounts, house: Int32s) -> LeadCounts:
    """The same for houses instead of accounts: a house's own way of asking is one customer's, however many write it."""
    accounts = counts.asked.size
    pair, row = np.unique(house[counts.account].astype(np.int64) << 32 | counts.family, return_inverse=True)
    return replace(
        counts,
        account=(pair >> 32).astype(np.int32),
        family=(pair & 0xFFFFFFFF).astype(np.int32),
        prompts=np.bincount(row, counts.prompts, minlength=pair.size).astype(np.int64),
        asked=np.bincount(house, counts.asked, minlength=accounts).astype(np.int64),
    )


def _of_one_company(counts: LeadCounts, population: Population, families: int) -> Bools:
    """Families that only the accounts of a single, known company lead with: what is done openly is not hidden."""
    pair = each_once(counts.family.astype(np.int64) << 32 | population.team[counts.account])
    alone: Bools = np.bincount(pair >> 32, minlength=families) < 2
    return alone


def _as_long_as(scripts: Standing, families: int) -> Standing:
    """Families that nobody leads with stand at the end, and belong to no script."""
    full = Standing.none(families)
    for name in ("script", "bits", "prior", "open", "ordinary", "elicitation"):
        getattr(full, name)[: scripts.script.size] = getattr(scripts, name)
    return replace(full, usual=scripts.usual)


def evidence(counts: LeadCounts, rates: FamilyRates, tied: Bools, policy: ConductPolicy) -> Evidence:
    """Add up what each account's lead families are worth. Any part of the accounts may be counted."""
    first = rates.first_account[counts.family] == counts.account
    shared = rates.worth[counts.family] > 0
    script, fits = _own_script(counts, rates, tied, first, policy)
    theirs = (script[counts.account] == rates.scripts.script[counts.family]) & (script[counts.account] >= 0)
    bits = np.where(theirs, rates.worth[counts.family], rates.bits[counts.family])
    told = _told(counts, np.where(first, 0.0, bits))
    alone = _told(counts, np.where(first, 0.0, rates.bits[counts.family]))
    first_share = _share(counts.account[first & shared], counts.account[shared], counts.asked.size)
    led = np.flatnonzero(theirs & ~first)
    asking = np.zeros(counts.asked.size)
    asking[counts.account[led]] = rates.scripts.elicitation[counts.family[led]]
    return replace(
        told,
        first_share=first_share,
        in_step=_by_families(alone, tied, policy) | fits,
        script=script,
        script_share=np.bincount(counts.account[led], counts.prompts[led], minlength=counts.asked.size)
        / np.maximum(counts.asked, 1),
        script_elicitation=asking,
    )


def _told(counts: LeadCounts, bits: Float64s) -> Evidence:
    """What rows of so many bits say of their accounts; nobody is in step yet."""
    accounts, charged = counts.asked.size, bits > 0
    account, leads = counts.account[charged], counts.prompts[charged].astype(np.float64)
    total = np.bincount(account, leads, minlength=accounts)
    return Evidence(
        bits=np.bincount(account, bits[charged], minlength=accounts),
        families=np.bincount(account, minlength=accounts),
        effective=total**2 / np.maximum(np.bincount(account, leads**2, minlength=accounts), 1),
        share=total / np.maximum(counts.asked, 1),
        first_share=np.zeros(accounts),
        in_step=np.zeros(accounts, np.bool_),
        script=np.full(accounts, NONE, np.int64),
        script_share=np.zeros(accounts),
        script_elicitation=np.zeros(accounts),
    )


def _by_families(found: Evidence, tied: Bools, policy: ConductPolicy) -> Bools:
    """In step by what the families are worth to anybody, whichever script they belong to."""
    return (
        np.where(tied, found.bits >= policy.in_step_bits, found.bits >= policy.untied_bits)
        & np.where(tied, found.families >= policy.in_step_families, found.families >= policy.untied_families)
        & np.where(tied, found.share >= policy.in_step_share, found.share >= policy.untied_share)
        & (found.effective >= policy.in_step_effective)
    )


def _own_script(
    counts: LeadCounts, rates: FamilyRates, tied: Bools, first: Bools, policy: ConductPolicy
) -> tuple[Int64s, Bools]:
    """By account the script that stands out and fits it best, and whether it fits well enough to be in step."""
    scripts, accounts = rates.scripts, counts.asked.size
    rows = np.flatnonzero((scripts.script[counts.family] >= 0) & ~first)
    account, family = counts.account[rows], counts.family[rows]
    many = np.log2(busy(counts.asked, scripts.usual))[account]
    bits = np.clip(scripts.bits[family] - many, 0.0, None)
    pair, at = np.unique(account.astype(np.int64) << 32 | scripts.script[family], return_inverse=True)
    whose = pair >> 32
    total = np.bincount(at, bits, minlength=pair.size)
    prior = np.zeros(pair.size)
    prior[at] = scripts.prior[family]
    opened = np.zeros(pair.size, np.bool_)
    opened[at] = scripts.open[family]
    share = np.bincount(at, counts.prompts[rows], minlength=pair.size) / np.maximum(counts.asked[whose], 1)
    fits = (
        (np.bincount(at, bits >= 1.0, minlength=pair.size) >= policy.in_step_families)
        & (total + prior >= np.where(tied[whose], policy.script_bits, policy.script_untied_bits))
        & (share >= policy.script_share)
        & (tied[whose] | opened)
    )
    order = np.lexsort((pair, -(total + prior).round(9), ~fits, whose))
    best = order[first_of_each(whose[order])] if order.size else order
    script, in_step = np.full(accounts, NONE, np.int64), np.zeros(accounts, np.bool_)
    script[whose[best]] = np.where(fits[best], pair[best] & 0xFFFFFFFF, NONE)
    in_step[whose[best]] = fits[best]
    return script, in_step


def _share(part: Int32s, whole: Int32s, accounts: int) -> Float64s:
    return np.bincount(part, minlength=accounts) / np.maximum(np.bincount(whole, minlength=accounts), 1)


def _reference(innocent: Bools, population: Population) -> Bools:
    """Nobody holds them, and they are of the half that asks least for what a model could be trained on.

    Accounts at the median belong to the half, so that the numbering of equals does not matter.
    """
    if not innocent.any():
        return innocent
    low = population.elicitation <= np.median(population.elicitation[innocent])
    itself: Bools = population.house == np.arange(innocent.size)
    return innocent & low & ~population.tied & itself


def _rates(
    counts: LeadCounts, first_account: Int32s, reference: Bools, policy: ConductPolicy, scripts: Standing
) -> FamilyRates:
    accounts = np.bincount(counts.family, minlength=first_account.size)
    among_all = accounts / max(int(np.count_nonzero(counts.asked)), 1)
    among_others = _smoothed(counts, reference, first_account.size, policy.rate_smoothing)
    lift = among_all / among_others
    speaks = (lift >= policy.family_min_lift) & (accounts >= policy.family_min_accounts) & ~scripts.ordinary
    return FamilyRates(
        bits=np.where(speaks, np.minimum(policy.family_cap, np.log2(np.maximum(lift, 1))), 0.0),
        rarity=np.where(accounts > 0, np.minimum(policy.family_cap, -np.log2(np.maximum(among_all, 2.0**-60))), 0.0),
        among_all=among_all,
        among_others=among_others,
        accounts=accounts,
        first_account=first_account,
        scripts=scripts,
    )


def _smoothed(counts: LeadCounts, reference: Bools, families: int, smoothing: float) -> Float64s:
    """Rates in a reference: (users + s) / (accounts + 2 s). With s = 1/2 this is the mean under Jeffreys' prior.

    A family nobody in the reference uses gets a small rate, not zero, and a small reference proves little.
    """
    users = np.bincount(counts.family[reference[counts.account]], minlength=families)
    return (users + smoothing) / (np.count_nonzero(reference) + 2 * smoothing)
