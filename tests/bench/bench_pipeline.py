"""How long does a population take, from events to networks? Intake, fold, a day's derivation, a rebuild; and growth.

At full scale the world of the headline: 100,000 accounts. Seconds are of the processor, PostgreSQL's included, so that
a busy machine measures the same.
"""

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import connection
from django.utils import timezone

from graph.evaluation.worlds.presets import PRESETS
from graph.evaluation.worlds.writing import Order, write_world
from graph.pipeline.actions import advance, rebuild
from graph.signals.accepting import accept
from graph.signals.facts import fold_facts
from graph.signals.folding import fold
from tests.bench.figures import Figure

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)
AT_ONCE = 5_000


def measure(scale: float) -> Iterator[Figure]:
    """A tenth of the world, then the whole beside it; derivations stand beside what linear growth would take."""
    tenth = Stand(scale / 10, seed=1)
    list(tenth.figures())
    yield from Stand(scale, seed=2, before=tenth).figures()


class Stand:
    """A world that is taken in beside an earlier one, and what each step took of the processor."""

    def __init__(self, scale: float, seed: int, before: "Stand | None" = None) -> None:
        self.before, self.seconds = before, dict[str, float]()
        self.new = self.signals = 0
        with TemporaryDirectory() as folder:
            world = Path(folder) / "world"
            write_world(Order(PRESETS["headline"], seed, UNTIL, scale=scale), world)
            with (world / "signals.ndjson").open("rb") as events:
                self._timed("intake", lambda: self._send(events))
        self.signals += self.new + (before.signals if before else 0)

    def _send(self, events: Iterator[bytes]) -> None:
        for batch in batched(events, AT_ONCE, strict=False):
            self.new += accept(batch, key=None, received_at=timezone.now(), sender="bench").accepted

    def figures(self) -> Iterator[Figure]:
        """Fold what came in, derive, rebuild."""
        while fold_facts().lines:
            pass
        self._timed("fold", lambda: list(iter(lambda: fold(20_000).count, 0)))
        self._timed("advance", lambda: advance(as_of=UNTIL))
        self._timed("rebuild", lambda: rebuild(as_of=UNTIL))
        for name, goal in (("intake", ">= 13,000"), ("fold", ">= 25,000")):
            yield Figure(f"{name} of {self.new:,} signals", self.new / self.seconds[name], "signals/s", goal)
        for name in ("advance", "rebuild"):
            said, linear = f"{name}, {self.signals:,} signals", self._linear(name)
            yield Figure(said, self.seconds[name], "s", "<= 20, linear", linear, more_is_better=False)

    def _linear(self, name: str) -> float | None:
        known = self.before
        return known.seconds[name] * self.signals / known.signals if known else None

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
