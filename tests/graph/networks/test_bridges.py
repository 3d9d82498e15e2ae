"""What falls apart without a value? Ann's, Bo's and everybody's graphs, against removing each value and looking."""

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from accounts.policy.detection import Ties
from graph.links.thresholds import TiePolicy
from graph.networks.bridges import parts, weak_edges
from graph.networks.cells import components
from graph.networks.joining import Joints

POLICY = TiePolicy.of(Ties())
EDGES = st.sets(st.tuples(st.integers(0, 14), st.integers(0, 9)), min_size=1, max_size=40)


@given(EDGES)
def test_parts_are_what_is_left_when_the_value_is_removed(edges: set[tuple[int, int]]) -> None:
    account, chunk = (np.array(column, np.int32) for column in zip(*sorted(edges), strict=True))
    part, size = parts(account, chunk)
    graph = nx.Graph([(("account", a), ("value", v)) for a, v in edges])
    for value in {v for _, v in edges}:
        rest = graph.copy()
        rest.remove_node(("value", value))
        rows = np.flatnonzero(chunk == value)
        for row in rows:
            around = nx.node_connected_component(rest, ("account", account[row]))
            assert size[row] == sum(kind == "account" for kind, _ in around)
            for other in rows:
                assert (part[row] == part[other]) == (("account", account[other]) in around)


def test_a_hundred_thousand_accounts_in_one_chain_are_walked_without_recursion() -> None:
    count = 100_000
    account = np.repeat(np.arange(count, dtype=np.int32), 2)[1:-1]
    chunk = np.repeat(np.arange(count - 1, dtype=np.int32), 2)
    joints = Joints(account, chunk, np.arange(count - 1, dtype=np.int32), np.ones(count - 1, np.bool_), count)
    cut = weak_edges(joints, components(joints), POLICY)
    # The two ends are too short to be halves, and each keeps the accounts that hang on nothing else.
    assert np.flatnonzero(~cut).tolist() == [0, 1, 2, 3, 2 * count - 6, 2 * count - 5, 2 * count - 4, 2 * count - 3]
