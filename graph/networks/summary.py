"""What holds a network together? Its shared values, strongest first, and what falls apart without each.

"Falls apart" is asked of case-sized networks only: it is a walk over everything that members share, once for each value
in question. Larger networks say so (`parts` is None) instead of guessing.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from graph.links.scene import Scene
from graph.links.sightings import Ints, Times
from graph.links.strength import Bits, faded
from graph.signals.kinds import Kind

MEMBERS_WALKED = 2_000
EDGES_WALKED = 20_000


@dataclass(frozen=True, slots=True)
class HeldValue:
    """A value that members share. Times in seconds since 1970; bits between the two members seen nearest in time.

    `held_by` members show it, `accounts` controllers do in all, which is one in `one_in`. `hub`: too many show it for
    it to tie by itself. `parts`: sizes of what is left of its part of the network without it, largest first; one entry
    when it still holds together, None when that was not asked.
    """

    value: int
    kind: Kind
    held_by: int
    accounts: int
    one_in: float
    bits: float
    first: int
    last: int
    hub: bool
    parts: tuple[int, ...] | None

    @property
    def breaks(self) -> bool:
        """Whether the network falls apart without it."""
        return self.parts is not None and len(self.parts) > 1


@dataclass(frozen=True, slots=True)
class Summary:
    """A network in figures: who is in it, what they share, since when, and how many values were left untold."""

    members: int
    cells: int
    alone: int
    first_seen: int | None
    last_seen: int | None
    values: tuple[HeldValue, ...]
    further_values: int


def summarise(scene: Scene, members: Ints, cell: Ints, *, shown: int = 50) -> Summary:
    """The facts of a network. `members` are accounts; `cell` is by account, -1 for those in no cell."""
    alone = scene.among(members)
    held = alone.holdings
    shared = np.flatnonzero((held.degree > 1) & ~scene.values.dead)
    bits = _bits(alone, shared)
    order = np.lexsort((scene.values.order[shared], -held.degree[shared], -bits, scene.rarity.hub[shared]))
    told = shared[order[:shown]]
    parts = _parts(alone, told.tolist())
    cells = cell[members]
    return Summary(
        members=len(members),
        cells=len(np.unique(cells[cells >= 0])),
        alone=int((cells < 0).sum()),
        first_seen=int(held.first.min()) if len(held) else None,
        last_seen=int(held.last.max()) if len(held) else None,
        values=tuple(
            _held(alone, int(value), float(bits[place]), parts.get(int(value)))
            for value, place in zip(told, order[:shown], strict=True)
        ),
        further_values=len(shared) - len(told),
    )


def _held(alone: Scene, value: int, bits: float, parts: tuple[int, ...] | None) -> HeldValue:
    held = alone.holdings
    edges = slice(int(held.at[value]), int(held.at[value + 1]))
    return HeldValue(
        value=value,
        kind=Kind(int(alone.values.kind[value])),
        held_by=int(held.degree[value]),
        accounts=int(alone.rarity.degree[value]),
        one_in=float(alone.one_in[value]),
        bits=bits,
        first=int(held.seen_from[edges].min()),
        last=int(held.seen_to[edges].max()),
        hub=bool(alone.rarity.hub[value]),
        parts=parts,
    )


def _bits(alone: Scene, shared: NDArray[np.intp]) -> Bits:
    """What each value is worth to the two members whose sightings of it lie nearest to each other."""
    gap = _nearest_gaps(alone)[shared]
    half_life = alone.policy.half_life[alone.values.kind[shared]]
    return np.minimum(faded(alone.raw_bits[shared], gap, half_life), alone.caps[shared])


def _nearest_gaps(alone: Scene) -> Times:
    """By value, the least gap between sightings of two different accounts.

    In order of time, the nearest sighting of another account is, up to overlaps, the one before; a sighting that
    begins inside an earlier one of another account has no gap.
    """
    held = alone.holdings
    edge = np.repeat(np.arange(len(held)), np.diff(held.start))
    order = np.lexsort((held.last, held.first, held.value[edge]))
    edge, first, last = edge[order], held.first[order], held.last[order]
    least = np.full(len(alone.values), np.iinfo(np.int64).max)
    together = held.value[edge[1:]] == held.value[edge[:-1]]
    others = together & (edge[1:] != edge[:-1])
    np.minimum.at(least, held.value[edge[1:]][others], (first[1:] - last[:-1]).clip(min=0)[others])
    return least


def _parts(alone: Scene, values: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """For each value, the sizes of what is left of its component without it; nothing if the network is too large."""
    held = alone.holdings
    ties = (held.degree > 1) & (alone.best_bits > 0) & ~alone.rarity.hub
    edges = np.flatnonzero(ties[held.value])
    if held.account_count == 0 or len(np.unique(held.account)) > MEMBERS_WALKED or len(edges) > EDGES_WALKED:
        return {}
    accounts, shown = held.account[edges].tolist(), held.value[edges].tolist()
    graph: nx.Graph[tuple[str, int]] = nx.Graph()
    graph.add_edges_from(
        (("account", account), ("value", value)) for account, value in zip(accounts, shown, strict=True)
    )
    cuts = set(nx.articulation_points(graph))
    return {
        value: _left(graph, value) if ("value", value) in cuts else (_size(graph, value),)
        for value in values
        if ("value", value) in graph
    }


def _size(graph: "nx.Graph[tuple[str, int]]", value: int) -> int:
    return sum(kind == "account" for kind, _ in nx.node_connected_component(graph, ("value", value)))


def _left(graph: "nx.Graph[tuple[str, int]]", value: int) -> tuple[int, ...]:
    node = ("value", value)
    around = nx.node_connected_component(graph, node) - {node}
    parts = nx.connected_components(graph.subgraph(around))
    sizes = [sum(kind == "account" for kind, _ in part) for part in parts]
    return tuple(sorted(filter(None, sizes), reverse=True))
