"""Who works from which script? Units of accounts in step, with the lead prompts that they pooled.

A unit is a cell that speaks with one voice (half of its accounts are in step, or enough of them to have a profile), or
a single account in step. An account in step in a cell of others speaks for itself alone: its cell does not answer for
it. A unit's profile is the square root of its counts, so that the loudest family does not drown the rest, times inverse
cell frequency, so that a text many cells use says little.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array, csr_array, diags_array

from accounts.policy.detection import Conduct
from graph.networks.walls import NO_SIDE, Sides, Wall, sides_of

type Ints = NDArray[np.int32]
type Flags = NDArray[np.bool_]
type Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Led:
    """Lead prompts by family that counts as evidence: one row for each account and family."""

    account: Ints
    family: Ints
    prompts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Frequency:
    """In how many cells with a profile each family is led, of how many; frozen for an epoch, or counted now."""

    families: NDArray[np.int64]
    cells: int


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Units in the order of their first accounts; `of_account` is an account's unit, -1 for none.

    `counts` are lead prompts, unit by family. By unit: its accounts `in_step`, whether it is a cell with a profile, and
    the `sides` of walls that its accounts stand on.
    """

    of_account: Numbers
    counts: csr_array
    in_step: NDArray[np.int64]
    profiled: Flags
    sides: Mapping[int, Sides]

    def __len__(self) -> int:
        return len(self.in_step)

    @property
    def prompts(self) -> NDArray[np.int64]:
        """Lead prompts of each unit."""
        return self.counts.sum(axis=1).astype(np.int64)

    def stands(self, unit: int) -> Sides:
        """The sides of walls that a unit stands on."""
        return self.sides.get(unit, NO_SIDE)


def units(cell: Ints, in_step: Flags, led: Led, policy: Conduct, walls: Sequence[Wall]) -> Units:
    """Gather accounts in step. `cell` and `in_step` by account; rows of others are not looked at."""
    profiled, voiced = _voices(cell, in_step, led, policy)
    own = np.arange(len(cell))
    whole = (cell >= 0) & voiced[cell]
    # Twice the first account for a cell, one more for an account by itself: both may begin with the same account.
    name = np.where(whole, 2 * cell, np.where(in_step, 2 * own + 1, -1))
    names, place = np.unique(name, return_inverse=True)
    of_account = place - int(len(names) > 0 and names[0] == -1)
    count = len(names) - int(len(names) > 0 and names[0] == -1)
    rows = in_step[led.account]
    families = int(led.family.max(initial=-1)) + 1
    pooled = (led.prompts[rows].astype(np.float64), (of_account[led.account[rows]], led.family[rows]))
    spoken = names[len(names) - count :]
    return Units(
        of_account=of_account,
        counts=coo_array(pooled, shape=(count, families)).tocsr(),
        in_step=np.bincount(of_account[in_step], minlength=count),
        profiled=(spoken % 2 == 0) & profiled[spoken // 2],
        sides=_sides(of_account, walls),
    )


def _voices(cell: Ints, in_step: Flags, led: Led, policy: Conduct) -> tuple[Flags, Flags]:
    """By cell label: which cells have a profile, and which speak with one voice."""
    size = len(cell) + 1
    inside = cell >= 0
    accounts = np.bincount(cell[inside], minlength=size)
    steps = np.bincount(cell[inside & in_step], minlength=size)
    rows = in_step[led.account] & inside[led.account]
    prompts = np.bincount(cell[led.account[rows]], led.prompts[rows], minlength=size)
    profiled = (steps >= policy.programme_min_accounts) & (prompts >= policy.programme_min_prompts)
    return profiled, profiled | ((steps > 0) & (2 * steps >= accounts))


def _sides(of_account: Numbers, walls: Sequence[Wall]) -> dict[int, Sides]:
    sides: dict[int, Sides] = {}
    for account, stands in sides_of(walls).items():
        unit = int(of_account[account])
        if unit >= 0:
            sides[unit] = sides.get(unit, NO_SIDE) | stands
    return sides


def frequency_among(found: Units) -> Frequency:
    """How many of the cells with a profile lead each family."""
    led = found.counts[np.flatnonzero(found.profiled)]
    return Frequency(np.bincount(led.indices, minlength=led.shape[1]).astype(np.int64), led.shape[0])


def profiles(counts: csr_array, frequency: Frequency) -> csr_array:
    """Rows of length one: the square root of counts times log(1 + cells / cells that lead the family)."""
    known = np.zeros(counts.shape[1])
    known[: len(frequency.families)] = frequency.families[: counts.shape[1]]
    weight = np.log1p(max(frequency.cells, 1) / np.maximum(known, 1))
    weighted = csr_array(counts.sqrt() @ diags_array(weight))
    return of_length_one(weighted)


def of_length_one(rows: csr_array) -> csr_array:
    """Rows scaled to length one; empty rows stay empty."""
    length = np.sqrt(rows.multiply(rows).sum(axis=1))
    return csr_array(diags_array(1.0 / np.where(length > 0, length, 1.0)) @ rows)


def pooled(counts: csr_array, group: Numbers, groups: int) -> csr_array:
    """Counts summed by group; rows of group -1 are left out."""
    rows = np.flatnonzero(group >= 0)
    gather = coo_array((np.ones(len(rows)), (group[rows], rows)), shape=(groups, counts.shape[0])).tocsr()
    return csr_array(gather @ counts)
