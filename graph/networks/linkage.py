"""Which profiles are alike on average? Average-linkage clusters of cosine similarity, with pairs that must stay apart.

Two clusters join while the mean cosine over all their pairs is at least the threshold. They can only do so inside a
component of the pairs that reach it, so each component is clustered by itself: a part gives what it gives in the whole,
and strangers cost nothing.

Small cells show a part of their script each, and parts look less alike than the whole. So clusters pool their counts
and are compared again, until none join.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial.distance import squareform

from graph.networks.scripts import Frequency, of_length_one, pooled, profiles

type Numbers = NDArray[np.intp]
type Between = tuple[Numbers, Numbers]
"""Rows on the two sides of a wall: no one of the first may end in a cluster with one of the other."""

# A square of doubles of this side takes 72 MB; comparing each with each, about a second.
LARGEST = 3_000
_FAR = 1e9
_ROUNDING = 1e-9


def gathered(counts: csr_array, frequency: Frequency, threshold: float, walls: Sequence[Between] = ()) -> Numbers:
    """A cluster number for each row of counts: clusters are pooled and compared again until none join."""
    label = np.arange(counts.shape[0])
    while True:
        clusters = int(label.max(initial=-1)) + 1
        between = [(np.unique(label[one]), np.unique(label[other])) for one, other in walls]
        joined = alike(profiles(pooled(counts, label, clusters), frequency), threshold, between)
        label = joined[label]
        if int(joined.max(initial=-1)) + 1 == clusters:
            return label


def alike(profiles: csr_array, threshold: float, walls: Sequence[Between] = ()) -> Numbers:
    """A cluster number for each row (of length one, non-negative), in the order of the clusters' first rows."""
    if profiles.shape[0] > LARGEST:
        return _coarsely(profiles, threshold, walls)
    label = np.arange(profiles.shape[0])
    for rows in _components(profiles, threshold):
        inside = [(_places(rows, one), _places(rows, other)) for one, other in walls]
        label[rows] = rows[_average(profiles[rows], threshold, inside)]
    return np.unique(label, return_inverse=True)[1]


def _places(rows: Numbers, wanted: Numbers) -> Numbers:
    """Where wanted rows stand among ascending rows; those that do not are left out."""
    return np.flatnonzero(np.isin(rows, wanted))


def _components(profiles: csr_array, threshold: float) -> Iterable[Numbers]:
    """Rows that a chain of alike pairs connects, two or more."""
    near = csr_array(profiles @ profiles.T)
    near.data = (near.data >= threshold - _ROUNDING).astype(np.float64)
    near.eliminate_zeros()
    part = connected_components(near, directed=False)[1]
    order = np.argsort(part, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(part[order])) + 1)
    return [rows for rows in groups if len(rows) > 1]


def _average(profiles: csr_array, threshold: float, walls: Sequence[Between]) -> Numbers:
    """For each row the first row of its cluster."""
    cluster = fcluster(_tree(profiles, walls), t=1.0 - threshold + _ROUNDING, criterion="distance")
    _, first, row = np.unique(cluster, return_index=True, return_inverse=True)
    return first[row]


def _tree(profiles: csr_array, walls: Sequence[Between]) -> NDArray[np.float64]:
    """The merges by average cosine distance. A pair that must stay apart is too far for any average to bridge."""
    distance = np.maximum(1.0 - (profiles @ profiles.T).toarray(), 0.0)
    for one, other in walls:
        distance[np.ix_(one, other)] = _FAR
        distance[np.ix_(other, one)] = _FAR
    np.fill_diagonal(distance, 0.0)
    return linkage(squareform(distance, checks=False), method="average")


def contrasted(profiles: csr_array, least: float, contrast: float) -> Numbers:
    """Clusters that stand out from each other, however alike their rows are.

    Average linkage again, but two clusters of several rows stay apart where the mean cosine between them is less than
    `contrast` times the one at which either of them came together: rows that each show a little of one script are
    nowhere very alike, yet evenly so. Below `least` nothing joins.
    """
    if profiles.shape[0] > LARGEST:
        return alike(profiles, contrast)
    label = np.arange(profiles.shape[0])
    for rows in _components(profiles, least):
        label[rows] = rows[_cut(_tree(profiles[rows], ()), least, contrast)]
    return np.unique(label, return_inverse=True)[1]


def _cut(tree: NDArray[np.float64], least: float, contrast: float) -> Numbers:
    """For each row the first row of its cluster, from a tree of merges."""
    rows = len(tree) + 1
    came_together = np.concatenate([np.ones(rows), 1.0 - tree[:, 2]])
    several = np.arange(2 * rows - 1) >= rows
    stands = np.ones(2 * rows - 1, np.bool_)
    first = np.arange(2 * rows - 1)
    for merge, (one, other) in enumerate(tree[:, :2].astype(np.intp).tolist()):
        node, weakest = rows + merge, min(came_together[one], came_together[other])
        apart = several[one] and several[other] and came_together[node] < contrast * weakest
        stands[node] = stands[one] and stands[other] and not apart and came_together[node] >= least
        first[node] = min(first[one], first[other])
    for merge in range(len(tree) - 1, -1, -1):
        node = rows + merge
        if stands[node]:
            first[tree[merge, :2].astype(np.intp)] = first[node]
            stands[tree[merge, :2].astype(np.intp)] = True
    return first[:rows]


def _coarsely(profiles: csr_array, threshold: float, walls: Sequence[Between]) -> Numbers:
    """Too many to compare each with each: rows with the same strongest columns are taken together first.

    Rows that must stay apart from somebody are only taken together with those on the same sides.
    """
    sides = [tuple(bool(np.isin(row, side)) for wall in walls for side in wall) for row in range(profiles.shape[0])]
    for strongest in (4, 2, 1):
        number: dict[tuple[tuple[int, ...], tuple[bool, ...]], int] = {}
        keys = [(_strongest(profiles, row, strongest), side) for row, side in enumerate(sides)]
        group = np.array([number.setdefault(key, len(number)) for key in keys], np.intp)
        if len(number) <= LARGEST:
            between = [(np.unique(group[one]), np.unique(group[other])) for one, other in walls]
            return alike(of_length_one(pooled(profiles, group, len(number))), threshold, between)[group]
    return group


def _strongest(profiles: csr_array, row: int, count: int) -> tuple[int, ...]:
    cells = slice(int(profiles.indptr[row]), int(profiles.indptr[row + 1]))
    columns, weights = profiles.indices[cells], profiles.data[cells]
    return tuple(sorted(columns[np.lexsort((columns, -weights))[:count]].tolist()))
