"""Which network is which after a recomputation? Growth, a merge, a split, an end."""

from graph.networks.lineages import continue_lineages


def accounts(*parts: range) -> frozenset[int]:
    return frozenset(account for part in parts for account in part)


def test_a_network_that_grows_keeps_its_id() -> None:
    assert continue_lineages({0: accounts(range(9))}, {41: accounts(range(5))}).lineage == {0: 41}


def test_a_new_one_begins_a_lineage() -> None:
    assert continue_lineages({9: accounts(range(9, 12))}, {41: accounts(range(5))}).lineage == {}


def test_a_merge_keeps_the_larger_and_names_the_other() -> None:
    found = continue_lineages({0: accounts(range(9))}, {41: accounts(range(3)), 42: accounts(range(3, 9))})
    assert (found.lineage, found.merged) == ({0: 42}, {41: 0})


def test_equal_halves_of_a_merge_keep_the_older() -> None:
    found = continue_lineages({0: accounts(range(8))}, {41: accounts(range(4)), 42: accounts(range(4, 8))})
    assert (found.lineage, found.merged) == ({0: 41}, {42: 0})


def test_a_split_keeps_the_id_with_the_larger_part() -> None:
    found = continue_lineages({0: accounts(range(6)), 6: accounts(range(6, 9))}, {41: accounts(range(9))})
    assert (found.lineage, found.split_from) == ({0: 41}, {6: 41})


def test_a_network_without_members_ends() -> None:
    assert continue_lineages({}, {41: accounts(range(5))}).ended == frozenset({41})
