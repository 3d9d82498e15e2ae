"""How is a file of rows read, line by line, when some lines are broken? JSON Lines or CSV, gzipped or not.

The name says what it is: `….csv` or `….csv.gz` is CSV with a header, anything else JSON Lines. A broken line comes out
with its number and what is wrong with it; a broken file raises.
"""

import csv
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, cast

LONGEST_LINE: Final = 1_000_000
NOT_TEXT: Final = re.compile("[\ud800-\udfff]")


class BadFile(Exception):
    """The file cannot be read on; the sentence says where and why."""


class Row(NamedTuple):
    """A line of a file: what it says, or what is wrong with it."""

    number: int
    fields: dict[str, Any]
    error: str = ""


def rows_of(path: Path, *, column: str) -> Iterator[Row]:
    """Every line that is not empty; raises `BadFile`, also for a CSV file without the `column` it must have."""
    number = 0
    try:
        with open_any(path) as file:
            name = path.name.removesuffix(".gz").lower()
            for row in _csv_rows(file, column) if name.endswith(".csv") else _json_rows(file):
                number = row.number
                yield row
    except (EOFError, zlib.error, OSError) as error:
        why = getattr(error, "strerror", None) or "it is damaged or cut off"
        raise BadFile(f"{path}: cannot be read after line {number}: {why}.") from None


@contextmanager
def open_any(path: Path) -> Iterator[IO[bytes]]:
    """The bytes of a file, unpacked if it is gzipped, whatever its name says."""
    with path.open("rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        if not zipped:
            yield file
            return
        with gzip.open(file) as unzipped:
            yield cast("IO[bytes]", unzipped)


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Numbered lines, each cut off where it is too long for any honest row."""
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        yield number, line
        while line and not line.endswith(b"\n") and len(line) == LONGEST_LINE:
            line = file.readline(LONGEST_LINE)  # the rest of it belongs to nobody


def _json_rows(file: IO[bytes]) -> Iterator[Row]:
    for number, line in _lines(file):
        if not line.strip():
            continue
        try:
            value = json.loads(line.removeprefix(b"\xef\xbb\xbf"), parse_constant=_no_number)
        except (ValueError, RecursionError):
            yield Row(number, {}, "This line is no JSON.")
            continue
        yield Row(number, value) if isinstance(value, dict) else Row(number, {}, "Write an object, {…}, on each line.")


def _no_number(name: str) -> float:
    raise ValueError(name)


def _csv_rows(file: IO[bytes], column: str) -> Iterator[Row]:
    """Empty cells come out as None: nobody said anything."""
    text = (line.decode("utf-8", "surrogateescape").removeprefix("\ufeff") for _, line in _lines(file))
    reader = csv.DictReader(text, strict=True)
    if column not in [name.strip() for name in reader.fieldnames or ()]:
        raise BadFile(f"The header has no column {column!r}; name the columns in the first line, separated by commas.")
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Row(reader.line_num, {}, f"This line is no CSV: {error}.")
            continue
        if cells is None:
            return
        yield _csv_row(reader.line_num, cells)


def _csv_row(number: int, cells: dict[Any, Any]) -> Row:
    if None in cells or None in cells.values():
        return Row(number, {}, "This line has another number of cells than the header.")
    if any(NOT_TEXT.search(cell) for cell in cells.values()):
        return Row(number, {}, "This line is not UTF-8.")
    return Row(number, {name.strip(): cell.strip() or None for name, cell in cells.items()})
