"""Which networks are looked at together? As many small ones as fit into one scene; a large one by itself. Pure."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graph.links.scene import CloseUp, Scene
from graph.risk.room import Ends, Houses, Numbers, ends_of

SEATS_AT_ONCE = 4_000

type Groups = Mapping[int, Numbers]


def seated(scene: Scene, members: Groups, neighbours: Groups, houses: Houses) -> Iterator[tuple[int, CloseUp, Ends]]:
    """Each network by label, in order: what its members and neighbours show, and its ties seen from each side."""
    for labels in _together(members, neighbours):
        yield from _seated(scene, labels, members, neighbours, houses)


def _together(members: Groups, neighbours: Groups) -> Iterator[list[int]]:
    """Labels in order, as many at once as have seats."""
    labels, taken = list[int](), 0
    for label, group in members.items():
        seats = len(group) + len(neighbours[label])
        if labels and taken + seats > SEATS_AT_ONCE:
            yield labels
            labels, taken = [], 0
        labels.append(label)
        taken += seats
    if labels:
        yield labels


def _seated(
    scene: Scene, labels: Sequence[int], members: Groups, neighbours: Groups, houses: Houses
) -> Iterator[tuple[int, CloseUp, Ends]]:
    side = scene.side_by_side([np.concatenate([members[label], neighbours[label]]) for label in labels])
    ends = ends_of(side, _is_member(side.accounts, side.seats_at, [members[label] for label in labels]), houses)
    if ends is None:
        for half in (labels[: len(labels) // 2], labels[len(labels) // 2 :]):
            yield from _seated(scene, half, members, neighbours, houses)
        return
    for number, label in enumerate(labels):
        yield label, side.group(number), ends[number]


def _is_member(accounts: Numbers, seats_at: NDArray[np.int64], members: Sequence[Numbers]) -> NDArray[np.bool_]:
    """By seat: a member of its group, or merely near it?"""
    width = int(accounts.max(initial=0)) + 1
    group = np.repeat(np.arange(len(members)), np.diff(seats_at))
    theirs = [number * width + group.astype(np.int64) for number, group in enumerate(members)]
    return np.isin(group * width + accounts, np.concatenate([*theirs, np.zeros(0, np.int64)]))
