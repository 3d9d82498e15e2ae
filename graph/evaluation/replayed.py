"""What did a replay leave to be measured? Columns by dense account number, in the order of the accounts' ids.

Pure. Levels are places in `LEVELS` (0 clear … 3 limit); days are ordinals (`date.toordinal`), 0 means never.
"""

from dataclasses import dataclass, field
from datetime import date

import numpy as np
from numpy.typing import NDArray

type Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Activity:
    """How many exchanges an account made on a day: one row each."""

    account: Ints
    day: Ints
    exchanges: Ints

    def totals(self, accounts: int) -> Ints:
        """Exchanges by account."""
        return np.bincount(self.account, self.exchanges, accounts).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Which account showed which identifier: one row for each pair, none twice."""

    account: Ints
    value: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Replayed:
    """Everybody at the end of a replay, and when they first got how far.

    `network` is a number per network, -1 for none; `first[n, k]` the day on which account n first was at level k + 1 or
    above.
    """

    names: list[str]
    level: Ints
    network: Ints
    first: Ints
    activity: Activity
    shown: Shown
    # Of victims: bits with the attackers there and without them.
    moved: dict[str, tuple[float, float]] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many accounts there were."""
        return len(self.names)


def day_of(ordinal: int) -> str | None:
    """`2026-09-01`; None for never."""
    return date.fromordinal(ordinal).isoformat() if ordinal else None
