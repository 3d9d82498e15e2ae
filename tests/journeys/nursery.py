"""Workers that a test may kill: a process that knows the product forks one for each line it is told, and never asks the
database itself. Each carries out what the task `review.apply_decisions` does, and says so after every batch.

    with Nursery(environment) as nursery:
        worker = nursery.worker()
        worker.batch()          # waits for one; 0 when it ended by itself
        worker.kill()
"""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

import django

ROOT = Path(__file__).parents[2]


@dataclass
class Worker:
    """A process at work; `said` is the end of a pipe that only it writes to."""

    pid: int
    said: int

    def batch(self) -> int:
        """Wait until it has committed a batch; how many accounts, 0 when nothing was left to do."""
        words = b""
        while not words.endswith(b"\n"):
            letter = os.read(self.said, 1)
            if not letter:
                return 0
            words += letter
        return int(words)

    def kill(self) -> None:
        """Like a power cut."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)
        os.close(self.said)


class Nursery:
    """The process that forks."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = {**environment, "DJANGO_SETTINGS_MODULE": "kycrisk.settings"}

    def __enter__(self) -> Self:
        """Start it."""
        command = [sys.executable, "-m", "tests.journeys.nursery"]
        self._process = subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def worker(self) -> Worker:
        """Fork one; the pipe it writes into is opened through the nursery, which holds its other end."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        pid, said = self._process.stdout.readline().split()
        return Worker(int(pid), os.open(f"/proc/{self._process.pid}/fd/{said}", os.O_RDONLY))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End it and whoever is left."""
        self._process.kill()
        self._process.communicate()


def be_the_nursery() -> None:
    """Fork a worker for each line on the standard input, and say its number and where it can be heard."""
    django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for the dead
    for _ in sys.stdin:
        reading, writing = os.pipe()
        pid = os.fork()
        if not pid:
            os.close(reading)
            be_a_worker(writing)
        os.close(writing)
        sys.stdout.write(f"{pid} {reading}\n")
        sys.stdout.flush()


def be_a_worker(said: int) -> None:
    """Apply what is pending."""
    from accounts.review.applying import apply_pending  # noqa: PLC0415  # needs the settings

    try:
        apply_pending(lambda done: os.write(said, f"{done}\n".encode()))
    finally:
        os._exit(0)


if __name__ == "__main__":
    be_the_nursery()
