"""How does recall grow? A room of six, by hand: four of Larkspur, one slow lodger of an operator of its own, Harbour.

The world lasts ten days. Larkspur's first comes to review on its fourth day; the lodger never does.
"""

from datetime import date

import numpy as np
import pytest

from graph.evaluation.curves import curves, spent
from graph.evaluation.measures import Measured
from graph.evaluation.missed import missed
from graph.evaluation.replayed import Activity, Replayed, Shown
from graph.evaluation.truth import Label, Truth

DAY = date(2026, 9, 1).toordinal()
NAMES = ["l1", "l2", "l3", "l4", "lodger", "harbour"]
MUNDANE = [0.1, 0.1, 0.65, 0.85, None]


@pytest.fixture
def room() -> Measured:
    labels = {
        name: Label("distillation", operator="op_slow" if name == "lodger" else "op_larkspur", mundane=mundane)
        for name, mundane in zip(NAMES[:5], MUNDANE, strict=True)
    }
    # l1 and Harbour ask ten a day; l2 begins on the sixth day; l3 asks once; l4 never; the lodger twice in ten days.
    rows = [(0, day, 10) for day in range(10)] + [(1, day, 10) for day in range(5, 10)] + [(2, 0, 1)]
    rows += [(4, 0, 1), (4, 9, 1)] + [(5, day, 10) for day in range(10)]
    account, day, made = (np.array(column) for column in zip(*rows, strict=True))
    first = np.zeros((6, 3), np.int64)
    first[0], first[1] = (DAY, DAY + 3, 0), (DAY + 5, DAY + 6, 0)
    level = np.array([2, 2, 1, 0, 0, 2])
    columns = level, np.full(6, -1), first, Activity(account, day + DAY, made)
    nothing = np.zeros(0, np.int64)
    return Measured(Truth(labels | {"harbour": Label("benign")}), Replayed(NAMES, *columns, Shown(nothing, nothing)))


def test_recall_by_requests_and_cover(room: Measured) -> None:
    def told(band: str) -> list[tuple[str, int, int]]:
        return [(one.name, one.review.hits, one.accounts) for one in getattr(curves(room), band)]

    # Ten a day of each day that it worked; two in ten days are 0.2; who never asked anything asks nothing a day.
    assert told("a_day") == [("below 0.25", 0, 2), ("1 to 2", 0, 1), ("5 to 20", 2, 2)]
    assert told("in_all") == [("below 5", 0, 3), ("50 to 100", 1, 1), ("100 to 200", 1, 1)]
    assert told("mundane") == [("below 0.2", 2, 2), ("0.6 to 0.7", 0, 1), ("0.8 to 0.9", 0, 1)]


def test_recall_by_days_counts_whom_it_had_time_to_see(room: Measured) -> None:
    found = {one.days: (one.review.hits, one.review.of) for one in curves(room).days}
    # l2 was seen for five days, so it counts within three, not within seven. l1 came on its fourth day.
    assert found == {3: (1, 4), 7: (1, 3)}


def test_what_was_asked_before_the_campaigns_review_and_before_ones_own(room: Measured) -> None:
    told = spent(room)
    # Of 153: l1's first four days, l3's one, the lodger's two; nothing of l2, which began after its campaign was found.
    assert (told.by_campaigns.hits, told.by_campaigns.of) == (40 + 1 + 2, 153)
    # On its own account l2 was asked from for two days more.
    assert told.by_accounts.hits == 40 + 20 + 1 + 2
    assert (told.median_days, told.most_days) == (2.0, 3)


def test_each_missed_account_is_told_once_under_the_first_reason_that_fits(room: Measured) -> None:
    def told() -> dict[str, int]:
        return {one.reason: one.accounts for one in missed(room)}

    # l4 asked nothing, l3 once, the lodger twice.
    assert told() == {"asked nothing": 1, "fewer than 10 requests": 2}
    room.replayed.level[:2] = 1, 0
    # l1 is watched, l2 is not; nobody of their operator is found any more.
    assert told() | {"its operator was not found, watched": 1, "its operator was not found": 1} == told()
    room.replayed.level[:2] = 2, 1
    assert told()["watched, no more"] == 1
