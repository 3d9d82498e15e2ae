"""Who was seen with which identifier, and when?

`Sightings` are rows as stored, several per account and value where days are kept apart. `Holdings` are the same rows
put in order: one edge per account and value, each with its disjoint spans of time. Everything above works on holdings.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.int32]
type Times = NDArray[np.int64]
type Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Sightings:
    """Rows (account, value, first, last): dense numbers, seconds since 1970 in UTC, `first <= last`.

    Account numbers ascend with the stored account ids, so that "the first account of a cell" means the same in a part
    as in the whole. `void` marks rows that tie nobody to this account: a card counts for nothing at the account whose
    payment was disputed and at its holder's, while everybody else who shares it stays tied to each other.
    """

    account: Ints
    value: Ints
    first: Times
    last: Times
    void: Flags | None = None

    def __post_init__(self) -> None:
        """Refuse columns of different length and rows that end before they begin."""
        lengths = {len(self.account), len(self.value), len(self.first), len(self.last)}
        if self.void is not None:
            lengths.add(len(self.void))
        if len(lengths) > 1:
            raise ValueError("sightings need columns of one length: account, value, first, last (and void)")
        if bool(np.any(self.first > self.last)):
            row = int(np.argmax(self.first > self.last))
            raise ValueError(f"sighting {row} ends before it begins; swap first and last")


@dataclass(frozen=True, slots=True, eq=False)
class Values:
    """The identifiers by dense number: kind, class of network (for addresses), dead or not, and a stable order.

    `dead` is a person's verdict that the value was planted: it ties nobody. `order` is taken from the keyed
    fingerprint, so that equal evidence is always told in the same order, whatever the numbering.
    """

    kind: NDArray[np.int8]
    network_class: NDArray[np.int8]
    dead: Flags
    order: NDArray[np.uint64]

    def __post_init__(self) -> None:
        """Refuse columns of different length."""
        if len({len(self.kind), len(self.network_class), len(self.dead), len(self.order)}) > 1:
            raise ValueError("values need columns of one length: kind, network_class, dead, order")

    def __len__(self) -> int:
        """How many values there are."""
        return len(self.kind)


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """One edge per account and value, sorted by (value, account), with its spans of time.

    Edge `e` holds spans `start[e]:start[e + 1]` of `first` and `last`, disjoint and in order. `at[v]:at[v + 1]` are the
    edges of value `v`. `account_count` is the number of dense accounts, with or without any sighting.
    """

    account: Ints
    value: Ints
    start: Times
    first: Times
    last: Times
    at: Times
    account_count: int

    def __len__(self) -> int:
        """How many edges there are."""
        return len(self.account)

    @property
    def seen_from(self) -> Times:
        """When each edge was first seen."""
        return self.first[self.start[:-1]]

    @property
    def seen_to(self) -> Times:
        """When each edge was last seen."""
        return self.last[self.start[1:] - 1]

    @property
    def degree(self) -> Times:
        """How many accounts hold each value."""
        return np.diff(self.at)

    def only(self, keep: Flags) -> Self:
        """The same holdings without the edges that are not kept."""
        lengths = np.diff(self.start)
        spans = np.repeat(keep, lengths)
        value = self.value[keep]
        return type(self)(
            account=self.account[keep],
            value=value,
            start=_starts(lengths[keep]),
            first=self.first[spans],
            last=self.last[spans],
            at=_starts(np.bincount(value, minlength=len(self.at) - 1)),
            account_count=self.account_count,
        )


def holdings(sightings: Sightings, *, account_count: int, value_count: int) -> Holdings:
    """Put sightings in order: void rows left out, overlapping spans of one account and value joined."""
    rows = _in_order(sightings, account_count=account_count, value_count=value_count)
    account, value, first, last = rows
    new_edge = _changes(value, account)
    edge = np.cumsum(new_edge) - 1
    reach = _running_end(last, edge)
    new_span = new_edge.copy()
    new_span[1:] |= first[1:] > reach[:-1]
    spans = np.flatnonzero(new_span)
    ends = np.append(spans[1:], len(first))[: len(spans)] - 1
    edges = np.flatnonzero(new_edge)
    return Holdings(
        account=account[edges],
        value=value[edges],
        start=_starts(np.bincount(edge[spans], minlength=len(edges))),
        first=first[spans],
        last=reach[ends],
        at=_starts(np.bincount(value[edges], minlength=value_count)),
        account_count=account_count,
    )


def _in_order(sightings: Sightings, *, account_count: int, value_count: int) -> tuple[Ints, Ints, Times, Times]:
    account, value, first, last = sightings.account, sightings.value, sightings.first, sightings.last
    for name, column, count in (("account", account, account_count), ("value", value, value_count)):
        if len(column) and (int(column.min()) < 0 or int(column.max()) >= count):
            worst = int(column.max()) if int(column.max()) >= count else int(column.min())
            raise ValueError(f"a sighting names {name} {worst}, but there are only {count}; number them densely")
    order = np.lexsort((first, value.astype(np.int64) * account_count + account))
    if sightings.void is not None and sightings.void.any():
        order = order[~_of_void_edges(sightings, sightings.void)[order]]
    return account[order], value[order], first[order], last[order]


def _of_void_edges(sightings: Sightings, void: Flags) -> Flags:
    """Every row of an account and value of which any row is void."""
    key = sightings.value.astype(np.int64) << 32 | sightings.account
    return np.isin(key, key[void])


def _changes(*columns: Ints) -> Flags:
    """Where a new combination begins in columns already sorted."""
    change = np.ones(len(columns[0]), np.bool_)
    if len(change):
        change[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return change


def _running_end(last: Times, edge: NDArray[np.intp]) -> Times:
    """The latest end so far within each edge."""
    if not len(last):
        return last
    floor = int(last.min())
    width = int(last.max()) - floor + 1
    return np.maximum.accumulate(last - floor + edge * width) - edge * width + floor


def _starts(lengths: NDArray[np.intp] | Times) -> Times:
    """Offsets of runs of the given lengths."""
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
