"""What do the accounts in the room share, and what would fall apart without it? Pure."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from graph.links.thresholds import FAMILIES
from graph.networks.holding import parts_without
from graph.risk.room import Ends, Room
from graph.risk.subjects import SharedValue
from graph.signals.kinds import Kind

VALUES_SHOWN = 40
WITHOUT_SHOWN = 6
HUB_SHARE = 0.3


def shared_values(room: Room, ends: Ends) -> tuple[SharedValue, ...]:
    """The values that tie members, strongest first, then groups that tie nobody; with what falls apart without each."""
    scene, order = room.derived.observed.scene, np.argsort(ends.value, kind="stable")
    values, starts = np.unique(ends.value[order], return_index=True)
    rows_of = np.split(order, starts[1:])
    found = [_shared_value(room, ends, value, rows) for value, rows in zip(values.tolist(), rows_of, strict=False)]
    found.sort(key=lambda value: (-value.bits, -value.accounts, value.kind, value.mask))
    by_key = {(value.kind, value.mask): number for value, number in zip(found, range(len(found)), strict=True)}
    numbers = {(Kind(int(scene.values.kind[v])).name.lower(), room.masks.get(v, "…")): v for v in values.tolist()}
    told = {place: numbers[key] for key, place in list(by_key.items())[:WITHOUT_SHOWN]}
    left = _without(room, list(told.values()))
    for place, value in told.items():
        found[place] = replace(found[place], without_it=fallen_apart(left.get(value, ())))
    return (*found[:VALUES_SHOWN], *_groups(room))


def _shared_value(room: Room, ends: Ends, value: int, rows: NDArray[np.intp]) -> SharedValue:
    """One value, from its rows among the ends."""
    scene = room.derived.observed.scene
    kind = Kind(int(scene.values.kind[value]))
    explained = bool(ends.explained[rows].all())
    return SharedValue(
        family=FAMILIES[int(ends.family[rows[0]])],
        kind=kind.name.lower(),
        mask=room.masks.get(value, "…"),
        accounts=room.holders[value],
        bits=0.0 if explained else round(float(ends.bits[rows][~ends.explained[rows]].max()), 3),
        one_in=float(scene.one_in[value]),
        first=int(ends.first[rows].min()),
        last=int(ends.last[rows].max()),
        explained_by=room.parties[int(ends.account[rows[0]])].organisation if explained else "",
    )


def _groups(room: Room) -> tuple[SharedValue, ...]:
    """Values above their hub limit that a good part of the members show: a fact, worth nothing."""
    near = room.near.scene
    held, policy = near.holdings, near.policy
    common = near.rarity.hub & (held.degree >= max(2, HUB_SHARE * len(room.members)))
    return tuple(
        SharedValue(
            family=FAMILIES[int(policy.family[near.values.kind[value]])],
            kind=Kind(int(near.values.kind[value])).name.lower(),
            mask=room.masks.get(int(room.near.values[value]), "…"),
            accounts=int(held.degree[value]),
            bits=0.0,
            one_in=float(near.one_in[value]),
            first=int(held.seen_from[held.at[value] : held.at[value + 1]].min()),
            last=int(held.seen_to[held.at[value] : held.at[value + 1]].max()),
            hub=True,
        )
        for value in np.flatnonzero(common).tolist()[:WITHOUT_SHOWN]
    )


def _without(room: Room, values: list[int]) -> dict[int, tuple[int, ...]]:
    """The parts that members would fall into without each value, if it holds any together."""
    if not values:
        return {}
    scene, numbers = room.near.scene, room.near.values
    if len(room.neighbours):
        scene = scene.among(np.searchsorted(room.near.accounts, room.members).astype(np.int32))
    place = dict(zip(values, np.searchsorted(numbers, values).tolist(), strict=True))
    left = parts_without(scene, place.values())
    return {value: left[number] for value, number in place.items() if number in left}


def fallen_apart(parts: Sequence[int]) -> str:
    """What would fall apart, in words; nothing to say of a single part."""
    alone = sum(part == 1 for part in parts)
    groups = [f"{part:,}" for part in parts if part > 1]
    if len(parts) < 2:
        return ""
    if not groups:
        return f"Without it all {alone:,} stand alone."
    said = f"{', '.join(groups[:-1])} and {groups[-1]}" if len(groups) > 1 else groups[0]
    rest = f"{' and ' if groups else ''}{alone:,} alone" if alone else ""
    return f"Without it they fall apart: {said} together{rest}."
