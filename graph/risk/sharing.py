"""What do the accounts in the room share, and what would fall apart without it? Pure."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph.links.scene import Scene
from graph.links.thresholds import FAMILIES
from graph.networks.cells import cells
from graph.risk.room import Ends, Numbers, Room, holders_of
from graph.risk.subjects import SharedValue
from graph.signals.kinds import Kind

VALUES_SHOWN = 40
WITHOUT_SHOWN = 6
WITHOUT_MEMBERS = 2_000
HUB_SHARE = 0.3


def shared_values(room: Room, ends: Ends) -> tuple[SharedValue, ...]:
    """The values that tie members, strongest first, then groups that tie nobody; with what falls apart without each."""
    scene, holders = room.derived.observed.scene, holders_of(room)
    values = np.unique(ends.value)
    found = [_shared_value(room, ends, value, int(holders[value])) for value in values.tolist()]
    found.sort(key=lambda value: (-value.bits, -value.accounts, value.kind, value.mask))
    by_key = {(value.kind, value.mask): number for value, number in zip(found, range(len(found)), strict=True)}
    numbers = {(Kind(int(scene.values.kind[v])).name.lower(), room.masks.get(v, "…")): v for v in values.tolist()}
    for key, place in list(by_key.items())[:WITHOUT_SHOWN]:
        found[place] = replace(found[place], without_it=without(room, numbers[key]))
    return (*found[:VALUES_SHOWN], *_groups(room, holders))


def _shared_value(room: Room, ends: Ends, value: int, accounts: int) -> SharedValue:
    scene, rows = room.derived.observed.scene, np.flatnonzero(ends.value == value)
    kind = Kind(int(scene.values.kind[value]))
    explained = bool(ends.explained[rows].all())
    return SharedValue(
        family=FAMILIES[int(ends.family[rows[0]])],
        kind=kind.name.lower(),
        mask=room.masks.get(value, "…"),
        accounts=accounts,
        bits=0.0 if explained else round(float(ends.bits[rows][~ends.explained[rows]].max()), 3),
        one_in=float(scene.one_in[value]),
        first=int(ends.first[rows].min()),
        last=int(ends.last[rows].max()),
        explained_by=room.parties[int(ends.account[rows[0]])].organisation if explained else "",
    )


def _groups(room: Room, holders: NDArray[np.int64]) -> tuple[SharedValue, ...]:
    """Values above their hub limit that a good part of the members show: a fact, worth nothing."""
    scene = room.derived.observed.scene
    common = scene.rarity.hub & (holders >= max(2, HUB_SHARE * len(room.members)))
    held = scene.holdings
    return tuple(
        SharedValue(
            family=FAMILIES[int(scene.policy.family[scene.values.kind[value]])],
            kind=Kind(int(scene.values.kind[value])).name.lower(),
            mask=room.masks.get(value, "…"),
            accounts=int(holders[value]),
            bits=0.0,
            one_in=float(scene.one_in[value]),
            first=int(held.seen_from[held.at[value] : held.at[value + 1]].min()),
            last=int(held.seen_to[held.at[value] : held.at[value + 1]].max()),
            hub=True,
        )
        for value in np.flatnonzero(common).tolist()[:WITHOUT_SHOWN]
    )


def without(room: Room, value: int) -> str:
    """What would fall apart if nobody had shown this value."""
    scene: Scene = room.derived.observed.scene.among(room.members)
    if len(room.members) > WITHOUT_MEMBERS or not scene.policy.joins_cells[scene.values.kind[value]]:
        return ""
    parts = _parts(scene, room.members), _parts(scene.only(scene.holdings.value != value), room.members)
    more = parts[1] - parts[0]
    return f"Without it {more} more part{'' if more == 1 else 's'} would stand alone." if more > 0 else ""


def _parts(scene: Scene, members: Numbers) -> int:
    label = cells(scene).label[members]
    return len(np.unique(label[label >= 0])) + int((label < 0).sum())
