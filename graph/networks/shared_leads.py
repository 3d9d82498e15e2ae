"""What do accounts of one case ask alike? The prompt families that both of two accounts lead with. Pure.

Identity ties and conduct are kept apart: a family that two accounts lead with says what they do, not who they are. It
is worth the same to each of them, and distinct families add up.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Family:
    """A prompt family: its name, its bits, one unrelated account in so many uses it, how many accounts use it."""

    name: str
    bits: float
    one_in: float
    accounts: int


@dataclass(frozen=True, slots=True)
class Lead:
    """A family leads this share of an account's prompts, between two times in seconds since 1970."""

    account: int
    family: int
    share: float
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class SharedLead:
    """One family that two accounts lead with: the shares of their own prompts, and when either did."""

    family: Family
    shares: tuple[float, float]
    a_first: int
    b_first: int
    last: int

    @property
    def first(self) -> int:
        """When the first of them used it."""
        return min(self.a_first, self.b_first)


@dataclass(frozen=True, slots=True)
class Leads:
    """Who leads with what, by dense account number; families by any number."""

    families: Mapping[int, Family] = field(default_factory=dict)
    of: Mapping[int, Mapping[int, Lead]] = field(default_factory=dict)

    @classmethod
    def gathered(cls, families: Mapping[int, Family], leads: Iterable[Lead]) -> "Leads":
        """From rows in any order."""
        of: dict[int, dict[int, Lead]] = {}
        for lead in leads:
            of.setdefault(lead.account, {})[lead.family] = lead
        return cls(families, of)

    def both(self, a: int, b: int) -> list[SharedLead]:
        """The families that both lead with, strongest first."""
        mine, theirs = self.of.get(a, {}), self.of.get(b, {})
        shared = [_shared(self.families[number], mine[number], theirs[number]) for number in mine.keys() & theirs]
        return sorted(shared, key=lambda lead: (-lead.family.bits, -min(lead.shares), lead.family.name))

    def pair_bits(self, accounts: int) -> NDArray[np.float64]:
        """What the families that both lead with add up to, for each pair of the accounts 0 … accounts - 1."""
        column = {number: place for place, number in enumerate(self.families)}
        led = np.zeros((accounts, len(column)), np.float64)
        for account, leads in self.of.items():
            led[account, [column[number] for number in leads]] = 1.0
        worth = np.array([family.bits for family in self.families.values()], np.float64)
        total = (led * worth) @ led.T
        np.fill_diagonal(total, 0.0)
        return total


def _shared(family: Family, mine: Lead, theirs: Lead) -> SharedLead:
    return SharedLead(family, (mine.share, theirs.share), mine.first, theirs.first, max(mine.last, theirs.last))


def hours_overlap(one: Mapping[str, int], other: Mapping[str, int]) -> float:
    """Which part of two weeks' hours coincides, 0 to 1: the sum over the hours of the smaller of the two shares."""
    mine, theirs = max(1, sum(one.values())), max(1, sum(other.values()))
    return sum(min(one[hour] / mine, other[hour] / theirs) for hour in one.keys() & other)
