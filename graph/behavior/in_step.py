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

from dataclasses import dataclass

import numpy as np

from graph.behavior.leads import LeadCounts
from graph.behavior.prompts import Bools, Float64s, Int32s, Int64s
from graph.behavior.thresholds import ConductPolicy


@dataclass(frozen=True, slots=True)
class Population:
    """What else must be known of each account, by account index."""

    tied: Bools
    """Shares with an account of another controller a value that others cannot write onto it."""
    elicitation: Float64s
    """Elicitation share, see `profiles`."""


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


def freeze_rates(
    counts: LeadCounts, first_account: Int32s, population: Population, policy: ConductPolicy
) -> FamilyRates:
    """Compute what the families are worth, from everybody's lead counts."""
    innocent = counts.asked > 0
    rates = _rates(counts, first_account, _reference(innocent, population), policy)
    for _ in range(policy.rounds - 1):
        innocent &= ~evidence(counts, rates, population.tied, policy).in_step
        rates = _rates(counts, first_account, _reference(innocent, population), policy)
    return rates


def evidence(counts: LeadCounts, rates: FamilyRates, tied: Bools, policy: ConductPolicy) -> Evidence:
    """Add up what each account's lead families are worth. Any part of the accounts may be counted."""
    accounts = counts.asked.size
    shared = rates.bits[counts.family] > 0
    first = shared & (rates.first_account[counts.family] == counts.account)
    charged = shared & ~first
    account, leads = counts.account[charged], counts.prompts[charged].astype(np.float64)
    bits = np.bincount(account, rates.bits[counts.family[charged]], minlength=accounts)
    families = np.bincount(account, minlength=accounts)
    total = np.bincount(account, leads, minlength=accounts)
    effective = total**2 / np.maximum(np.bincount(account, leads**2, minlength=accounts), 1)
    share = total / np.maximum(counts.asked, 1)
    first_share = _share(counts.account[first], counts.account[shared], accounts)
    in_step = (
        np.where(tied, bits >= policy.in_step_bits, bits >= policy.untied_bits)
        & np.where(tied, families >= policy.in_step_families, families >= policy.untied_families)
        & np.where(tied, share >= policy.in_step_share, share >= policy.untied_share)
        & (effective >= policy.in_step_effective)
    )
    return Evidence(bits, families, effective, share, first_share, in_step)


def _share(part: Int32s, whole: Int32s, accounts: int) -> Float64s:
    return np.bincount(part, minlength=accounts) / np.maximum(np.bincount(whole, minlength=accounts), 1)


def _reference(innocent: Bools, population: Population) -> Bools:
    """Nobody holds them, and they are of the half that asks least for what a model could be trained on.

    Accounts at the median belong to the half, so that the numbering of equals does not matter.
    """
    if not innocent.any():
        return innocent
    low = population.elicitation <= np.median(population.elicitation[innocent])
    return innocent & low & ~population.tied


def _rates(counts: LeadCounts, first_account: Int32s, reference: Bools, policy: ConductPolicy) -> FamilyRates:
    accounts = np.bincount(counts.family, minlength=first_account.size)
    among_all = accounts / max(int(np.count_nonzero(counts.asked)), 1)
    among_others = _smoothed(counts, reference, first_account.size, policy.rate_smoothing)
    lift = among_all / among_others
    speaks = (lift >= policy.family_min_lift) & (accounts >= policy.family_min_accounts)
    return FamilyRates(
        bits=np.where(speaks, np.minimum(policy.family_cap, np.log2(np.maximum(lift, 1))), 0.0),
        rarity=np.where(accounts > 0, np.minimum(policy.family_cap, -np.log2(np.maximum(among_all, 2.0**-60))), 0.0),
        among_all=among_all,
        among_others=among_others,
        accounts=accounts,
        first_account=first_account,
    )


def _smoothed(counts: LeadCounts, reference: Bools, families: int, smoothing: float) -> Float64s:
    """Rates in a reference: (users + s) / (accounts + 2 s). With s = 1/2 this is the mean under Jeffreys' prior.

    A family nobody in the reference uses gets a small rate, not zero, and a small reference proves little.
    """
    users = np.bincount(counts.family[reference[counts.account]], minlength=families)
    return (users + smoothing) / (np.count_nonzero(reference) + 2 * smoothing)
