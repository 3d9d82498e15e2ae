"""Ann works at the same places every day; her rows become spans of time, whatever order they come in."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.links.meetings import Meetings, unfold
from graph.links.sightings import Holdings, Sightings, holdings

ROWS = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), st.integers(-20, 20), st.integers(0, 5)), max_size=30)


def _held(rows: list[tuple[int, int, int, int]]) -> Holdings:
    columns = [np.array([row[i] for row in rows], np.int64) for i in range(4)]
    account, value, first, length = columns
    seen = Sightings(account.astype(np.int32), value.astype(np.int32), first, first + length)
    return holdings(seen, account_count=4, value_count=3)


def _spans(rows: list[tuple[int, int, int, int]], account: int, value: int) -> list[tuple[int, int]]:
    return [(row[2], row[2] + row[3]) for row in rows if row[:2] == (account, value)]


@given(ROWS)
def test_spans_cover_the_same_seconds_as_the_rows_and_never_overlap(rows: list[tuple[int, int, int, int]]) -> None:
    held = _held(rows)
    for edge in range(len(held)):
        spans = range(held.start[edge], held.start[edge + 1])
        seconds = [second for span in spans for second in range(held.first[span], held.last[span] + 1)]
        said = _spans(rows, int(held.account[edge]), int(held.value[edge]))
        assert seconds == sorted({second for first, last in said for second in range(first, last + 1)})
    assert len(held) == len({row[:2] for row in rows})


@given(ROWS)
def test_the_gap_is_between_the_nearest_sightings_of_two(rows: list[tuple[int, int, int, int]]) -> None:
    held = _held(rows)
    meetings, left_out = unfold(held, np.ones(3, np.bool_), limit=10_000)
    assert not len(left_out)
    assert len(meetings) == sum(
        bool(_spans(rows, a, value) and _spans(rows, b, value))
        for value in range(3)
        for a in range(4)
        for b in range(a)
    )
    for a, b, value, gap in zip(meetings.a, meetings.b, meetings.value, meetings.gap, strict=True):
        mine, other = _spans(rows, int(a), int(value)), _spans(rows, int(b), int(value))
        assert gap == min(max(0, y[0] - x[1], x[0] - y[1]) for x in mine for y in other)


@given(ROWS, st.randoms())
def test_the_order_of_rows_does_not_matter(rows: list[tuple[int, int, int, int]], random: Random) -> None:
    shuffled = random.sample(rows, len(rows))
    one, other = _held(rows), _held(shuffled)
    for name in ("account", "value", "start", "first", "last", "at"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()


def test_bad_rows_are_named() -> None:
    def rows(account: int, first: int) -> Sightings:
        one = np.zeros(1, np.int32)
        return Sightings(np.array([account], np.int32), one, np.array([first]), np.array([5]))

    with pytest.raises(ValueError, match="sighting 0 ends before it begins"):
        rows(0, 6)
    with pytest.raises(ValueError, match="names account 4, but there are only 4"):
        holdings(rows(4, 1), account_count=4, value_count=3)
    with pytest.raises(ValueError, match="names account -1, but"):
        holdings(rows(-1, 1), account_count=4, value_count=3)


def test_nobody_and_nothing_is_fine() -> None:
    held = _held([])
    meetings, _ = unfold(held, np.ones(3, np.bool_), limit=1)
    assert (len(held), len(meetings), isinstance(meetings, Meetings)) == (0, 0, True)
