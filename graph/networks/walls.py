"""How is a cell split where a person said "not the same actor"? Each account goes with the side it is nearer to.

A wall is two sets of accounts. Where both stand in one component, a walk starts from both sets at once, breadth first;
every account and value belongs to the side that reaches it first (the first side, when both do), and edges between
sides are cut. No account of one side ever shares a cell with one of the other.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from graph.networks.joining import Joints

type Sides = frozenset[tuple[int, bool]]
"""On which side of which walls somebody stands; groups stand wherever one of them stands."""
NO_SIDE: Sides = frozenset()


class Wall(NamedTuple):
    """Two sides, as sets of dense account numbers."""

    one: frozenset[int]
    other: frozenset[int]


def wall_edges(joints: Joints, component: NDArray[np.int32], wall: Wall) -> NDArray[np.bool_]:
    """Which edges the wall cuts; none where the two sides are apart already."""
    cut = np.zeros(len(joints.account), np.bool_)
    one, other = _sides(wall)
    both = np.intersect1d(component[one], component[other])
    if not len(both):
        return cut
    edges = np.flatnonzero(np.isin(component[joints.account], both))
    side_of_account, side_of_chunk = _reach(joints, edges, one, other)
    cut[edges] = side_of_account[joints.account[edges]] != side_of_chunk[joints.chunk[edges]]
    return cut


def _sides(wall: Wall) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    one = np.array(sorted(wall.one), np.int64)
    return one, np.array(sorted(wall.other - wall.one), np.int64)


def _reach(
    joints: Joints, edges: NDArray[np.intp], one: NDArray[np.int64], other: NDArray[np.int64]
) -> tuple[NDArray[np.int8], NDArray[np.int8]]:
    account, chunk = joints.account[edges], joints.chunk[edges]
    of_account = np.full(joints.account_count, -1, np.int8)
    of_chunk = np.full(len(joints.value), -1, np.int8)
    of_account[other], of_account[one] = 1, 0
    while True:
        before = int((of_account >= 0).sum() + (of_chunk >= 0).sum())
        _spread(of_account, account, of_chunk, chunk)
        _spread(of_chunk, chunk, of_account, account)
        if int((of_account >= 0).sum() + (of_chunk >= 0).sum()) == before:
            return of_account, of_chunk


def _spread(
    known: NDArray[np.int8], from_node: NDArray[np.int32], reached: NDArray[np.int8], to_node: NDArray[np.int32]
) -> None:
    """One step from known nodes to those nobody has reached; side 0 wins a tie."""
    open_edges = (known[from_node] >= 0) & (reached[to_node] < 0)
    for side in (1, 0):
        reached[to_node[open_edges & (known[from_node] == side)]] = side


def sides_of(walls: Sequence[Wall]) -> dict[int, Sides]:
    """The sides each account stands on; accounts that no wall names are left out."""
    sides: defaultdict[int, set[tuple[int, bool]]] = defaultdict(set)
    for number, wall in enumerate(walls):
        for account in wall.one:
            sides[account].add((number, True))
        for account in wall.other - wall.one:
            sides[account].add((number, False))
    return {account: frozenset(stands) for account, stands in sides.items()}


def apart(one: Sides, other: Sides) -> bool:
    """Whether a wall stands between two."""
    small, large = sorted((one, other), key=len)
    return any((number, not side) in large for number, side in small)
