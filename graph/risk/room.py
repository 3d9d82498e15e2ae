"""Who is in the room? One network's accounts with their neighbours, and their ties seen from each side. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import pairwise
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.links.columns import kept, runs
from graph.links.scene import CloseUp, SideBySide
from graph.links.sightings import Holdings
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


@dataclass(frozen=True, slots=True, eq=False)
class Houses:
    """By dense account number, 0 for none: what makes accounts one party.

    `explaining` is the organisation that explains its own ties, `company` the verified one, which is one controller.
    """

    explaining: NDArray[np.int64]
    company: NDArray[np.int64]

    @classmethod
    def of(cls, parties: Mapping[int, PartyRow], accounts: int) -> Self:
        """From what the record says of the accounts looked at, of so many in all."""
        explaining, company = np.zeros(accounts, np.int64), np.zeros(accounts, np.int64)
        for number, row in parties.items():
            explaining[number] = row.entity if row.organisation else 0
            company[number] = row.entity if row.verified else 0
        return cls(explaining, company)


@dataclass(frozen=True, eq=False)
class Room:
    """One network's accounts: members first, then neighbours; and everything looked at for them.

    `near` is what everybody in the room shows.
    """

    name: str
    members: Numbers
    neighbours: Numbers
    near: CloseUp
    derived: Derived
    parties: Mapping[int, PartyRow]
    houses: Houses
    families: Mapping[int, tuple[str, float]]
    masks: Mapping[int, str]
    as_of: int
    pools: tuple[Pool, ...] = ()
    measures: tuple[Measured, ...] = ()

    @cached_property
    def accounts(self) -> Numbers:
        """Everybody in the room."""
        return np.concatenate([self.members, self.neighbours])

    @cached_property
    def holders(self) -> Mapping[int, int]:
        """How many accounts of the room hold each value."""
        return dict(zip(self.near.values.tolist(), self.near.scene.holdings.degree.tolist(), strict=True))

    @cached_property
    def _everybody(self) -> frozenset[int]:
        return frozenset(self.accounts.tolist())

    def leads_of(self, accounts: Numbers) -> NDArray[np.intp]:
        """The rows of lead counts that are about some accounts."""
        leads = self.derived.counts.leads
        begins, ends = np.searchsorted(leads.account, accounts), np.searchsorted(leads.account, accounts + 1)
        return runs(begins, ends - begins)

    @cached_property
    def own_families(self) -> frozenset[tuple[int, int]]:
        """Pairs of a verified organisation and a family that only its own accounts lead, of everybody there is."""
        company, leads = self.houses.company, self.derived.counts.leads
        rows = self.leads_of(self.accounts[company[self.accounts] > 0])
        families = len(self.derived.leaders)
        key = company[leads.account[rows]] * families + leads.family[rows]
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
        house = self.houses.explaining
        return one == other or (one in self._everybody and bool(house[one] > 0 and house[one] == house[other]))


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


def ends_of(side: SideBySide, member: NDArray[np.bool_], houses: Houses) -> list[Ends] | None:
    """For each group every pair's lines twice, once for each side that it charges; `member` by seat, else a neighbour.

    An organisation that explains its ties arrived when the first of its accounts did: a new colleague at an old desk
    is not charged with strangers who copied the desk in between. None: several groups are too many to unfold at once.
    """
    ties = case_ties(side.scene)
    if len(ties.left_out) and len(side.seats_at) > 2:
        return None
    pairs, lines = ties.pairs, ties.pairs.lines
    counts = (lines.value >= 0) & (lines.bits > 0)
    a, b = pairs.a[lines.pair], pairs.b[lines.pair]
    house = houses.explaining[side.accounts]
    same = (house[a] > 0) & (house[a] == house[b])
    a_first, b_first = _arrivals(side.scene.holdings, house, lines.value, (a, b))
    later_a = np.where(same, lines.a_first >= lines.b_first, a_first >= b_first)
    later_b = np.where(same, lines.b_first >= lines.a_first, b_first >= a_first)
    charged = [np.flatnonzero(counts & later_a & member[b]), np.flatnonzero(counts & later_b & member[a])]
    mine, theirs = np.concatenate([a[charged[0]], b[charged[1]]]), np.concatenate([b[charged[0]], a[charged[1]]])
    line = np.concatenate(charged)
    ends = Ends(
        account=side.accounts[mine],
        other=side.accounts[theirs],
        family=lines.family[line],
        value=side.values[lines.value[line]],
        bits=lines.bits[line],
        first=lines.first[line],
        last=lines.last[line],
        explained=same[line],
    )
    group = np.searchsorted(side.seats_at, mine, side="right") - 1
    order = np.argsort(group, kind="stable")
    at = np.searchsorted(group[order], np.arange(len(side.seats_at)))
    ends = kept(ends, order)
    return [kept(ends, slice(begin, end)) for begin, end in pairwise(at.tolist())]


def _arrivals(
    held: Holdings, own: NDArray[np.int64], value: Numbers, accounts: tuple[Numbers, Numbers]
) -> list[NDArray[np.int64]]:
    """When the house (`own`, by account) of each of two accounts first showed each value; below 0 is no value."""
    if not len(held):
        return [np.zeros(len(value), np.int64) for _ in accounts]
    # Accounts without a house stand for themselves; houses are numbered on from them.
    _, number = np.unique(own, return_inverse=True)
    house = np.where(own > 0, len(own) + number, np.arange(len(own)))[held.account]
    _, place = np.unique(held.value.astype(np.int64) * (2 * len(own) + 1) + house, return_inverse=True)
    first = np.full(len(held), np.iinfo(np.int64).max)
    np.minimum.at(first, place, held.seen_from)
    keys = held.value.astype(np.int64) * held.account_count + held.account
    edges = [np.searchsorted(keys, value.astype(np.int64) * held.account_count + account) for account in accounts]
    return [first[place[np.minimum(edge, len(held) - 1)]] for edge in edges]
