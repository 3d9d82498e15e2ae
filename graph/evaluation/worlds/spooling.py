"""How do lines in any order become one sorted file, without all of them in memory?

Lines are appended to a file per bucket (a day, a month, the first letter of an id); when all are there, each bucket is
read, sorted and passed on in the order of the buckets. Only one bucket is in memory at a time.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self


class Spool:
    """`with Spool(folder) as spool: spool.add("2026-11-01", line); …; for line in spool.drained(): …`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.count = 0
        self._files: dict[str, BinaryIO] = {}

    def __enter__(self) -> Self:
        """Make the folder; it must not be there yet."""
        self.folder.mkdir()
        return self

    def add(self, bucket: str, line: bytes) -> None:
        """Keep a line, which ends with a line break, for its bucket. Buckets are names of files."""
        file = self._files.get(bucket)
        if file is None:
            file = self._files[bucket] = (self.folder / bucket).open("wb")
        file.write(line)
        self.count += 1

    def add_all(self, lines: Iterable[tuple[str, bytes]]) -> None:
        """Keep many."""
        for bucket, line in lines:
            self.add(bucket, line)

    def drained(self) -> Iterator[bytes]:
        """Every line in order of bucket and text; each bucket is forgotten once it is read."""
        for bucket in sorted(self._files):
            self._files.pop(bucket).close()
            path = self.folder / bucket
            lines = path.read_bytes().splitlines(keepends=True)
            path.unlink()
            lines.sort()
            yield from lines

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close what is open and remove the folder."""
        for file in self._files.values():
            file.close()
        for left in self.folder.iterdir():
            left.unlink()
        self.folder.rmdir()
