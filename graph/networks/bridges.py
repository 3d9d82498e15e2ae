"""Where does one value alone hold two halves together, and only by a thread? There a cell is cut.

In the bipartite graph of accounts and values (chunks), a value is an articulation vertex when its removal leaves
several parts (Hopcroft and Tarjan, 1973). Where such a part is large enough to stand by itself and only a small share
of it holds the value, the value's edges into that part are cut: the parts become neighbours. A value held by most of a
part is what the part is made of, and stays.
"""

from bisect import bisect_right
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from graph.links.thresholds import TiePolicy
from graph.networks.joining import Joints


def weak_edges(joints: Joints, component: NDArray[np.int32], policy: TiePolicy) -> NDArray[np.bool_]:
    """Which edges are cut. `component` by account; linear in the number of edges, without recursion."""
    cut = np.zeros(len(joints.account), np.bool_)
    for edges in _candidates(joints, component, policy.bridge_min_half):
        _Walk(joints, edges).mark(cut, policy)
    return cut


def _candidates(joints: Joints, component: NDArray[np.int32], min_half: int) -> Iterator[NDArray[np.intp]]:
    """Components that have room for two halves and hold together by more than one value."""
    if not len(joints.account):
        return
    of_edge = component[joints.account]
    order = np.argsort(of_edge, kind="stable")
    for edges in np.split(order, np.flatnonzero(np.diff(of_edge[order])) + 1):
        accounts, chunks = np.unique(joints.account[edges]), np.unique(joints.chunk[edges])
        if len(accounts) >= 2 * min_half and len(chunks) > 2 and len(edges) < len(accounts) * len(chunks):
            yield edges


class _Walk:
    """A depth-first walk over one component; accounts are 0…a-1, chunks a…a+c-1."""

    def __init__(self, joints: Joints, edges: NDArray[np.intp]) -> None:
        self.edges = edges
        accounts, account = np.unique(joints.account[edges], return_inverse=True)
        self.chunks, chunk = np.unique(joints.chunk[edges], return_inverse=True)
        self.accounts = len(accounts)
        self.may_be_bridge = joints.may_be_bridge[self.chunks]
        self.account, self.chunk = account, chunk + self.accounts
        size = self.accounts + len(self.chunks)
        both = np.concatenate([account, self.chunk]), np.concatenate([self.chunk, account])
        graph = coo_array((np.ones(2 * len(edges), np.int8), both), shape=(size, size)).tocsr()
        self.start, self.next = graph.indptr.tolist(), graph.indices.tolist()
        self.tin, self.low, self.held = [-1] * size, [0] * size, [0] * size
        self.children: list[list[int]] = [[] for _ in range(size)]
        self._number()

    def _number(self) -> None:
        tin, low, held, at = self.tin, self.low, self.held, list(self.start)
        stack, parent, clock = [0], {0: -1}, 0
        while stack:
            node = stack[-1]
            if tin[node] < 0:
                tin[node] = low[node] = clock
                held[node] = int(node < self.accounts)
                clock += 1
            if at[node] < self.start[node + 1]:
                other = self.next[at[node]]
                at[node] += 1
                if tin[other] < 0:
                    parent[other] = node
                    self.children[node].append(other)
                    stack.append(other)
                elif other != parent[node]:
                    low[node] = min(low[node], tin[other])
                continue
            stack.pop()
            if (up := parent[node]) >= 0:
                low[up] = min(low[up], low[node])
                held[up] += held[node]

    def mark(self, cut: NDArray[np.bool_], policy: TiePolicy) -> None:
        """Set the edges of weak bridges."""
        for index in np.flatnonzero(self.may_be_bridge):
            node = self.accounts + int(index)
            parts = [child for child in self.children[node] if self.low[child] >= self.tin[node]]
            if parts and len(parts) + int(node != 0) > 1:
                self._mark_around(node, parts, cut, policy)

    def _mark_around(self, node: int, parts: list[int], cut: NDArray[np.bool_], policy: TiePolicy) -> None:
        sizes = [self.held[part] for part in parts]
        sizes.append(self.accounts - sum(sizes))  # whatever is reached without passing through the value
        mine = np.flatnonzero(self.chunk == node)
        where = [self._part_of(node, int(account), parts) for account in self.account[mine]]
        holders = np.bincount(where, minlength=len(sizes))
        halves = [part for part, size in enumerate(sizes) if size >= policy.bridge_min_half]
        if len(halves) < 2:
            return
        weak = {part for part in halves if holders[part] <= policy.bridge_max_share * sizes[part]}
        cut[self.edges[mine[[part in weak for part in where]]]] = True

    def _part_of(self, node: int, account: int, parts: list[int]) -> int:
        """The part an account falls into when the value is gone; the last one is the rest."""
        if self.tin[account] < self.tin[node]:
            return len(parts)
        position = bisect_right([self.tin[part] for part in parts], self.tin[account]) - 1
        if position < 0:
            return len(parts)
        inside = self._is_under(account, node, parts[position])
        return position if inside else len(parts)

    def _is_under(self, account: int, node: int, part: int) -> bool:
        following = [self.tin[child] for child in self.children[node] if self.tin[child] > self.tin[part]]
        return not following or self.tin[account] < min(following)
