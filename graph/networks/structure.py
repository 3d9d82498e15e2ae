"""What holds a network together, seen as a graph: accounts on one side, the values that make cells on the other. Pure.

One case at a time: a value or an account whose loss lets the rest fall apart (articulation points), accounts that hang
on by a single value, groups that share more among themselves than with the rest (communities by modularity,
Louvain's method), and what most ways between two accounts lead over (betweenness, Freeman 1977, from a sample of
accounts). Addresses and mail domains hold nothing together and are left out.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np

from graph.links.scene import Scene

EDGES_WALKED = 20_000
SAMPLED = 50
SEED = 1
SMALLEST_GROUP = 3

type Node = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Cut:
    """A node without which what it is in falls into parts; how many accounts stand in each, largest first."""

    node: Node
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """The graph of one network, in numbers of its scene.

    `components`: accounts in each part that values hold together, largest first; `alone`: accounts that none holds.
    `hanging`: accounts that one value alone holds to the rest. `groups`: accounts of each community of three or more.
    `way`: the value that most shortest ways lead over, with their share, where there is any.
    """

    components: tuple[int, ...]
    alone: int
    cuts: tuple[Cut, ...]
    hanging: int
    groups: tuple[int, ...]
    way: tuple[int, float] | None


def structure(scene: Scene) -> Structure | None:
    """What holds a scene's accounts together; None if they share too much to walk. Take a close-up of the members."""
    graph = _graph(scene)
    if graph is None:
        return None
    components = _sizes(nx.connected_components(graph))
    return Structure(
        components=components,
        alone=scene.holdings.account_count - sum(components),
        cuts=_cuts(graph),
        hanging=sum(kind == "account" and degree == 1 for (kind, _), degree in graph.degree()),
        groups=_groups(graph),
        way=_way(graph),
    )


def _graph(scene: Scene) -> "nx.Graph[Node] | None":
    held = scene.holdings
    holds = scene.policy.joins_cells[scene.values.kind] & (held.degree > 1) & ~scene.rarity.hub & (scene.best_bits > 0)
    edges = np.flatnonzero(holds[held.value])
    if len(edges) > EDGES_WALKED:
        return None
    graph: nx.Graph[Node] = nx.Graph()
    for account, value in zip(held.account[edges].tolist(), held.value[edges].tolist(), strict=True):
        graph.add_edge(("account", account), ("value", value))
    return graph


def _cuts(graph: "nx.Graph[Node]") -> tuple[Cut, ...]:
    """Nodes that at least two parts of two accounts or more hang on, the most even split first."""
    found = []
    for node in nx.articulation_points(graph):
        around = nx.node_connected_component(graph, node)
        parts = _sizes(nx.connected_components(graph.subgraph(around - {node})))
        if len(parts) > 1 and parts[1] > 1:
            found.append(Cut(node, parts))
    return tuple(sorted(found, key=lambda cut: (-cut.parts[1], cut.parts, cut.node)))


def _groups(graph: "nx.Graph[Node]") -> tuple[int, ...]:
    sizes = _sizes(nx.community.louvain_communities(graph, seed=SEED)) if graph else ()
    return tuple(size for size in sizes if size >= SMALLEST_GROUP)


def _way(graph: "nx.Graph[Node]") -> tuple[int, float] | None:
    if len(graph) < 2 * SMALLEST_GROUP:
        return None
    between = nx.betweenness_centrality(graph, k=min(SAMPLED, len(graph)), seed=SEED)
    values = [node for node in graph if node[0] == "value"]
    best = max(values, key=lambda node: (round(between[node], 6), -node[1]))
    return best[1], min(1.0, between[best])


def _sizes(parts: Iterable[Iterable[Node]]) -> tuple[int, ...]:
    """How many accounts stand in each part, largest first; parts without any are nothing."""
    sizes = (sum(kind == "account" for kind, _ in part) for part in parts)
    return tuple(sorted((size for size in sizes if size), reverse=True))
