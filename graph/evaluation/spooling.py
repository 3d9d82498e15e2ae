"""On which day does each line happen? A file's lines day by day, however large it is and however it is sorted.

A file whose days follow one another is read through; any other is first spooled, one file for each day. Lines keep
their numbers. A line whose time cannot be read goes with its neighbours: whoever takes it in will complain.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import msgspec

from graph.signals.loading import numbered_lines
from graph.signals.payloads import Moment
from kycrisk.lib.rows import open_any

type Numbered = tuple[int, bytes]
type Dated = tuple[int, Numbered]
SPOOLED_BYTES = 32 << 20


class _When(msgspec.Struct):
    time: Moment


_WHEN = msgspec.json.Decoder(_When)


@dataclass(slots=True)
class Survey:
    """Lines by day (ordinals), and whether no day comes before an earlier line's."""

    days: Counter[int] = field(default_factory=Counter)
    in_order: bool = True

    def bounds(self) -> tuple[int, int]:
        """The first and the last day; lines whose day nobody knows count for neither if there are others."""
        known = [day for day in self.days if day] or [0]
        return min(known), max(known)

    def usual_end(self) -> int:
        """The last day that is no stray: all but a thousandth of the lines are over by then. 0 without lines."""
        left = self.days.total() // 1000
        for day in sorted(self.days, reverse=True):
            left -= self.days[day]
            if left < 0:
                return day
        return 0


def survey(path: Path, longest: int) -> Survey:
    """Read through once."""
    found, newest = Survey(), 0
    with open_any(path) as file:
        for day, _line in _dated(numbered_lines(file, longest)):
            found.days[day] += 1
            found.in_order = found.in_order and day >= newest
            newest = max(newest, day)
    return found


def by_day(path: Path, longest: int, surveyed: Survey, folder: Path) -> Iterator[tuple[int, Iterator[Numbered]]]:
    """Each day with its lines, in order; `folder` takes the spool if one is needed."""
    with open_any(path) as file:
        dated = _dated(numbered_lines(file, longest))
        if surveyed.in_order:
            for day, group in groupby(dated, key=itemgetter(0)):
                yield day, (line for _, line in group)
            return
        spool = Spool(folder)
        for day, line in dated:
            spool.add(day, line)
    for day in sorted(surveyed.days):
        yield day, spool.lines(day)


class Spool:
    """Lines set aside by day, in files; at most `SPOOLED_BYTES` of them in memory."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.days: set[int] = set()
        self._given: set[int] = set()
        self._kept: dict[int, list[bytes]] = {}
        self._bytes = 0

    def add(self, day: int, line: Numbered) -> None:
        """Set a line aside."""
        self.days.add(day)
        self._kept.setdefault(day, []).append(b"%d %s\n" % line)
        self._bytes += len(line[1])
        if self._bytes > SPOOLED_BYTES:
            self._write()

    def due(self, day: int, *, last: bool) -> list[int]:
        """The days up to this one (on the last: all) that were not asked for before."""
        found = sorted(one for one in self.days - self._given if last or one <= day)
        self._given.update(found)
        return found

    def lines(self, day: int) -> Iterator[Numbered]:
        """The lines of a day, in the order they were added."""
        self._write()
        if day not in self.days:
            return
        with (self.folder / str(day)).open("rb") as file:
            for line in file:
                number, _, text = line.partition(b" ")
                yield int(number), text[:-1]

    def _write(self) -> None:
        for day, lines in self._kept.items():
            with (self.folder / str(day)).open("ab") as file:
                file.writelines(lines)
        self._kept, self._bytes = {}, 0


def _dated(lines: Iterable[Numbered]) -> Iterator[Dated]:
    day = 0
    for line in lines:
        day = day_of_line(line[1]) or day
        yield day, line


def day_of_line(line: bytes) -> int:
    """The day of a line's `time` in UTC, as an ordinal; 0 if it cannot be read."""
    try:
        return _WHEN.decode(line).time.astimezone(UTC).toordinal()
    except (ValueError, RecursionError, OverflowError):
        return 0
