"""Two apps, a ring and a busy reader: which wordings belong together?"""

import numpy as np
import pytest
from scipy.sparse import csr_array

from graph.behavior.co_use import co_use, communities


def graph_of(*who: list[int], neighbours: int = 15, most: int = 200) -> csr_array:
    """Accounts as the families that each of them leads with."""
    account = np.repeat(np.arange(len(who)), [len(families) for families in who]).astype(np.int32)
    family = np.array([family for families in who for family in families], np.int32)
    return co_use(account, family, int(family.max()) + 1, neighbours=neighbours, most_families=most)


def test_an_account_of_few_families_says_more_of_them() -> None:
    graph = graph_of([0, 1], [0, 2, 3, 4, 5]).toarray()
    assert graph[0, 1] > graph[0, 2] > 0
    assert (graph == graph.T).all()
    assert (graph.diagonal() == 0).all()


def test_what_a_popular_family_shares_with_each_weighs_less() -> None:
    graph = graph_of(*[[0, other] for other in range(2, 12)], [0, 1], [1, 12]).toarray()
    assert graph[1, 12] > graph[1, 0]


def test_whoever_reads_everything_says_nothing() -> None:
    assert graph_of(list(range(9)), [0, 1], most=8).nnz == 2
    assert graph_of([3], [4]).nnz == 0


def test_only_the_strongest_neighbours_are_kept() -> None:
    graph = graph_of(*[[0, other] for other in range(1, 9) for _ in range(other)], neighbours=1)
    assert graph.nnz == 16, "each of the eight keeps the hub, which they keep in turn"


def test_communities_are_those_that_hang_together() -> None:
    left, right = [0, 1, 2, 3], [4, 5, 6, 7]
    graph = graph_of(*[left] * 5, *[right] * 5, [3, 4])
    assert communities(graph, 1.0).tolist() == [0, 0, 0, 0, 1, 1, 1, 1]


@pytest.mark.parametrize("seed", range(5))
def test_the_numbering_of_nodes_does_not_matter(seed: int) -> None:
    rng = np.random.default_rng(seed)
    who = [list(map(int, rng.choice(6, 3, replace=False) + 6 * (n % 4))) for n in range(60)]
    expected = communities(graph_of(*who), 1.0)
    new = rng.permutation(24)
    found = communities(graph_of(*[[int(new[family]) for family in families] for families in who]), 1.0)
    same = expected[:, None] == expected[None, :]
    again = found[new][:, None] == found[new][None, :]
    assert (same == again).all()


def test_nothing_at_all() -> None:
    assert communities(csr_array((0, 0)), 1.0).tolist() == []
    assert communities(csr_array((3, 3)), 1.0).tolist() == [0, 1, 2]
