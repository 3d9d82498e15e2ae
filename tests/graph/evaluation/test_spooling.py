"""Day by day, whatever the order: files whose days follow one another are streamed, others spooled."""

import gzip
import json
from datetime import date
from pathlib import Path

import pytest

from graph.evaluation import spooling
from graph.evaluation.spooling import Spool, by_day, survey

LONGEST = 1_000
FIRST = date(2026, 9, 1).toordinal()


def line(time: str) -> str:
    return json.dumps({"id": time, "time": time})


def days(path: Path, tmp_path: Path) -> list[tuple[int, list[int]]]:
    """Each day counted from the first of September, with the numbers of its lines."""
    found = survey(path, LONGEST)
    return [(day - FIRST, [n for n, _ in lines]) for day, lines in by_day(path, LONGEST, found, tmp_path / "spool")]


def written(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "signals.ndjson"
    path.write_text("\n".join(lines) + "\n")
    return path


def test_the_order_inside_a_day_does_not_matter(tmp_path: Path) -> None:
    path = written(
        tmp_path, line("2026-09-01T20:00:00Z"), "", line("2026-09-01T03:00:00Z"), line("2026-09-03T00:00:00Z")
    )
    assert survey(path, LONGEST).in_order
    assert days(path, tmp_path) == [(0, [1, 3]), (2, [4])]
    assert not (tmp_path / "spool").exists()


def test_unsorted_days_are_sorted_with_their_line_numbers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spooling, "SPOOLED_BYTES", 40)  # every line goes to disk
    times = ["2026-09-02T01:00:00Z", "2026-09-01T01:00:00Z", "2026-09-02T00:00:00Z", "2026-09-01T02:00:00Z"]
    path = written(tmp_path, *map(line, times))
    assert not survey(path, LONGEST).in_order
    assert days(path, tmp_path) == [(0, [2, 4]), (1, [1, 3])]


def test_a_time_counts_on_its_day_in_utc(tmp_path: Path) -> None:
    path = written(tmp_path, line("2026-09-01T00:30:00+02:00"), line("2026-09-01T23:30:00-02:00"))
    assert days(path, tmp_path) == [(-1, [1]), (1, [2])]


@pytest.mark.parametrize(
    "broken", ["{", '{"time": 7}', '{"time": "yesterday"}', '{"time": "2026-09-01T00:00:00"}', "[]"]
)
def test_a_line_without_a_time_goes_with_the_one_before_it(tmp_path: Path, broken: str) -> None:
    path = written(tmp_path, line("2026-09-01T00:00:00Z"), broken, line("2026-09-02T00:00:00Z"))
    assert days(path, tmp_path) == [(0, [1, 2]), (1, [3])]
    path = written(tmp_path, broken, line("2026-09-02T00:00:00Z"))
    found = survey(path, LONGEST)
    assert found.in_order
    assert found.bounds() == (FIRST + 1, FIRST + 1)


def test_gzipped(tmp_path: Path) -> None:
    path = tmp_path / "signals.ndjson.gz"
    path.write_bytes(gzip.compress((line("2026-09-01T00:00:00Z") + "\n").encode()))
    assert days(path, tmp_path) == [(0, [1])]


def test_a_stray_from_the_far_future_does_not_move_the_end() -> None:
    found = spooling.Survey()
    found.days.update({FIRST: 600, FIRST + 1: 600, FIRST + 4_000: 1})
    assert found.usual_end() == FIRST + 1
    assert found.bounds() == (FIRST, FIRST + 4_000)
    assert spooling.Survey().usual_end() == 0


def test_what_is_due_is_given_once_and_the_rest_on_the_last_day(tmp_path: Path) -> None:
    spool = Spool(tmp_path / "accounts")
    for day in (FIRST, FIRST + 3, FIRST + 9):
        spool.add(day, (day - FIRST + 1, b"{}"))
    assert spool.due(FIRST + 3, last=False) == [FIRST, FIRST + 3]
    assert spool.due(FIRST + 4, last=False) == []
    assert spool.due(FIRST + 4, last=True) == [FIRST + 9]
    assert list(spool.lines(FIRST + 9)) == [(10, b"{}")]
