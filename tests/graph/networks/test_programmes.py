"""Who follows the same script? Two offices with their own work first, then the ring in cells, alone, behind a wall."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from accounts.policy.defaults import Conduct
from graph.networks.programmes import Led, programmes
from graph.networks.walls import Wall

POLICY = Conduct()


def led(rows: list[tuple[int, int, int]]) -> Led:
    columns = np.array(rows, np.int64).reshape(-1, 3)
    return Led(columns[:, 0].astype(np.int32), columns[:, 1].astype(np.int32), columns[:, 2])


def networks(cell: list[int], rows: list[tuple[int, int, int]], *walls: Wall) -> list[int]:
    accounts = np.array(cell, np.int32)
    in_step = np.isin(np.arange(len(cell)), [row[0] for row in rows])
    label: list[int] = programmes(accounts, in_step, led(rows), POLICY, walls).network.tolist()
    return label


def members(accounts: range, families: list[int], prompts: int = 12) -> list[tuple[int, int, int]]:
    return [(account, family, prompts) for account in accounts for family in families]


def test_two_offices_with_work_of_their_own_stay_two() -> None:
    rows = members(range(5), [1, 2]) + members(range(5, 10), [7, 8])
    assert networks([0] * 5 + [5] * 5, rows) == [0] * 5 + [5] * 5


def test_a_cell_that_does_nothing_together_stays_by_itself() -> None:
    assert networks([0] * 5 + [5] * 5, members(range(5, 10), [7, 8])) == [0] * 5 + [5] * 5


def test_cells_of_one_script_are_one_programme() -> None:
    rows = members(range(5), [1, 2, 3]) + members(range(5, 10), [1, 2, 3]) + members(range(10, 15), [8, 9])
    assert networks([0] * 5 + [5] * 5 + [10] * 5, rows) == [0] * 10 + [10] * 5


def test_accounts_that_share_nothing_but_the_script_are_found() -> None:
    rows = members(range(6), [1, 2, 3]) + members(range(6, 12), [7, 8])
    assert networks([-1] * 13, rows) == [0] * 6 + [6] * 6 + [-1]


def test_single_accounts_join_the_cells_of_their_script() -> None:
    rows = members(range(5), [1, 2, 3]) + members(range(5, 10), [1, 2, 3])
    assert networks([0] * 5 + [-1] * 5, rows) == [0] * 10


def test_a_person_who_said_not_the_same_actor_is_believed() -> None:
    rows = members(range(5), [1, 2, 3]) + members(range(5, 10), [1, 2, 3])
    wall = Wall(frozenset({0}), frozenset({5}))
    assert networks([0] * 5 + [5] * 5, rows, wall) == [0] * 5 + [5] * 5


def test_a_wall_runs_through_accounts_without_a_cell_too() -> None:
    wall = Wall(frozenset({0}), frozenset({5}))
    label = networks([-1] * 6, members(range(6), [1, 2, 3]), wall)
    assert label[0] != label[5]


@given(st.permutations(range(36)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    rows = members(range(6), [1, 2, 3]) + members(range(6, 12), [1, 2, 3])
    cells = [0] * 6 + [-1] * 6
    assert networks(cells, rows) == networks(cells, [rows[place] for place in order])
