"""How far is a long command? A line that is written over, on a terminal; nothing elsewhere and nothing with --quiet."""

import time
from argparse import ArgumentParser
from types import TracebackType
from typing import Self, TextIO

INTERVAL = 0.2


def add_quiet(parser: ArgumentParser) -> None:
    """The option that every long command has."""
    parser.add_argument("--quiet", action="store_true", help="show no progress")


class Progress:
    """`with Progress(sys.stderr, "entries", total=n) as progress: … progress.at(i)`; `total` 0 when nobody knows."""

    def __init__(self, stream: TextIO, noun: str, *, total: int = 0, quiet: bool = False) -> None:
        self.stream, self.noun, self.total = stream, noun, total
        self.shown = not quiet and stream.isatty()
        self._last = 0.0

    def at(self, count: int) -> None:
        """Show how many are done, at most five times a second."""
        now = time.monotonic()
        if self.shown and now - self._last >= INTERVAL:
            self._last = now
            share = f" of {self.total:,} ({count / self.total:.0%})" if self.total else ""
            self.stream.write(f"\r\x1b[K{count:,}{share} {self.noun}")
            self.stream.flush()

    def __enter__(self) -> Self:
        """Nothing is shown before the first `at`."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear the line: what remains is the result."""
        if self.shown and self._last:
            self.stream.write("\r\x1b[K")
            self.stream.flush()
