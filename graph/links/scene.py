"""What does every rule of identity look at? Holdings, their values, how rare these are, and the policy in force."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.links.columns import kept, runs
from graph.links.rarity import Rarity, freeze
from graph.links.sightings import Flags, Holdings, Ints, Sightings, Times, Values, holdings
from graph.links.strength import Bits, caps, one_in, rarity_bits
from graph.links.thresholds import TiePolicy


@dataclass(frozen=True, eq=False)
class Scene:
    """Everything a rule may know, for everyone or for a part of the accounts, frozen."""

    holdings: Holdings
    values: Values
    rarity: Rarity
    policy: TiePolicy

    @classmethod
    def of(
        cls,
        sightings: Sightings,
        values: Values,
        policy: TiePolicy,
        *,
        account_count: int,
        rarity: Rarity | None = None,
    ) -> Self:
        """A scene from rows as stored; without a frozen `rarity`, these accounts are everyone and are counted now."""
        held = holdings(sightings, account_count=account_count, value_count=len(values))
        return cls(held, values, rarity or freeze(held, values, policy), policy)

    def only(self, edges: Flags) -> Self:
        """The same scene with a part of the edges; rarity stays what it is for everyone."""
        return replace(self, holdings=self.holdings.only(edges))

    def among(self, accounts: Ints) -> Self:
        """The same scene seen by the given accounts alone."""
        inside = np.zeros(self.holdings.account_count, np.bool_)
        inside[accounts] = True
        return self.only(inside[self.holdings.account])

    def edges_of(self, accounts: Ints) -> NDArray[np.intp]:
        """The edges of some accounts, in order; what it takes grows with them, not with everybody."""
        order, at = self._by_account
        return np.sort(order[runs(at[accounts], at[accounts + 1] - at[accounts])])

    def close_up(self, accounts: Ints) -> "CloseUp":
        """Some accounts and what they show, as a small scene numbered for itself."""
        return self.side_by_side([accounts]).group(0)

    def side_by_side(self, groups: Sequence[Ints]) -> "SideBySide":
        """Close-ups of many groups of accounts as one scene, in which nobody shares anything with another group.

        Whatever is asked of every group is asked once of all of them, however small each is.
        """
        groups = [np.unique(group) for group in groups]
        accounts = np.concatenate([*groups, np.zeros(0, np.int32)]).astype(np.int32)
        seats_at = _offsets([len(group) for group in groups])
        edges, seat, rows, value = self._rows_of(accounts, np.repeat(np.arange(len(groups)), np.diff(seats_at)))
        values, held = rows % max(len(self.values), 1), self.holdings
        lengths = held.start[edges + 1] - held.start[edges]
        spans = runs(held.start[edges], lengths)
        small = Holdings(
            account=seat.astype(np.int32),
            value=value.astype(np.int32),
            start=_offsets(lengths),
            first=held.first[spans],
            last=held.last[spans],
            at=np.searchsorted(value, np.arange(len(values) + 1)),
            account_count=len(accounts),
        )
        rarity = replace(self.rarity, degree=self.rarity.degree[values], hub=self.rarity.hub[values])
        values_at = np.searchsorted(rows, np.arange(len(groups) + 1) * len(self.values))
        scene = Scene(small, kept(self.values, values), rarity, self.policy)
        return SideBySide(scene, accounts, values.astype(np.int32), seats_at, values_at)

    def _rows_of(self, accounts: Ints, group: NDArray[np.intp]) -> tuple[NDArray[np.intp], ...]:
        """The edges of accounts with their seats, by (row, seat); a row is a value in a group, numbered in `rows`."""
        order, at = self._by_account
        count = at[accounts + 1] - at[accounts]
        edges, seat = order[runs(at[accounts], count)], np.repeat(np.arange(len(accounts)), count)
        key = group[seat] * len(self.values) + self.holdings.value[edges]
        sort = np.lexsort((seat, key))
        rows, value = np.unique(key[sort], return_inverse=True)
        return edges[sort], seat[sort], rows, value

    @cached_property
    def _by_account(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        order = np.argsort(self.holdings.account, kind="stable")
        return order, np.searchsorted(self.holdings.account[order], np.arange(self.holdings.account_count + 1))

    @cached_property
    def raw_bits(self) -> Bits:
        """Bits of each value before fading and cap, never below nothing."""
        return rarity_bits(self.values, self.rarity, self.policy).clip(min=0.0)

    @cached_property
    def caps(self) -> Bits:
        """The most each value can be worth."""
        return caps(self.values, self.policy)

    @cached_property
    def best_bits(self) -> Bits:
        """What each value is worth to two accounts seen at the same time."""
        return self.raw_bits.clip(max=self.caps)

    @cached_property
    def one_in(self) -> Bits:
        """One controller in so many shows each value."""
        return one_in(self.rarity)


@dataclass(frozen=True, slots=True, eq=False)
class CloseUp:
    """A small scene, and the numbers that its accounts and values have in the large one (both ascending)."""

    scene: Scene
    accounts: Ints
    values: Ints


@dataclass(frozen=True, slots=True, eq=False)
class SideBySide:
    """Close-ups of several groups in one scene: a *seat* is an account in a group, a row is a value in a group.

    `accounts` and `values` are the large scene's numbers by seat and by row. Group g has the seats
    `seats_at[g]:seats_at[g + 1]` and the rows `values_at[g]:values_at[g + 1]`.
    """

    scene: Scene
    accounts: Ints
    values: Ints
    seats_at: Times
    values_at: Times

    def group(self, number: int) -> CloseUp:
        """The close-up of one group, numbered for itself."""
        seats = slice(*self.seats_at[number : number + 2].tolist())
        rows = slice(*self.values_at[number : number + 2].tolist())
        held, rarity = self.scene.holdings, self.scene.rarity
        edges = slice(int(held.at[rows.start]), int(held.at[rows.stop]))
        spans = slice(int(held.start[edges.start]), int(held.start[edges.stop]))
        small = Holdings(
            account=held.account[edges] - np.int32(seats.start),
            value=held.value[edges] - np.int32(rows.start),
            start=held.start[edges.start : edges.stop + 1] - spans.start,
            first=held.first[spans],
            last=held.last[spans],
            at=held.at[rows.start : rows.stop + 1] - edges.start,
            account_count=seats.stop - seats.start,
        )
        scene = Scene(
            small,
            kept(self.scene.values, rows),
            replace(rarity, degree=rarity.degree[rows], hub=rarity.hub[rows]),
            self.scene.policy,
        )
        return CloseUp(scene, self.accounts[seats], self.values[rows])


def _offsets(lengths: Sequence[int] | Times) -> Times:
    """Where runs of the given lengths begin, and where the last one ends."""
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
