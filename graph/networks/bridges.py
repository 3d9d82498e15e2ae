"""Where does one value alone hold two halves together, and only by a thread? There a cell is cut.

In the bipartite graph of accounts and values (chunks), a value is an articulation vertex when its removal leaves
several parts (Hopcroft and Tarjan, 1973). Where at least two parts are large enough to stand by themselves
(`bridge_min_half`), the value's edges are cut into each of them of which only a small share (`bridge_max_share`) holds
it: the parts become neighbours. A value held by most of a part is what the part is made of, and stays. All values are
judged at once, on the evidence as it stands, so that no order of cutting matters.

The walk itself is a loop over the edges that need one; all else is done for every component at once, in arrays.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from graph.links.sightings import Flags, Ints
from graph.links.thresholds import TiePolicy
from graph.networks.joining import Joints
from kycrisk.lib.distinct import each_once

type Numbers = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Walk:
    """A depth-first walk: by node the position it was `found` at, the `end` of what was found under it, and its parent.

    What was found under a node stands at positions `found[node]:end[node]`; nodes themselves in `order`.
    """

    order: Numbers
    found: Numbers
    end: Numbers
    parent: Numbers


def weak_edges(joints: Joints, component: Ints, policy: TiePolicy) -> Flags:
    """Which edges are cut. `component` by account; linear in the number of edges, without recursion."""
    cut = np.zeros(len(joints.account), np.bool_)
    edges = _candidates(joints, component, policy.bridge_min_half)
    if len(edges):
        part, size = parts(joints.account[edges], joints.chunk[edges])
        thread = _weak(joints.chunk[edges], part, size, policy)
        cut[edges] = thread & joints.may_be_bridge[joints.chunk[edges]]
    return cut


def _candidates(joints: Joints, component: Ints, least_half: int) -> Numbers:
    """Edges of components that have room for two halves and something in each to hold it, besides the thread."""
    accounts = np.bincount(component, minlength=1)
    of_chunk = np.zeros(len(joints.value), np.int32)
    of_chunk[joints.chunk] = component[joints.account]
    chunks = np.bincount(of_chunk, minlength=len(accounts))
    room = (accounts >= 2 * least_half) & (chunks > 2)
    return np.flatnonzero(room[component[joints.account]])


def _weak(chunk: Ints, part: Numbers, size: Numbers, policy: TiePolicy) -> Flags:
    """Edges into halves that only a thread holds, of chunks that hold at least two halves."""
    width = int(part.max()) + 1
    pair, row, holders = np.unique(chunk * np.int64(width) + part, return_inverse=True, return_counts=True)
    is_half = size >= policy.bridge_min_half
    halves = np.bincount(each_once(pair[row[is_half]]) // width, minlength=int(chunk.max()) + 1)
    weak: Flags = is_half & (halves[chunk] >= 2) & (holders[row] <= policy.bridge_max_share * size)
    return weak


def parts(account: Ints, chunk: Ints) -> tuple[Numbers, Numbers]:
    """For each edge: which part its account would fall into without the chunk, and how many accounts that part has.

    Parts are numbered so that edges of one chunk with one number fall into one part.
    """
    _, row = np.unique(account, return_inverse=True)
    _, column = np.unique(chunk, return_inverse=True)
    accounts = int(row.max()) + 1
    node = column + accounts
    size = accounts + int(column.max()) + 1
    both = (np.concatenate([row, node]), np.concatenate([node, row]))
    graph = coo_array((np.ones(2 * len(row), np.int8), both), shape=(size, size)).tocsr()
    walk = _walk(graph.indptr, graph.indices)
    before = np.concatenate(([0], np.cumsum(walk.order < accounts)))
    under = before[walk.end] - before[walk.found]
    child = np.flatnonzero(walk.parent >= accounts)
    apart = child[_cut_off(walk, graph.indptr, graph.indices, child)]
    rest = _component_size(walk, under) - np.bincount(walk.parent[apart], under[apart], minlength=size)
    below = _child_towards(walk, node, row, child)
    inside = (below >= 0) & np.isin(below, apart)
    # 0 is the part that is reached without going through the chunk's own branches.
    return np.where(inside, below + 1, 0), np.where(inside, under[below], rest[node]).astype(np.intp)


def _walk(start: NDArray[np.int32], neighbours: NDArray[np.int32]) -> Walk:
    """Walk every component depth first, from its lowest node."""
    size = len(start) - 1
    at, stop, onward = start[:-1].tolist(), start[1:].tolist(), neighbours.tolist()
    found, end, parent = [-1] * size, [0] * size, [-1] * size
    order: list[int] = []
    for root in range(size):
        if found[root] >= 0:
            continue
        found[root] = len(order)
        order.append(root)
        path = [root]
        while path:
            node = path[-1]
            position, last = at[node], stop[node]
            while position < last and found[onward[position]] >= 0:
                position += 1
            at[node] = position
            if position == last:
                end[node] = len(order)
                path.pop()
                continue
            step = onward[position]
            parent[step] = node
            found[step] = len(order)
            order.append(step)
            path.append(step)
    return Walk(*(np.array(column, np.intp) for column in (order, found, end, parent)))


def _cut_off(walk: Walk, start: NDArray[np.int32], neighbours: NDArray[np.int32], child: Numbers) -> Flags:
    """Which children have, in all that was found under them, no edge to anything found before their parent."""
    reach = np.minimum.reduceat(walk.found[neighbours], start[:-1])[walk.order]
    least = _least_between(reach, walk.found[child], walk.end[child])
    alone: Flags = least >= walk.found[walk.parent[child]]
    return alone


def _least_between(values: Numbers, start: Numbers, end: Numbers) -> Numbers:
    """The least of `values[start:end]` for many ranges: each is covered by two overlapping powers of two."""
    level = np.frexp((end - start).astype(np.float64))[1] - 1
    least = np.empty(len(start), np.intp)
    table = values
    for power in range(int(level.max(initial=-1)) + 1):
        asked = level == power
        least[asked] = np.minimum(table[start[asked]], table[end[asked] - (1 << power)])
        table = np.minimum(table[: max(len(table) - (1 << power), 0)], table[1 << power :])
    return least


def _component_size(walk: Walk, under: Numbers) -> Numbers:
    """For each node, how many accounts its component has: its root is the last one found at or before it."""
    roots = np.sort(walk.found[walk.parent < 0])
    root = walk.order[roots[np.searchsorted(roots, walk.found, side="right") - 1]]
    return under[root]


def _child_towards(walk: Walk, node: Numbers, row: Numbers, child: Numbers) -> Numbers:
    """For each edge, the chunk's child under which its account was found; -1 if it was found before the chunk."""
    size = len(walk.order)
    keys = walk.found[walk.parent[child]] * size + walk.found[child]
    order = np.argsort(keys)
    at = np.searchsorted(keys[order], walk.found[node] * size + walk.found[row], side="right") - 1
    towards = child[order][np.maximum(at, 0)] if len(child) else np.zeros(len(node), np.intp)
    return np.where((walk.found[row] > walk.found[node]) & (at >= 0), towards, -1)
