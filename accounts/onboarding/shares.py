"""How much of the applicant may a party hold in the end, when shares are ranges or not known at all?

Direct shares are intervals (an unknown one is 0 to 100 %), and the shares of one company never exceed the whole. What a
party holds is the sum over all paths of the products along them. Its least is reached with every share at its lower
bound. Its most is the largest probability of reaching the party in an interval Markov chain whose states are companies
and whose steps go from a company to its owners, which policy iteration finds exactly: for given values each company
gives its room to the most valuable owners first, for given shares the values solve a linear system. Companies from
which the party is not reached, rings that own all of themselves among them, are worth nothing and leave the system, so
it always has one solution.

J. Filar and K. Vrieze, *Competitive Markov Decision Processes* (1997), chapter 2, for policy iteration. Pure.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from accounts.onboarding.claims import ClaimedStake, Claims

type Numbers = NDArray[np.float64]

WHOLE: Final = Decimal(100)
ROUNDING: Final = 1e-12
ROUNDS: Final = 500
PLACES: Final = Decimal("0.000001")


class Held(NamedTuple):
    """What a party holds in percent: at least and at most, to 0.000001."""

    least: Decimal
    most: Decimal


def undeclared(claims: Claims, owned: str = "") -> Held:
    """The part of a company in percent that no named owner holds, at least and at most."""
    stakes = claims.owners_of(owned)
    most = sum((stake.share_min or Decimal(0) for stake in stakes), Decimal(0))
    least = sum((WHOLE if stake.share_max is None else stake.share_max for stake in stakes), Decimal(0))
    return Held(max(Decimal(0), WHOLE - least), max(Decimal(0), WHOLE - most))


class Web:
    """Direct shares as two matrices (owner × company, 0..1), and what follows from them for one party at a time."""

    def __init__(self, stakes: Iterable[ClaimedStake]) -> None:
        """Stakes in a party and in the applicant (owned: the empty key); nobody else is known of."""
        self._stakes = list(stakes)
        keys = {"", *(stake.owner for stake in self._stakes), *(stake.owned for stake in self._stakes)}
        self._place = {key: number for number, key in enumerate(sorted(keys))}
        size = len(self._place)
        self._least, self._most = np.zeros((size, size)), np.zeros((size, size))
        for stake in self._stakes:
            at = self._place[stake.owner], self._place[stake.owned]
            self._least[at] = 0.0 if stake.share_min is None else float(stake.share_min) / 100
            self._most[at] = 1.0 if stake.share_max is None else float(stake.share_max) / 100
        # A company of which more than the whole is claimed is shared out in proportion.
        self._least /= np.maximum(self._least.sum(axis=0), 1.0)

    def held(self, party: str) -> Held:
        """What a party holds of the applicant in percent; nothing if it is not in the web."""
        place = self._place.get(party)
        if place is None:
            return Held(Decimal(0), Decimal(0))
        return Held(self._percent(self._values(self._least, place)), self._percent(self._largest(place)))

    def _percent(self, values: Numbers) -> Decimal:
        return Decimal(min(1.0, float(values[self._place[""]])) * 100).quantize(PLACES)

    def _largest(self, party: int) -> Numbers:
        """The largest value of every company, by policy iteration: a company changes only to gain."""
        shares = self._least
        values = self._values(shares, party)
        for _ in range(ROUNDS):
            better = self._shared_out(values)
            gains = values @ better > values @ shares + ROUNDING
            gains[party] = False
            if not gains.any():
                break
            shares = np.where(gains, better, shares)
            values = self._values(shares, party)
        return values

    def _shared_out(self, values: Numbers) -> Numbers:
        """Shares within their bounds that make each company worth the most: its room goes to the best owners first."""
        best_first = np.argsort(-values, kind="stable")
        least, most = self._least[best_first], np.maximum(self._most, self._least)[best_first]
        room = 1.0 - least.sum(axis=0)
        wanted = most - least
        before = np.cumsum(wanted, axis=0) - wanted
        given = np.empty_like(least)
        given[best_first] = least + np.clip(room - before, 0.0, wanted)
        return given

    def _values(self, shares: Numbers, party: int) -> Numbers:
        """What the party holds of each company, for exact shares: the least `v` with `v = Sᵀ v` and `v[party] = 1`."""
        inside = _reaching(shares, party)
        inside[party] = False
        values = np.zeros(len(self._place))
        values[party] = 1.0
        system = np.eye(int(inside.sum())) - shares[np.ix_(inside, inside)].T
        values[inside] = np.linalg.solve(system, shares[party, inside])
        return values


def _reaching(shares: Numbers, party: int) -> NDArray[np.bool_]:
    """The companies, and the party, from which a path of owners leads up to the party."""
    found = np.zeros(len(shares), dtype=bool)
    found[party] = True
    while True:
        wider = found | (shares[found] > 0).any(axis=0)
        if (wider == found).all():
            return found
        found = wider
