"""What is an account's traffic like? Shares of traits, concentration, volume, hours, and jumps to a new model.

These numbers explain; by themselves they are never a condition (flat hours point the wrong way when a ring works in
shifts).
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from graph.behavior.prompts import Float64s, Int32s, Int64s, Prompts
from graph.behavior.thresholds import ConductPolicy
from kycrisk.lib.distinct import each_once
from kycrisk.sketch import TRAITS

HOURS_IN_WEEK = 168
_HOUR = 3600
_DAY = 24 * _HOUR
_MONDAY = 4 * _DAY
"""1 January 1970 was a Thursday; the first Monday came four days later."""


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


def hours_of_week(prompts: Prompts, accounts: Int32s) -> Int64s:
    """Prompts by hour of the week (168 columns, Monday 00 UTC first) of some accounts (rows, in the order given).

    Only of some: for a million accounts the table would take more than a gigabyte.
    """
    ordered = np.argsort(accounts)
    position = np.minimum(np.searchsorted(accounts[ordered], prompts.account), max(accounts.size - 1, 0))
    if not accounts.size:
        return np.zeros((0, HOURS_IN_WEEK), dtype=np.int64)
    row = ordered[position]
    wanted = accounts[row] == prompts.account
    hour = (prompts.at[wanted] - _MONDAY) // _HOUR % HOURS_IN_WEEK
    cell = row[wanted] * HOURS_IN_WEEK + hour
    return np.bincount(cell, minlength=accounts.size * HOURS_IN_WEEK).reshape(-1, HOURS_IN_WEEK)


def model_jump(prompts: Prompts, model: Int32s, accounts: int, policy: ConductPolicy) -> Float64s:
    """The largest part of an account's prompts that went to a model within a day of anybody's first use of it.

    `model` gives each prompt's model. Models already in use in the first day seen are not new; accounts with few
    prompts on that day get 0.
    """
    jump = np.zeros(accounts)
    if not len(prompts):
        return jump
    span = policy.jump_hours * _HOUR
    known_until = prompts.at.min() + span
    for number in np.unique(model):
        released = prompts.at[model == number].min()
        if released < known_until:
            continue
        soon = (prompts.at >= released) & (prompts.at < released + span)
        asked = np.bincount(prompts.account[soon], minlength=accounts)
        moved = np.bincount(prompts.account[soon & (model == number)], minlength=accounts)
        jump = np.maximum(jump, np.where(asked >= policy.jump_min_prompts, moved / np.maximum(asked, 1), 0.0))
    return jump


def _with_any(prompts: Prompts, traits: int, accounts: int) -> Int64s:
    return np.bincount(prompts.account[(prompts.traits & traits) != 0], minlength=accounts)


def _concentration(prompts: Prompts, accounts: int, valuable: int) -> Float64s:
    counts = trait_counts(prompts, accounts)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    chosen: npt.NDArray[np.bool_] = (valuable >> np.arange(len(TRAITS)) & 1).astype(np.bool_)
    result: Float64s = (shares[:, chosen] ** 2).sum(axis=1)
    return result
