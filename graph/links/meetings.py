"""Which accounts met at which value, and how far apart in time?

A *meeting* is two accounts at one value. Meetings are unfolded for a case or a pair, never for everybody: the number
is counted first, and what would exceed the bound is left out by whole values, commonest first, and said.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.links.sightings import Flags, Holdings, Ints, Times

type Edges = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """One entry for each pair of accounts (`a < b`) and value they share; times in seconds.

    `gap` lies between their nearest sightings (0: they overlap); `a_first`, `b_first` tell who came later; `first` and
    `last` span both accounts' sightings of the value.
    """

    a: Ints
    b: Ints
    value: Ints
    gap: Times
    a_first: Times
    b_first: Times
    first: Times
    last: Times

    def __len__(self) -> int:
        return len(self.a)

    @classmethod
    def of_edges(cls, holdings: Holdings, left: Edges, right: Edges) -> Self:
        """Meetings of given pairs of edges, each pair at one value with the lower account left."""
        seen_from, seen_to = holdings.seen_from, holdings.seen_to
        return cls(
            a=holdings.account[left],
            b=holdings.account[right],
            value=holdings.value[left],
            gap=gaps(holdings, left, right),
            a_first=seen_from[left],
            b_first=seen_from[right],
            first=np.minimum(seen_from[left], seen_from[right]),
            last=np.maximum(seen_to[left], seen_to[right]),
        )


def unfold(holdings: Holdings, values: Flags, *, limit: int) -> tuple[Meetings, Ints]:
    """All meetings at the given values, and the values left out because they would lead beyond the limit."""
    degree = np.where(values, holdings.degree, 0)
    pairs = degree * (degree - 1) // 2
    rarest_first = np.lexsort((np.arange(len(pairs)), pairs))
    # Values of equal size stand or fall together, so that what is left out does not depend on their numbering.
    within = np.searchsorted(np.cumsum(pairs[rarest_first]), limit, side="right")
    largest = pairs[rarest_first[within]] if within < len(pairs) else np.iinfo(np.int64).max
    left_out = np.flatnonzero((pairs > 0) & (pairs >= largest)).astype(np.int32)
    return Meetings.of_edges(holdings, *_pairs_of_edges(holdings, values & (pairs < largest))), left_out


def _pairs_of_edges(holdings: Holdings, values: Flags) -> tuple[Edges, Edges]:
    """Every edge with every later edge of the same value."""
    edges = np.flatnonzero(values[holdings.value])
    following = holdings.at[holdings.value[edges] + 1] - edges - 1
    left = np.repeat(edges, following)
    step = np.arange(len(left)) - np.repeat(np.cumsum(following) - following, following)
    return left, left + 1 + step


def gaps(holdings: Holdings, left: Edges, right: Edges) -> Times:
    """Seconds between the nearest sightings of each pair of edges; 0 where their spans of time touch."""
    single = (np.diff(holdings.start) == 1)[left] & (np.diff(holdings.start) == 1)[right]
    gap = np.empty(len(left), np.int64)
    a, b = holdings.start[left[single]], holdings.start[right[single]]
    gap[single] = _apart(holdings.first[a], holdings.last[a], holdings.first[b], holdings.last[b])
    several = np.flatnonzero(~single)
    gap[several] = _nearest(holdings, left[several], right[several])
    return gap


def _apart(first: Times, last: Times, other_first: Times, other_last: Times) -> Times:
    apart: Times = np.maximum(other_first - last, first - other_last).clip(min=0)
    return apart


def _nearest(holdings: Holdings, left: Edges, right: Edges) -> Times:
    """The least gap over all spans of the left edge, each against the spans of the right edge around it.

    Spans of an edge are disjoint and in order, so the nearest one is the last to begin before the span ends, or the
    next. All are found in one bisection of (edge, time).
    """
    if not len(left):
        return np.empty(0, np.int64)
    lengths = np.diff(holdings.start)[left]
    pair = np.repeat(np.arange(len(left)), lengths)
    begins = np.cumsum(lengths) - lengths
    span = holdings.start[left][pair] + np.arange(len(pair)) - begins[pair]
    other = right[pair]
    found = _last_begun(holdings, other, holdings.last[span])
    gap = np.full(len(pair), np.iinfo(np.int64).max)
    for candidate in (found, found + 1):
        known = (candidate >= holdings.start[other]) & (candidate < holdings.start[other + 1])
        at, mine = candidate[known], span[known]
        apart = _apart(holdings.first[mine], holdings.last[mine], holdings.first[at], holdings.last[at])
        gap[known] = np.minimum(gap[known], apart)
    least: Times = np.minimum.reduceat(gap, begins)
    return least


def _last_begun(holdings: Holdings, edge: Edges, time: Times) -> NDArray[np.int64]:
    """The last span of each edge that begins at or before a time; one before its first span if none does."""
    floor = int(holdings.first.min())
    width = int(holdings.last.max()) - floor + 2
    edge_of_span = np.repeat(np.arange(len(holdings)), np.diff(holdings.start))
    key = edge_of_span * width + (holdings.first - floor)
    return np.searchsorted(key, edge * width + (time - floor), side="right") - 1
