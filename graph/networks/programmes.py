"""Which cells and single accounts follow the same script? Programmes: what the outside calls a network.

Cells with enough in step to have a profile join where their profiles are alike on average; then cells and accounts
outside join the programme whose script explains their prompts best; then those left, who share nothing but a script,
are found by the script alone. A cell that nothing joins is a network by itself, for what it shares. Accounts from two
sides of a wall never end in one programme.

Nothing depends on the order of rows. With a frozen `Frequency`, a part of the population that shares no family with
the rest gives the programmes it has in the whole.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from accounts.policy.detection import Conduct
from graph.behavior.prompts import first_of_each
from graph.networks.kits import by_sides, with_kits
from graph.networks.linkage import Between, gathered
from graph.networks.recruits import recruited
from graph.networks.scripts import Flags, Frequency, Ints, Led, Numbers, Units, frequency_among, units
from graph.networks.walls import Wall

__all__ = ["Frequency", "Led", "Programmes", "cell_frequency", "programmes"]


@dataclass(frozen=True, slots=True, eq=False)
class Programmes:
    """By account: `network` and `cell`, both named by their first account; -1 belongs to none."""

    network: Ints
    cell: Ints


def programmes(
    cell: Ints,
    in_step: Flags,
    led: Led,
    policy: Conduct,
    walls: Sequence[Wall] = (),
    *,
    script: NDArray[np.int64] | None = None,
    frequency: Frequency | None = None,
) -> Programmes:
    """Join cells by conduct. `cell` and `in_step` by account; only rows of accounts in step are looked at.

    `script`: by account, the script that stands out from which it works, -1 for none; who works from one is together.
    """
    found = units(cell, in_step, led, policy, walls)
    known = frequency or frequency_among(found)
    programme = np.full(len(found), -1, np.intp) if script is None else _of_scripts(found, in_step, script)
    programme = _of_cells(found, programme, known, policy)
    programme = recruited(found, programme, policy.programme_join_share)
    programme = with_kits(found, programme, known, policy)
    programme = recruited(found, programme, policy.programme_join_share)
    return Programmes(_network(cell, found, programme), cell)


def cell_frequency(cell: Ints, in_step: Flags, led: Led, policy: Conduct) -> Frequency:
    """In how many cells each family is led, to be frozen for an epoch."""
    return frequency_among(units(cell, in_step, led, policy, ()))


def _of_scripts(found: Units, in_step: Flags, script: NDArray[np.int64]) -> Numbers:
    """The programme of each unit: the script that most of its accounts in step work from; -1 for the rest."""
    programme = np.full(len(found), -1, np.intp)
    working = np.flatnonzero(in_step & (script >= 0))
    pair, many = np.unique(found.of_account[working].astype(np.int64) << 32 | script[working], return_counts=True)
    order = np.lexsort((pair, -many, pair >> 32))
    most = order[first_of_each(pair[order] >> 32)] if order.size else order
    units = (pair[most] >> 32).astype(np.intp)
    if units.size:
        apart = by_sides(found, units, (pair[most] & 0xFFFFFFFF).astype(np.intp))
        programme[units] = np.unique(apart, return_inverse=True)[1]
    return programme


def _of_cells(found: Units, programme: Numbers, frequency: Frequency, policy: Conduct) -> Numbers:
    """The same with cells that have a profile, joined where alike."""
    cells = np.flatnonzero(found.profiled & (programme < 0))
    joined = programme.copy()
    if len(cells):
        counts, walls = csr_array(found.counts[cells]), _walls(found, cells)
        joined[cells] = int(programme.max(initial=-1)) + 1 + gathered(counts, frequency, policy.programme_cosine, walls)
    return joined


def _walls(found: Units, cells: Numbers) -> list[Between]:
    """The walls that run between these cells, as places among them."""
    places: defaultdict[tuple[int, bool], list[int]] = defaultdict(list)
    for place, unit in enumerate(cells.tolist()):
        for side in found.stands(unit):
            places[side].append(place)
    return [
        (np.array(places[wall, True]), np.array(places[wall, False]))
        for wall, is_one in list(places)
        if is_one and (wall, False) in places
    ]


def _network(cell: Ints, found: Units, programme: Numbers) -> Ints:
    """Each account's network: its unit's programme, else its cell; named by the first account in it."""
    own = found.of_account
    joined = np.where(own >= 0, programme[own] if len(found) else -1, -1)
    beyond = int(programme.max(initial=-1)) + 1
    name = np.where(joined >= 0, joined, np.where(cell >= 0, beyond + cell, -1))
    known = np.flatnonzero(name >= 0)
    _, first, place = np.unique(name[known], return_index=True, return_inverse=True)
    network = np.full(len(cell), -1, np.int32)
    network[known] = known[first[place]]
    return network
