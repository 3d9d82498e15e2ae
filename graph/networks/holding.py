"""What falls apart without a value? Asked of case-sized networks: one walk for each value in question.

Only values that can hold a cell together count; an address makes neighbours and holds nothing.
"""

from collections.abc import Iterable

import networkx as nx
import numpy as np

from graph.links.scene import Scene

EDGES_WALKED = 20_000

type Node = tuple[str, int]


def parts_without(scene: Scene, values: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """For each value, how many accounts stand in each part of what it is in, without it, largest part first.

    One part: everything still holds together. Values that hold nothing are left out, and so are all when the scene's
    accounts share too much to walk. Take `scene.close_up(members).scene` first.
    """
    held = scene.holdings
    holds = scene.policy.joins_cells[scene.values.kind] & (held.degree > 1) & ~scene.rarity.hub & (scene.best_bits > 0)
    edges = np.flatnonzero(holds[held.value])
    if len(edges) > EDGES_WALKED:
        return {}
    if np.count_nonzero(holds) == 1:  # most networks are a few accounts around one card: nothing to walk
        (only,) = np.flatnonzero(holds).tolist()
        return {value: (1,) * len(edges) for value in values if value == only}
    graph: nx.Graph[Node] = nx.Graph()
    for account, value in zip(held.account[edges].tolist(), held.value[edges].tolist(), strict=True):
        graph.add_edge(("account", account), ("value", value))
    cuts = set(nx.articulation_points(graph))
    return {value: _left(graph, value, cuts) for value in values if ("value", value) in graph}


def _left(graph: "nx.Graph[Node]", value: int, cuts: set[Node]) -> tuple[int, ...]:
    around = nx.node_connected_component(graph, ("value", value))
    if ("value", value) not in cuts:
        return (_accounts(around),)
    parts = nx.connected_components(graph.subgraph(around - {("value", value)}))
    return tuple(sorted((_accounts(part) for part in parts), reverse=True))


def _accounts(nodes: Iterable[Node]) -> int:
    return sum(kind == "account" for kind, _ in nodes)
