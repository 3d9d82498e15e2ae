"""Which family leads each prompt? Of the templates that stand in it, the one that its account uses most.

Counting leads and not occurrences keeps two templates that share a sentence from counting the same prompt twice. A
lead depends on its own account's prompts and on the families only, so any part of the accounts can be counted alone.
"""

from dataclasses import dataclass

import numpy as np

from graph.behavior.families import FamilySet, occurrences
from graph.behavior.prompts import Int32s, Int64s, Prompts, first_of_each


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
    found = occurrences(prompts, families)
    pair = _pair(prompts.account[found.prompt], found.family)
    _, row, uses = np.unique(pair, return_inverse=True, return_counts=True)
    # Most used first; equal use is decided by the family's key, which does not depend on numbering or order.
    order = np.lexsort((found.family, -uses[row], found.prompt))
    lead = order[first_of_each(found.prompt[order])]
    return _counted(pair[lead], prompts.at[found.prompt[lead]], prompts.asked_by(accounts))


def _pair(account: Int32s, family: Int32s) -> Int64s:
    return account.astype(np.int64) << 32 | family


def _counted(pair: Int64s, at: Int64s, asked: Int64s) -> LeadCounts:
    order = np.lexsort((at, pair))
    pair, at = pair[order], at[order]
    first = np.flatnonzero(first_of_each(pair))
    end = np.append(first, pair.size)[1:]
    return LeadCounts(
        account=(pair[first] >> 32).astype(np.int32),
        family=(pair[first] & 0xFFFFFFFF).astype(np.int32),
        prompts=end - first,
        first_at=at[first],
        last_at=at[end - 1],
        asked=asked,
    )
