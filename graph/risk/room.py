"""Who is in the room? One network's accounts with their neighbours, and their ties seen from each side. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.links.columns import runs
from graph.links.scene import CloseUp
from graph.links.ties import case_ties
from graph.networks.building import Derived
from graph.networks.pools import Pool
from graph.risk.pool_reference import Measured

type Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What the record says of an account; `organisation` explains ties inside it, if it is verified and declared so.

    `speaks_alone`: its verified organisation is small enough, or declared so, that a way of asking may be its own.
    `disowned`: how many of its payments the holder of the card said were not theirs.
    """

    account: str
    company: str
    entity: int
    organisation: str
    established_payer: bool
    verified: bool
    created_at: datetime
    spoken_for: str = ""
    speaks_alone: bool = False
    disowned: int = 0


@dataclass(frozen=True, eq=False)
class Room:
    """One network's accounts: members first, then neighbours; and everything looked at for them."""

    name: str
    members: Numbers
    neighbours: Numbers
    derived: Derived
    parties: Mapping[int, PartyRow]
    families: Mapping[int, tuple[str, float]]
    masks: Mapping[int, str]
    as_of: int
    pools: tuple[Pool, ...] = ()
    measures: tuple[Measured, ...] = ()

    @property
    def accounts(self) -> Numbers:
        """Everybody in the room."""
        return np.concatenate([self.members, self.neighbours])

    @cached_property
    def near(self) -> CloseUp:
        """What everybody in the room shows."""
        return self.derived.observed.scene.close_up(self.accounts)

    @cached_property
    def holders(self) -> Mapping[int, int]:
        """How many accounts of the room hold each value."""
        return dict(zip(self.near.values.tolist(), self.near.scene.holdings.degree.tolist(), strict=True))

    @cached_property
    def house(self) -> NDArray[np.int64]:
        """By dense account number: the organisation that explains its own ties, 0 for everybody else."""
        return self._entities(lambda row: bool(row.organisation))

    @cached_property
    def company(self) -> NDArray[np.int64]:
        """By dense account number: its verified organisation, which is one controller; 0 without one."""
        return self._entities(lambda row: row.verified)

    def _entities(self, counts: Callable[[PartyRow], bool]) -> NDArray[np.int64]:
        entities = np.zeros(int(self.accounts.max(initial=0)) + 1, np.int64)
        for number in self.accounts.tolist():
            row = self.parties[number]
            entities[number] = row.entity if counts(row) else 0
        return entities

    def leads_of(self, accounts: Numbers) -> NDArray[np.intp]:
        """The rows of lead counts that are about some accounts."""
        leads = self.derived.counts.leads
        begins, ends = np.searchsorted(leads.account, accounts), np.searchsorted(leads.account, accounts + 1)
        return runs(begins, ends - begins)

    @cached_property
    def own_families(self) -> frozenset[tuple[int, int]]:
        """Pairs of a verified organisation and a family that only its own accounts lead, of everybody there is."""
        leads, rows = self.derived.counts.leads, self.leads_of(self.accounts[self.company[self.accounts] > 0])
        families = len(self.derived.leaders)
        key = self.company[leads.account[rows]] * families + leads.family[rows]
        pair, leaders = np.unique(key, return_counts=True)
        alone = pair[leaders == self.derived.leaders[pair % families]]
        return frozenset(zip((alone // families).tolist(), (alone % families).tolist(), strict=True))

    @cached_property
    def led_in_step(self) -> Mapping[int, int]:
        """By prompt family: how many members in step lead with it."""
        rows = self.leads_of(self.members[self.derived.evidence.in_step[self.members]])
        family, leaders = np.unique(self.derived.counts.leads.family[rows], return_counts=True)
        return dict(zip(family.tolist(), leaders.tolist(), strict=True))

    def same_house(self, one: int, other: int) -> bool:
        """Are these one account, or two of one organisation that explains its own ties?"""
        inside = 0 <= one < len(self.house) and 0 <= other < len(self.house)
        return one == other or (inside and self.house[one] > 0 and bool(self.house[one] == self.house[other]))


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Ties seen from each side: what charges `account`, who came to the value later than the member `other`."""

    account: Numbers
    other: Numbers
    family: NDArray[np.int8]
    value: Numbers
    bits: NDArray[np.float64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    explained: NDArray[np.bool_]


def ends_of(room: Room) -> Ends:
    """Every pair's lines twice, once for each side that it charges.

    An organisation that explains its ties arrived when the first of its accounts did: a new colleague at an old desk
    is not charged with strangers who copied the desk in between.
    """
    near = room.near
    pairs = case_ties(near.scene).pairs
    lines = pairs.lines
    counts = (lines.value >= 0) & (lines.bits > 0)
    small_a, small_b = pairs.a[lines.pair], pairs.b[lines.pair]
    a_first, b_first = _arrivals(room, lines.value, small_a), _arrivals(room, lines.value, small_b)
    a, b = near.accounts[small_a], near.accounts[small_b]
    same = _explained(room, a, b)
    later_a = np.where(same, lines.a_first >= lines.b_first, a_first >= b_first)
    later_b = np.where(same, lines.b_first >= lines.a_first, b_first >= a_first)
    sides = [(a, b, counts & later_a), (b, a, counts & later_b)]
    parts = []
    for mine, theirs, charged in sides:
        keep = charged & np.isin(theirs, room.members)
        parts.append((mine[keep], theirs[keep], np.flatnonzero(keep)))
    account, other, line = (np.concatenate([part[n] for part in parts]) for n in range(3))
    return Ends(
        account=account,
        other=other,
        family=lines.family[line],
        value=near.values[lines.value[line]],
        bits=lines.bits[line],
        first=lines.first[line],
        last=lines.last[line],
        explained=_explained(room, account, other),
    )


def _arrivals(room: Room, value: Numbers, account: Numbers) -> NDArray[np.int64]:
    """When each account's house first showed each value, both numbered as in the close-up; below 0 is no value."""
    held = room.near.scene.holdings
    if not len(held):
        return np.zeros(len(value), np.int64)
    own = room.house[room.near.accounts]
    # Accounts without a house stand for themselves; houses are numbered on from them.
    _, number = np.unique(own, return_inverse=True)
    house = np.where(own > 0, len(own) + number, np.arange(len(own)))[held.account]
    _, place = np.unique(held.value.astype(np.int64) * (2 * len(own) + 1) + house, return_inverse=True)
    first = np.full(len(held), np.iinfo(np.int64).max)
    np.minimum.at(first, place, held.seen_from)
    keys = held.value.astype(np.int64) * held.account_count + held.account
    edge = np.searchsorted(keys, value.astype(np.int64) * held.account_count + account)
    return first[place[np.minimum(edge, len(held) - 1)]]


def _explained(room: Room, account: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Both belong to one organisation that explains its own ties."""
    same: NDArray[np.bool_] = (room.house[account] > 0) & (room.house[account] == room.house[other])
    return same
