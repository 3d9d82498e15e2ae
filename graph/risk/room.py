"""Who is in the room? One network's accounts with their neighbours, and their ties seen from each side. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.links.scene import CloseUp
from graph.links.ties import case_ties
from graph.networks.building import Derived

type Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class PartyRow:
    """What the record says of an account; `organisation` explains ties inside it, if it is verified and declared so."""

    account: str
    company: str
    entity: int
    organisation: str
    established_payer: bool
    verified: bool
    created_at: datetime


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
    """Every pair's lines twice, once for each side that it charges."""
    near = room.near
    pairs = case_ties(near.scene).pairs
    lines = pairs.lines
    counts = (lines.value >= 0) & (lines.bits > 0)
    a, b = near.accounts[pairs.a[lines.pair]], near.accounts[pairs.b[lines.pair]]
    sides = [(a, b, counts & (lines.a_first >= lines.b_first)), (b, a, counts & (lines.b_first >= lines.a_first))]
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


def _explained(room: Room, account: Numbers, other: Numbers) -> NDArray[np.bool_]:
    """Both belong to one organisation that explains its own ties."""
    organisation = np.zeros(int(room.accounts.max(initial=0)) + 1, np.int64)
    for number in room.accounts.tolist():
        row = room.parties[number]
        organisation[number] = row.entity if row.organisation else 0
    same: NDArray[np.bool_] = (organisation[account] > 0) & (organisation[account] == organisation[other])
    return same
