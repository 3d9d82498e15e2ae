"""What would have been thought of everybody, day by day? A dataset folder lived through again in an empty database.

Accounts enter on the day they were created, signals are accepted on their day, verdicts are heard on theirs; then the
pipeline advances as it does every day, and whoever has reached a level for the first time is written down.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from itertools import batched
from pathlib import Path

import msgspec
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.parties.models import Account
from accounts.parties.values import moment
from accounts.policy.querysets import current
from accounts.staff.models import User
from graph.evaluation.spooling import Numbered, Spool, Survey, by_day, survey
from graph.pipeline.actions import advance
from graph.risk.models import Assessment
from graph.risk.recommendation import LEVELS
from graph.signals.loading import FILES, SIGNALS_AT_ONCE, Dataset
from graph.signals.models import Signal
from kycrisk.lib.errors import Refused
from kycrisk.lib.rows import Row

type First = dict[int, list[int]]


@dataclass(slots=True)
class Replay:
    """One folder, replayed. `work` takes spools; `complain` is told each sentence and may raise; `every` in days."""

    folder: Path
    work: Path
    complain: Callable[[str], None]
    show: Callable[[str, int], None] = lambda _noun, _count: None
    every: int = 1
    # By account key: the day on which it first stood at watch, review and limit or above; 0 for not yet.
    first: First = field(default_factory=dict)
    complaints: Counter[str] = field(default_factory=Counter)
    days: int = 0
    dataset: Dataset = field(init=False)
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        """Say who takes the folder in."""
        self.dataset = Dataset(self.folder, self._tell, by=Actor.command("evaluate"))
        self.now = timezone.now()

    def run(self) -> None:
        """Live through every day. Raises `Refused` unless the database is empty and the folder holds something."""
        if any(model.objects.exists() for model in (Account, Signal, User)):
            raise Refused("This database is in use; a replay needs one that is migrated and empty.")
        if not any(self.dataset.file(name) for name in FILES):
            raise Refused(f"{self.folder} holds none of {', '.join(FILES)} (each may end in .gz).")
        longest = current().numbers.intake.event_bytes
        signals = self.dataset.file("signals.ndjson")
        surveyed = survey(signals, longest) if signals else Survey()
        if signals and not surveyed.in_order:
            self._tell(f"{signals.name}: the signals are not sorted by time; they are sorted by day first.")
        self._believe(surveyed)
        self._parties()
        lines = by_day(signals, longest, surveyed, self.work / "signals") if signals else iter(())
        self._live(lines, surveyed)

    def _believe(self, surveyed: Survey) -> None:
        """Times after now are refused; of a world that lies ahead of this machine's clock, now is its end."""
        if last := surveyed.usual_end():
            self.now = max(self.now, end_of(last))

    def _tell(self, sentence: str) -> None:
        self.complaints[sentence.partition(":")[0]] += 1
        self.complain(sentence)

    def _parties(self) -> None:
        for name, take_in in (("persons.jsonl", self.dataset.persons), ("entities.jsonl", self.dataset.entities)):
            if path := self.dataset.file(name):
                take_in(path)

    # -- the days

    def _live(self, lines: Iterator[tuple[int, Iterator[Numbered]]], surveyed: Survey) -> None:
        """What is older than the first signal is there when it comes; what is younger than the last, at the end."""
        accounts, verdicts = self._spool("accounts.jsonl", "created_at"), self._spool("verdicts.jsonl", "at")
        begins, ends = surveyed.bounds() if surveyed.days else (self.now.toordinal(), self.now.toordinal())
        signals, waiting = next(lines, None), False
        for day in range(begins, ends + 1):
            last = day == ends
            done = self._admit(accounts, accounts.due(day, last=last))
            while signals is not None and signals[0] <= day:
                done += self._accept(signals[1])
                signals = next(lines, None)
            done += self._hear(verdicts, verdicts.due(day, last=last))
            self.days += done > 0
            waiting |= done > 0
            if last or (waiting and (day - begins) % self.every == self.every - 1):
                advance()
                waiting = False
                self._look(day)
            self.show(f"signals, {date.fromordinal(day)}", self.dataset.loaded.signals)

    def _spool(self, name: str, moment_field: str) -> Spool:
        """A file's rows by day, before all days where no time can be read: whoever takes them in complains."""
        spool, path = Spool(self.work / name), self.dataset.file(name)
        for row in self.dataset.rows(path) if path else ():
            spool.add(_day(row.fields.get(moment_field)), (row.number, msgspec.json.encode(row.fields)))
        return spool

    def _admit(self, spool: Spool, days: list[int]) -> int:
        path = self.dataset.file("accounts.jsonl")
        rows = (Row(number, msgspec.json.decode(line)) for day in days for number, line in spool.lines(day))
        if path and days:
            self.dataset.admit(path, rows, now=self.now)
        return len(days)

    def _accept(self, lines: Iterator[Numbered]) -> int:
        count, path = 0, self.dataset.file("signals.ndjson")
        for numbered in batched(lines, SIGNALS_AT_ONCE, strict=False):
            assert path
            self.dataset.accept(path, numbered, now=self.now)
            count += len(numbered)
        return count

    def _hear(self, spool: Spool, days: list[int]) -> int:
        count, path = 0, self.dataset.file("verdicts.jsonl")
        for number, line in (one for day in days for one in spool.lines(day)):
            assert path
            self.dataset.hear(path, Row(number, msgspec.json.decode(line)))
            count += 1
        return count

    def _look(self, day: int) -> None:
        """Who stands where today for the first time?"""
        rows = Assessment.objects.exclude(recommendation="clear").values_list("account_id", "recommendation")
        for account, level in rows.iterator(chunk_size=10_000):
            firsts = self.first.setdefault(account, [0, 0, 0])
            for reached in range(LEVELS.index(level)):
                firsts[reached] = firsts[reached] or day


def _day(told: object) -> int:
    try:
        return moment(told).date().toordinal()
    except ValueError:
        return 0


def end_of(day: int) -> datetime:
    """Midnight after a day, UTC."""
    return datetime.combine(date.fromordinal(day), time(), UTC) + timedelta(days=1)
