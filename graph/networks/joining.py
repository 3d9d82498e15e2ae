"""Which sightings can put two accounts in one cell? Hard values, close enough in time to still be worth something.

A value that was shown by two accounts years apart does not join them: a reissued device, a recycled token. So every
value is cut into *chunks* of sightings that follow each other within the longest gap its tie survives; chunks, not
values, join accounts.
"""

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.links.scene import Scene
from graph.links.sightings import Holdings
from graph.links.strength import longest_gap
from graph.signals.kinds import Kind

# Sharing one of these is being one organisation or one person, so it is never a thread between two.
NEVER_A_BRIDGE = (Kind.LEGAL_ENTITY, Kind.DOCUMENT)


@dataclass(frozen=True, slots=True, eq=False)
class Joints:
    """Edges account × chunk, each once; only chunks that at least two accounts hold. `value` is a chunk's value."""

    account: NDArray[np.int32]
    chunk: NDArray[np.int32]
    value: NDArray[np.int32]
    may_be_bridge: NDArray[np.bool_]
    account_count: int

    def only(self, keep: NDArray[np.bool_]) -> Self:
        """Without the edges that are not kept."""
        return replace(self, account=self.account[keep], chunk=self.chunk[keep])


def joints(scene: Scene) -> Joints:
    """Everything that joins accounts into cells, before weak bridges are cut."""
    holdings, values = scene.holdings, scene.values
    gap = longest_gap(values, scene.rarity, scene.policy)
    joining = scene.policy.joins_cells[values.kind] & ~values.dead & ~scene.rarity.hub & (gap >= 0)
    edges = np.flatnonzero(joining[holdings.value])
    order = edges[np.lexsort((holdings.account[edges], holdings.seen_from[edges], holdings.value[edges]))]
    chunk = _chunks(holdings, order, gap)
    kept = np.bincount(chunk, minlength=1)[chunk] > 1 if len(chunk) else np.zeros(0, np.bool_)
    order, chunk = order[kept], chunk[kept]
    first, dense = np.unique(chunk, return_index=True)[1], np.unique(chunk, return_inverse=True)[1]
    value = holdings.value[order[first]] if len(order) else np.zeros(0, np.int32)
    return Joints(
        account=holdings.account[order],
        chunk=dense.astype(np.int32),
        value=value,
        may_be_bridge=~np.isin(values.kind[value], NEVER_A_BRIDGE),
        account_count=holdings.account_count,
    )


def _chunks(holdings: Holdings, order: NDArray[np.intp], gap: NDArray[np.float64]) -> NDArray[np.intp]:
    """A chunk number for each edge, in the order value, then first seen."""
    if not len(order):
        return np.zeros(0, np.intp)
    value, start, end = holdings.value[order], holdings.seen_from[order], holdings.seen_to[order]
    new_value = np.ones(len(order), np.bool_)
    new_value[1:] = value[1:] != value[:-1]
    group = np.cumsum(new_value) - 1
    floor = int(end.min())
    width = int(end.max()) - floor + 1
    reach = np.maximum.accumulate((end - floor) + group * width) - group * width + floor
    apart = np.ones(len(order), np.bool_)
    apart[1:] = new_value[1:] | (start[1:] - reach[:-1] > gap[value[1:]])
    return np.cumsum(apart) - 1
