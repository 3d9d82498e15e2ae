"""Who follows the same script? Two offices with their own work first, then the ring in cells, alone, behind a wall."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from accounts.policy.detection import Conduct
from graph.networks.programmes import Frequency, Led, cell_frequency, programmes
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


# -- the innocent among them


def test_one_client_in_step_does_not_speak_for_the_agency() -> None:
    ring = members(range(5), [1, 2, 3])
    agency = [5] * 18
    assert networks([0] * 5 + agency, ring + members(range(7, 8), [1, 2, 3])) == [0, 0, 0, 0, 0, 5, 5, 0] + [5] * 15


def test_an_account_with_a_script_of_its_own_joins_nobody() -> None:
    rows = members(range(5), [1, 2, 3]) + members(range(5, 6), [7, 8]) + members(range(5, 6), [1], prompts=10)
    assert networks([0] * 5 + [-1], rows) == [0] * 5 + [-1]


def test_three_who_share_a_script_and_nothing_else_are_a_coincidence() -> None:
    assert networks([-1] * 3, members(range(3), [1, 2, 3])) == [-1] * 3


def test_a_text_that_every_cell_uses_joins_no_cells() -> None:
    rows = [row for cell in range(8) for row in members(range(5 * cell, 5 * cell + 5), [0, 10 + cell, 20 + cell])]
    cells = [5 * (account // 5) for account in range(40)]
    assert networks(cells, rows) == cells


# -- rings that hide


def scattered(accounts: range, families: range, seed: int, each: int = 5) -> list[tuple[int, int, int]]:
    """Everybody works from a part of the script."""
    rng = np.random.default_rng(seed)
    return [(account, int(f), 4) for account in accounts for f in rng.choice(families, each, replace=False)]


def test_two_rings_that_share_no_value_are_two_though_each_account_shows_a_part_of_its_script() -> None:
    rows = scattered(range(60), range(30), 1) + scattered(range(60, 120), range(28, 58), 2)
    label = np.array(networks([-1] * 120, rows))
    for ring, name in ((label[:60], 0), (label[60:], label[-1])):
        assert (ring == name).mean() > 0.95
    assert label[0] != label[-1]


def test_a_ring_in_cells_too_small_for_a_profile_is_found_whole() -> None:
    rows = scattered(range(60), range(12), 1) + scattered(range(60, 120), range(10, 22), 2)
    assert networks([3 * (account // 3) for account in range(120)], rows) == [0] * 60 + [60] * 60


def test_cells_that_each_show_a_part_of_one_long_script_are_one_programme() -> None:
    rows = scattered(range(200), range(40), 1)
    assert networks([8 * (account // 8) for account in range(200)], rows) == [0] * 200


# -- walls, order, part and whole


def test_a_wall_between_two_of_ten_cells_is_not_averaged_away() -> None:
    cells = [5 * (account // 5) for account in range(50)]
    label = networks(cells, members(range(50), [1, 2, 3]), Wall(frozenset({0}), frozenset({49})))
    assert label[0] != label[49]
    assert len(set(label)) == 2


def test_single_accounts_on_two_sides_of_a_wall_do_not_meet_in_a_programme_nor_in_a_kit() -> None:
    wall = Wall(frozenset({5}), frozenset({6}))
    joined = networks([0] * 5 + [-1] * 5, members(range(10), [1, 2, 3]), wall)
    assert joined == [0, 0, 0, 0, 0, 0, -1, 0, 0, 0]
    kit = networks([-1] * 10, members(range(10), [1, 2, 3]), wall)
    assert kit == [0, 0, 0, 0, 0, 0, -1, 0, 0, 0]


CELLS = st.lists(st.integers(-1, 4), min_size=24, max_size=24)
ROWS = st.lists(st.tuples(st.integers(0, 23), st.integers(0, 8), st.integers(5, 40)), max_size=60)
WALLS = st.lists(st.tuples(st.frozensets(st.integers(0, 23)), st.frozensets(st.integers(0, 23))), max_size=3)


def first_account(cells: list[int]) -> list[int]:
    return [cells.index(cell) if cell >= 0 and cells.count(cell) > 1 else -1 for cell in cells]


def once_each(rows: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    return [(account, family, prompts) for (account, family), prompts in {row[:2]: row[2] for row in rows}.items()]


def told_apart(cells: list[int], sides: list[tuple[frozenset[int], frozenset[int]]]) -> list[Wall]:
    """Walls that no cell crosses, as `cells` leaves them."""
    names = [Wall(one - other, other - one) for one, other in sides]

    def crossed(wall: Wall) -> bool:
        return bool({cells[a] for a in wall.one} & {cells[b] for b in wall.other} - {-1})

    return [wall for wall in names if not crossed(wall)]


@given(CELLS, ROWS, WALLS)
def test_no_network_crosses_a_wall(
    cells: list[int], rows: list[tuple[int, int, int]], sides: list[tuple[frozenset[int], frozenset[int]]]
) -> None:
    cells = first_account(cells)
    walls = told_apart(cells, sides)
    label = networks(cells, once_each(rows), *walls)
    for wall in walls:
        assert not {label[a] for a in wall.one} & {label[b] for b in wall.other} - {-1}


@given(CELLS, ROWS, CELLS, ROWS)
def test_a_part_has_the_programmes_it_has_in_the_whole(
    cells: list[int], rows: list[tuple[int, int, int]], far_cells: list[int], far_rows: list[tuple[int, int, int]]
) -> None:
    here, there = first_account(cells), first_account(far_cells)
    near = once_each(rows)
    everybody = here + [cell + 24 if cell >= 0 else -1 for cell in there]
    all_rows = near + [(account + 24, family + 9, prompts) for account, family, prompts in once_each(far_rows)]
    in_step = np.isin(np.arange(48), [row[0] for row in all_rows])
    frozen = cell_frequency(np.array(everybody, np.int32), in_step, led(all_rows), POLICY)
    frozen = Frequency(np.resize(frozen.families, 18) * (np.arange(18) < len(frozen.families)), frozen.cells)

    def label(cell: list[int], found: list[tuple[int, int, int]]) -> list[int]:
        accounts = np.array(cell, np.int32)
        network = programmes(accounts, in_step[: len(cell)], led(found), POLICY, frequency=frozen).network
        names: list[int] = network.tolist()
        return names

    assert label(everybody, all_rows)[:24] == label(here, near)


@given(st.permutations(range(36)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    rows = members(range(6), [1, 2, 3]) + members(range(6, 12), [1, 2, 3])
    cells = [0] * 6 + [-1] * 6
    assert networks(cells, rows) == networks(cells, [rows[place] for place in order])
