"""How long does a population take, from events to networks? Intake, fold, a day's derivation, a rebuild; and growth.

Small worlds side by side, four times the usual size each, every one with rings and honest groups of its own: 100,000
accounts at full scale. Seconds are of the processor, PostgreSQL's included, so that a busy machine measures the same.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.utils import timezone

from graph.evaluation.small_world import plan_world, write_plan
from graph.pipeline.actions import advance, rebuild
from graph.signals.accepting import accept
from graph.signals.facts import fold_facts
from graph.signals.folding import fold
from tests.bench.figures import Figure

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)
WORLDS, SIZE = 60, 4.0
PART_OF_REQUESTS = 0.25
AT_ONCE = 5_000


def measure(scale: float) -> Iterator[Figure]:
    """A tenth of the worlds, then all of them; each growth is beside what ten times the tenth would take."""
    small, whole = max(1, round(WORLDS * scale / 10)), max(2, round(WORLDS * scale))
    tenth = Stand()
    tenth.grow(range(small))
    for _ in tenth.figures():
        pass
    stand = Stand(known=tenth.signals)
    stand.grow(range(small, whole))
    yield from stand.figures(tenth, times=whole / small)


class Stand:
    """A population that grew by some worlds, and what each step took of the processor."""

    def __init__(self, known: int = 0) -> None:
        self.known = self.signals = known
        self.seconds: dict[str, float] = {}

    def grow(self, worlds: range) -> None:
        """Take worlds in, event by event in order of time inside each."""
        with TemporaryDirectory() as folder:
            for number in worlds:
                self._take(Path(folder) / str(number), number)

    def _take(self, folder: Path, number: int) -> None:
        world = plan_world(number, UNTIL, scale=SIZE)
        for account in world.accounts:
            account.requests_per_day *= PART_OF_REQUESTS
        write_plan(folder, world, number)
        events = (folder / "signals.ndjson").read_bytes().splitlines()
        self.signals += len(events)
        self._timed("intake", lambda: self._send(events))

    def _send(self, events: list[bytes]) -> None:
        for start in range(0, len(events), AT_ONCE):
            accept(events[start : start + AT_ONCE], key=None, received_at=timezone.now(), sender="bench")

    def figures(self, tenth: "Stand | None" = None, times: float = 1.0) -> Iterator[Figure]:
        """Fold what came in, derive twice, rebuild."""
        while fold_facts().lines:
            pass
        self._timed("fold", lambda: [None for _ in iter(lambda: fold(20_000).count, 0)])
        self._timed("advance", lambda: advance(as_of=UNTIL))
        self._timed("rebuild", lambda: rebuild(as_of=UNTIL))
        new = self.signals - self.known
        for name, goal in (("intake", ">= 13,000"), ("fold", ">= 25,000")):
            yield Figure(f"{name} of {new:,} signals", new / self.seconds[name], "signals/s", goal)
        for name, goal in (("advance", "<= 20"), ("rebuild", "<= 20")):
            linear = tenth and times * tenth.seconds[name]
            said = f"{name}, {self.signals:,} signals"
            yield Figure(said, self.seconds[name], "s", goal, linear, more_is_better=False)

    def _timed(self, name: str, work: Callable[[], object]) -> None:
        began = _processor_seconds()
        work()
        self.seconds[name] = self.seconds.get(name, 0.0) + _processor_seconds() - began


def _processor_seconds() -> float:
    """Of this process and of the PostgreSQL process that serves it, where the system tells; else time as it passes."""
    connection.ensure_connection()
    backend = Path(f"/proc/{connection.connection.info.backend_pid}/stat")
    try:
        fields = backend.read_text().rpartition(")")[2].split()
    except OSError:
        return time.perf_counter()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / 100
