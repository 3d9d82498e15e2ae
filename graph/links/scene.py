"""What does every rule of identity look at? Holdings, their values, how rare these are, and the policy in force."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.links.columns import kept, runs
from graph.links.rarity import Rarity, freeze
from graph.links.sightings import Flags, Holdings, Ints, Sightings, Values, holdings
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
        accounts = np.unique(accounts).astype(np.int32)
        edges, held = self.edges_of(accounts), self.holdings
        values, value = np.unique(held.value[edges], return_inverse=True)
        lengths = held.start[edges + 1] - held.start[edges]
        spans = runs(held.start[edges], lengths)
        small = Holdings(
            account=np.searchsorted(accounts, held.account[edges]).astype(np.int32),
            value=value.astype(np.int32),
            start=np.concatenate(([0], np.cumsum(lengths))),
            first=held.first[spans],
            last=held.last[spans],
            at=np.searchsorted(value, np.arange(len(values) + 1)),
            account_count=len(accounts),
        )
        rarity = replace(self.rarity, degree=self.rarity.degree[values], hub=self.rarity.hub[values])
        return CloseUp(Scene(small, kept(self.values, values), rarity, self.policy), accounts, values)

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
