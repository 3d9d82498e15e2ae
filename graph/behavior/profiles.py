"""What is an account's traffic like? Shares of traits, concentration, volume; pure, from prompts at hand.

These numbers explain; by themselves they are never a condition.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.behavior.prompts import Float64s, Int64s, Prompts
from graph.behavior.thresholds import ConductPolicy
from kycrisk.lib.distinct import each_once
from kycrisk.sketch import TRAITS

_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Profiles:
    """One entry for each account index; accounts without prompts have zeros."""

    prompts: Int64s
    elicitation: Float64s
    """Part of the prompts that ask for what a model could be trained on."""
    valuable: Float64s
    """Part of the prompts that use a capability which is expensive to build."""
    concentration: Float64s
    """Sum of the squared shares of valuable traits among all traits seen: 1 = nothing but one of them, 0 = none."""
    first_at: Int64s
    last_at: Int64s
    active_days: Int64s
    """Calendar days (UTC) with at least one prompt."""
    per_day: Float64s
    """Prompts for each active day."""


def profile(prompts: Prompts, accounts: int, policy: ConductPolicy) -> Profiles:
    """Sum up the prompts of the accounts 0 … accounts - 1."""
    asked = prompts.asked_by(accounts)
    counted = np.maximum(asked, 1)
    first_at = np.full(accounts, np.iinfo(np.int64).max)
    last_at = np.zeros(accounts, dtype=np.int64)
    np.minimum.at(first_at, prompts.account, prompts.at)
    np.maximum.at(last_at, prompts.account, prompts.at)
    days = np.bincount(each_once(prompts.account.astype(np.int64) << 32 | prompts.at // _DAY) >> 32, minlength=accounts)
    return Profiles(
        prompts=asked,
        elicitation=_with_any(prompts, policy.elicitation_traits, accounts) / counted,
        valuable=_with_any(prompts, policy.valuable_traits, accounts) / counted,
        concentration=_concentration(prompts, accounts, policy.valuable_traits),
        first_at=np.where(asked > 0, first_at, 0),
        last_at=last_at,
        active_days=days,
        per_day=asked / np.maximum(days, 1),
    )


def trait_counts(prompts: Prompts, accounts: int) -> Int64s:
    """How many prompts of each account (row) have each trait (column, in the order of `TRAITS`)."""
    columns = [_with_any(prompts, 1 << bit, accounts) for bit in range(len(TRAITS))]
    return np.stack(columns, axis=1)


def _with_any(prompts: Prompts, traits: int, accounts: int) -> Int64s:
    return np.bincount(prompts.account[(prompts.traits & traits) != 0], minlength=accounts)


def _concentration(prompts: Prompts, accounts: int, valuable: int) -> Float64s:
    counts = trait_counts(prompts, accounts)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    chosen: npt.NDArray[np.bool_] = (valuable >> np.arange(len(TRAITS)) & 1).astype(np.bool_)
    result: Float64s = (shares[:, chosen] ** 2).sum(axis=1)
    return result
