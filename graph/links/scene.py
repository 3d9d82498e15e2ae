"""What does every rule of identity look at? Holdings, their values, how rare these are, and the policy in force."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np

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
