"""How long does a message take from the publisher to the worker, and how many a second?"""

import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.db import connection

from tests.bench.figures import Figure
from tests.ground.rehearsal import rehearse
from tests.live import Live

WARM_UP = 5


def measure(scale: float) -> Iterator[Figure]:
    """Single messages one after the other, then a burst; the baseline fetches one message at a time."""
    with tempfile.TemporaryDirectory() as folder, Live(dict(os.environ), Path(folder)) as live:
        live.worker.command.append("--include=tests.ground.rehearsal")
        live.start_worker()
        waits = [one_message(Path(folder) / "single") for _ in range(WARM_UP + int(50 * scale) or 1)][WARM_UP:]
        yield Figure("broker: publisher to worker, median", statistics.median(waits), "s", "<= 0.3")
        yield Figure("broker: publisher to worker, longest", max(waits), "s", "<= 1")
        eager = burst(Path(folder) / "eager", int(1000 * scale) or 1)
        live.worker.stop()
        live.worker.command.append("--prefetch-multiplier=1")
        live.start_worker()
        one_message(Path(folder) / "single")
        yield Figure("broker: burst", eager, "messages/s", ">= 50", burst(Path(folder) / "one", int(200 * scale) or 1))


def one_message(folder: Path) -> float:
    """Seconds from sending a task to its first line."""
    prepare(folder)
    began = time.perf_counter()
    rehearse.delay(str(folder))
    while not (folder / "begun").exists():
        time.sleep(0.002)
    waited = time.perf_counter() - began
    wait_until_done()
    (folder / "begun").unlink()
    return waited


def burst(folder: Path, count: int) -> float:
    """Messages per second until the last of `count` is done and acknowledged."""
    prepare(folder)
    began = time.perf_counter()
    for _ in range(count):
        rehearse.delay(str(folder))
    wait_until_done()
    return count / (time.perf_counter() - began)


def prepare(folder: Path) -> None:
    """A folder in which the task ends at once."""
    folder.mkdir(exist_ok=True)
    (folder / "go").touch()


def wait_until_done() -> None:
    """Wait until no message is left."""
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT count(*) FROM pgmq.q_celery")
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.01)
