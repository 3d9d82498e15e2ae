"""What is counted? A room of twelve, by hand.

Larkspur has four accounts in two cells: three stand at review or above, two of them in one network. The slow ring has
two, of whom nobody knows. The campus has four students, one of them wrongly before a person, in Larkspur's network.
Harbour is honest and busy, and a victim. One account has no label, and the truth names one that nobody knows.
"""

from datetime import date

import numpy as np
import pytest

from graph.evaluation.measures import (
    Measured,
    baselines,
    cells,
    honest_groups,
    kinds,
    levels,
    networks,
    operators,
    techniques,
)
from graph.evaluation.replayed import Activity, Replayed, Shown
from graph.evaluation.report import Baseline
from graph.evaluation.truth import Label, Truth, Victim

DAY = date(2026, 9, 1).toordinal()
NAMES = ["l1", "l2", "l3", "l4", "s1", "s2", "c1", "c2", "c3", "c4", "harbour", "unlabelled"]
LEVEL = [3, 3, 2, 1, 0, 0, 2, 1, 0, 0, 0, 3]
NETWORK = [7, 7, 8, 7, -1, -1, 7, 7, -1, -1, -1, 7]


def ring(cell: str) -> Label:
    return Label("distillation", "ring", "op_larkspur", cell, None)


TRUTH = Truth(
    {"l1": ring("a"), "l2": ring("a"), "l3": ring("b"), "l4": ring("b")}
    | {name: Label("distillation", "slow", "op_slow") for name in ("s1", "s2")}
    | {name: Label("benign", "campus", None, None, "campus") for name in ("c1", "c2", "c3", "c4")}
    | {"harbour": Label("benign", "firm"), "nobody_knows": Label("benign", "firm")},
    {"harbour": Victim("devices", "op_larkspur"), "c2": Victim("devices", "op_larkspur")},
)


@pytest.fixture
def room() -> Measured:
    first = np.zeros((12, 3), np.int64)
    first[0] = (DAY + 1, DAY + 3, DAY + 4)
    first[2] = (DAY + 2, DAY + 5, 0)
    # Larkspur asks 10 a day for six days with l1, and 40 on the last with l3; Harbour 1,000.
    account = [0] * 6 + [2, 10, 4]
    day = [DAY + n for n in range(6)] + [DAY + 5, DAY, DAY]
    activity = Activity(np.array(account), np.array(day), np.array([10] * 6 + [40, 1_000, 3]))
    # l1 l2 l3 share a card, l3 and harbour an address, the campus another, two strangers nothing.
    shown = Shown(np.array([0, 1, 2, 2, 10, 6, 7, 8, 9, 4]), np.array([0, 0, 0, 1, 1, 2, 2, 2, 2, 3]))
    columns = (np.array(LEVEL), np.array(NETWORK), first)
    return Measured(TRUTH, Replayed(NAMES, *columns, activity, shown, {"harbour": (4.0, 3.7), "c2": (9.0, 0.0)}))


@pytest.mark.parametrize(
    ("name", "flagged", "hits"),
    [("watch", 6, 4), ("review", 4, 3), ("limit", 2, 2)],  # the account without a label counts nowhere
)
def test_levels(room: Measured, name: str, flagged: int, hits: int) -> None:
    found = next(one for one in levels(room) if one.level == name)
    assert found.flagged == flagged
    assert (found.precision.hits, found.precision.of) == (hits, flagged)
    assert (found.recall.hits, found.recall.of) == (hits, 6)
    assert (found.honest.hits, found.honest.of) == (flagged - hits, 5)


def test_networks_are_judged_by_who_stands_at_review(room: Measured) -> None:
    found = next(one.pairs for one in networks(room) if one.level == "review")
    # l1, l2 and the student make three pairs; of Larkspur's six pairs and the slow ring's one, one is found.
    assert (found.claimed, found.true, found.right) == (3, 7, 1)


def test_operators(room: Measured) -> None:
    larkspur, slow = operators(room)
    assert (larkspur.found.hits, larkspur.found.of, larkspur.networks) == (3, 4, 2)
    assert (larkspur.largest_network.hits, larkspur.largest_network.of) == (2, 4)
    assert (larkspur.first_exchange, larkspur.first_review, larkspur.dwell_days) == ("2026-09-01", "2026-09-04", 3)
    assert (larkspur.exchanges, larkspur.exchanges_before, larkspur.exchanges_before_share) == (100, 40, 0.4)
    assert (slow.first_review, slow.dwell_days, slow.exchanges_before_share) == (None, None, 1.0)


def test_honest_and_hostile_by_what_they_are(room: Measured) -> None:
    campus, firm = kinds(room, hostile=False)
    assert (campus.name, campus.watch.hits, campus.review.hits, campus.limit.hits) == ("campus", 2, 1, 0)
    assert (firm.name, firm.accounts, firm.watch.hits) == ("firm", 1, 0)
    assert [(one.name, one.review.hits, one.accounts) for one in kinds(room, hostile=True)] == [
        ("ring", 3, 4),
        ("slow", 0, 2),
    ]
    assert [(one.name, one.review.hits) for one in cells(room)] == [("op_larkspur/a", 2), ("op_larkspur/b", 1)]


def test_a_small_honest_group_is_named_once_somebody_of_it_came_before_a_person(room: Measured) -> None:
    assert [one.name for one in honest_groups(room)] == ["campus"]
    room.replayed.level[6] = 1
    assert honest_groups(room) == []


def test_victims_by_technique(room: Measured) -> None:
    (devices,) = techniques(room)
    assert (devices.victims, devices.review.hits) == (2, 0)
    assert (devices.median_bits, devices.most_bits, devices.beyond_bound) == (4.65, 9.0, 1)


def by_name(room: Measured) -> dict[str, Baseline]:
    return {one.name: one for one in baselines(room)}


def test_simpler_rules(room: Measured) -> None:
    found = by_name(room)
    assert (found["nothing"].flagged, found["nothing"].precision.value, found["nothing"].recall.value) == (0, None, 0.0)
    shared = found["any_shared"]
    assert (shared.flagged, shared.precision.hits, shared.recall.hits) == (8, 3, 3)
    assert shared.pairs is not None
    # Card and address make one group of four (6 pairs, 3 right), the campus another (6 pairs).
    assert (shared.pairs.claimed, shared.pairs.right, shared.pairs.true) == (12, 3, 7)
    assert found["few_users"].flagged == 8
    assert found["few_users_large"].flagged == 0
    # We put five before a person; only four ever asked anything, and the busiest is Harbour.
    assert (found["volume"].flagged, found["volume"].precision.hits, found["volume"].pairs) == (4, 3, None)
    assert (found["volume_decile"].flagged, found["volume_decile"].precision.hits) == (1, 0)


def test_a_value_of_more_than_fifty_users_makes_no_group_for_the_second_rule() -> None:
    names = [f"a{number}" for number in range(51)]
    many = Shown(np.arange(51), np.zeros(51, np.int64))
    nothing = Activity(*(np.zeros(0, np.int64) for _ in range(3)))
    truth = Truth({name: Label("benign", "campus") for name in names})
    columns = (np.zeros(51, np.int64), np.full(51, -1), np.zeros((51, 3), np.int64))
    found = by_name(Measured(truth, Replayed(names, *columns, nothing, many)))
    assert (found["any_shared"].flagged, found["few_users"].flagged) == (51, 0)
    found = by_name(Measured(truth, Replayed(names, *columns, nothing, Shown(np.arange(50), np.zeros(50, np.int64)))))
    assert (found["few_users"].flagged, found["few_users_large"].flagged) == (50, 50)
