"""Which accounts are held together by what others cannot write onto them? Components, cut at weak bridges and walls.

Deterministic: cells are numbered by their first account, whatever the order of the sightings; deriving a closed part of
the population gives the cells it would have in the whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph.links.scene import Scene
from graph.networks.bridges import weak_edges
from graph.networks.joining import Joints, joints
from graph.networks.walls import Wall, wall_edges


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """`label` by account: the dense number of its first account, -1 for an account alone."""

    label: NDArray[np.int32]


def cells(scene: Scene, walls: Sequence[Wall] = ()) -> Cells:
    """The cells of everybody at hand; walls are pairs of account sets that a person told apart."""
    found = joints(scene)
    found = found.only(~weak_edges(found, components(found), scene.policy))
    component = components(found)
    for wall in walls:
        crossing = wall_edges(found, component, wall)
        if crossing.any():
            found = found.only(~crossing)
            component = components(found)
    return Cells(_alone_is_minus_one(component))


def components(joints: Joints) -> NDArray[np.int32]:
    """By account: the first account of its component."""
    chunks = len(joints.value)
    size = joints.account_count + chunks
    edges = joints.account, joints.chunk + joints.account_count
    graph = coo_array((np.ones(len(joints.account), np.int8), edges), shape=(size, size))
    label = connected_components(graph, directed=False)[1][: joints.account_count]
    first = np.full(size, np.iinfo(np.int32).max, np.int32)
    np.minimum.at(first, label, np.arange(joints.account_count, dtype=np.int32))
    return first[label]


def _alone_is_minus_one(first: NDArray[np.int32]) -> NDArray[np.int32]:
    sizes = np.bincount(first, minlength=len(first) or 1)
    return np.where(sizes[first] > 1, first, -1).astype(np.int32) if len(first) else first
