"""Which family leads each prompt? Of the templates that stand in it, the one that its account uses most.

Counting leads and not occurrences keeps two templates that share a sentence from counting the same prompt twice. A
lead depends on its own account's prompts and on the families only, so any part of the accounts can be counted alone.
"""

from dataclasses import dataclass

import numpy as np

from graph.behavior.families import FamilySet, Occurrences, occurrences
from graph.behavior.prompts import Float64s, Int32s, Int64s, Prompts, first_of_each


@dataclass(frozen=True, slots=True)
class LeadCounts:
    """How many of an account's prompts a family leads: a row for each pair, ascending by account, then family."""

    account: Int32s
    family: Int32s
    prompts: Int64s
    first_at: Int64s
    last_at: Int64s
    asked: Int64s
    """For each account index: all its prompts, short ones included."""


def count_leads(prompts: Prompts, families: FamilySet, accounts: int) -> LeadCounts:
    """Count the lead families of the accounts 0 … accounts - 1 (those without prompts simply have no rows)."""
    return sum_up(prompts, lead_of_each(prompts, families), accounts)


def lead_of_each(prompts: Prompts, families: FamilySet) -> Occurrences:
    """The prompts that a family leads, ascending, and which one it is."""
    found = occurrences(prompts, families)
    pair = _pair(prompts.account[found.prompt], found.family)
    _, row, uses = np.unique(pair, return_inverse=True, return_counts=True)
    # Most used first; equal use is decided by the family's key, which does not depend on numbering or order.
    rank = uses[row] * max(families.count, 1) + (families.count - 1 - found.family)
    starts = np.flatnonzero(first_of_each(found.prompt))
    best = np.maximum.reduceat(rank, starts) if starts.size else rank
    family = (families.count - 1 - best % max(families.count, 1)).astype(np.int32)
    return Occurrences(found.prompt[starts], family)


def sum_up(prompts: Prompts, led: Occurrences, accounts: int) -> LeadCounts:
    """Leads by account and family."""
    pair = _pair(prompts.account[led.prompt], led.family)
    return _counted(pair, prompts.at[led.prompt], prompts.asked_by(accounts))


def eliciting_share(prompts: Prompts, families: FamilySet, traits: int) -> Float64s:
    """By family: of the prompts it stands in, how many have one of these traits (a mask)."""
    found = occurrences(prompts, families)
    having = (prompts.traits[found.prompt] & traits) != 0
    sums = np.bincount(found.family, having, minlength=families.count)
    return sums / np.maximum(np.bincount(found.family, minlength=families.count), 1)


def _pair(account: Int32s, family: Int32s) -> Int64s:
    return account.astype(np.int64) << 32 | family


def _counted(pair: Int64s, at: Int64s, asked: Int64s) -> LeadCounts:
    order = np.argsort(pair)
    pair, at = pair[order], at[order]
    first = np.flatnonzero(first_of_each(pair))
    end = np.append(first, pair.size)[1:]
    first_at, last_at = (extreme.reduceat(at, first) if first.size else at for extreme in (np.minimum, np.maximum))
    return LeadCounts(
        account=(pair[first] >> 32).astype(np.int32),
        family=(pair[first] & 0xFFFFFFFF).astype(np.int32),
        prompts=end - first,
        first_at=first_at,
        last_at=last_at,
        asked=asked,
    )
