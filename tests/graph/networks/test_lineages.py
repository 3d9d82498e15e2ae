"""Which network is which after a recomputation? Growth, a merge, a split, an end."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

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


def test_one_account_that_moves_is_neither_a_merge_nor_a_split() -> None:
    found = continue_lineages({0: accounts(range(9)), 20: accounts(range(9, 30))}, {41: accounts(range(10))})
    assert (found.lineage, found.split_from) == ({0: 41}, {})
    gone = continue_lineages(
        {0: accounts(range(9), range(100, 101))}, {41: accounts(range(9)), 42: accounts(range(100, 120))}
    )
    assert (gone.merged, gone.ended) == ({}, frozenset({42}))


groups = st.lists(st.integers(-1, 5), min_size=24, max_size=24)


def gathered(labels: list[int], shift: int = 0) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {}
    for account, label in enumerate(labels):
        if label >= 0:
            found.setdefault(label + shift, set()).add(account + shift)
    return {label: frozenset(group) for label, group in sorted(found.items())}


@given(groups, groups)
def test_a_part_continues_what_it_continues_in_the_whole(new: list[int], old: list[int]) -> None:
    here, there = (gathered(new), gathered(old)), (gathered(old, 1000), gathered(new, 1000))
    part = continue_lineages(*here)
    whole = continue_lineages(here[0] | there[0], here[1] | there[1])

    def near(found: Mapping[int, int]) -> dict[int, int]:
        return {key: value for key, value in found.items() if key < 1000}

    assert (near(whole.lineage), near(whole.merged), near(whole.split_from)) == (
        part.lineage,
        part.merged,
        part.split_from,
    )


@given(groups, groups)
def test_nothing_is_lost_and_nothing_continued_twice(new: list[int], old: list[int]) -> None:
    networks, lineages = gathered(new), gathered(old)
    found = continue_lineages(networks, lineages)
    continued = list(found.lineage.values())
    assert len(continued) == len(set(continued))
    assert set(continued) | set(found.merged) | found.ended == set(lineages)
    assert not set(found.split_from) & set(found.lineage)


@given(groups)
def test_recomputing_the_same_changes_nothing(labels: list[int]) -> None:
    networks = gathered(labels)
    found = continue_lineages(networks, networks)
    assert found.lineage == {label: label for label in networks}
    assert not found.merged
    assert not found.split_from
