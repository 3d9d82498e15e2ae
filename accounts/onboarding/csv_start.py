"""Whom does a file of customers name? Its lines as starts, each with what is wrong with it.

Pure. Read are UTF-8 (with or without a mark), UTF-16 and, said aloud, what Western spreadsheets call ANSI; columns
separated by comma, semicolon or tab. One line that cannot be read leaves the others alone.
"""

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from accounts.onboarding.start import Start, read

NEEDED: Final = ("company_name", "country", "contact_name", "contact_email", "plan")
OPTIONAL: Final = ("external_id", "account", "program", "language")
COLUMNS: Final = NEEDED + OPTIONAL
SEPARATORS: Final = ",;\t"
LONGEST_CELL: Final = 2_000
EXAMPLE: Final = (
    "Ostsee Robotics AG",
    "DE",
    "Antje Voss",
    "a.voss@ostsee-robotics.example",
    "business",
    "CRM-1042",
    "",
    "",
    "de",
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file (its number as a spreadsheet counts), what it starts, and by column what is wrong with it."""

    number: int
    start: Start
    complaints: dict[str, str] = field(default_factory=dict)
    twin: int = 0

    @property
    def reasons(self) -> list[str]:
        """What is wrong, in sentences."""
        said = [f"{name}: {sentence}" if name else sentence for name, sentence in self.complaints.items()]
        return [*said, *([f"The same customer stands in row {self.twin}."] if self.twin else [])]


@dataclass(frozen=True, slots=True)
class File:
    """What was read. `flaw`: why nothing could be, in a sentence that mends it; `hints`: what was done to read it."""

    lines: tuple[Line, ...] = ()
    flaw: str = ""
    hints: tuple[str, ...] = ()


def read_file(raw: bytes, most: int) -> File:
    """The lines of a file of at most so many rows; empty lines are left aside."""
    if not raw.strip():
        return File(flaw="The file is empty. Download the template, fill it in and save it as CSV.")
    if raw[:2] == b"PK" or raw[:4] == b"\xd0\xcf\x11\xe0":
        return File(flaw="This is a workbook. Save it as “CSV UTF-8” in your spreadsheet program and choose that file.")
    text, hints = _text(raw)
    if "\0" in text:
        return File(flaw="This is not a text file. Save the list as “CSV UTF-8” and choose that file.")
    separator = _separator(text)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error:
        return File(flaw="The file cannot be read as CSV: a quotation mark opens and never closes.")
    return _lines(rows, hints + _hint_of(separator), most)


def _text(raw: bytes) -> tuple[str, tuple[str, ...]]:
    if raw[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return raw.decode("utf-16", "replace"), ("Read as UTF-16.",)
    try:
        return raw.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        hint = "Not UTF-8: read as Windows-1252. Look whether names with umlauts are right before you start them."
        return raw.decode("cp1252", "replace"), (hint,)


def _separator(text: str) -> str:
    head = next((line for line in text.splitlines() if line.strip()), "")
    return max(SEPARATORS, key=head.count)


def _hint_of(separator: str) -> tuple[str, ...]:
    named = {";": "Columns are separated by semicolons.", "\t": "Columns are separated by tabs."}
    return (named[separator],) if separator in named else ()


def _lines(rows: Sequence[Sequence[str]], hints: tuple[str, ...], most: int) -> File:
    numbered = [(number, row) for number, row in enumerate(rows, start=1) if any(cell.strip() for cell in row)]
    (_, head), body = numbered[0], numbered[1:]
    names = [cell.strip().casefold().replace(" ", "_").replace("-", "_") for cell in head]
    flaw = _flaw(names, len(body), most)
    if flaw:
        return File(flaw=flaw, hints=hints)
    unknown = [name for name in names if name and name not in COLUMNS]
    if unknown:
        hints += (f"Not read: {', '.join(unknown[:5])}.",)
    return File(_without_twins([_line(number, names, row) for number, row in body]), hints=hints)


def _flaw(names: list[str], count: int, most: int) -> str:
    missing = [name for name in NEEDED if name not in names]
    twice = [name for name, times in Counter(names).items() if name in COLUMNS and times > 1]
    if missing:
        return f"The first row must name the columns. Missing: {', '.join(missing)}. Download the template to see them."
    if twice:
        return f"The column {twice[0]} is there twice. Leave one."
    if not count:
        return "The file names its columns and nobody under them. Add a row for each customer."
    return f"{count:,} rows are more than {most:,}. Split the file." if count > most else ""


def _line(number: int, names: list[str], row: Sequence[str]) -> Line:
    cells = dict(zip(names, (unquoted(cell[:LONGEST_CELL]) for cell in row), strict=False))
    told: dict[str, Any] = {name: cells.get(name, "") for name in NEEDED}
    told |= {name: cells[name] for name in OPTIONAL if cells.get(name)}
    start, complaints = read(Start(**told))
    said = dict(complaints)
    if len(row) > len(names) and any(cell.strip() for cell in row[len(names) :]):
        said[""] = "More cells than columns: put text with commas in quotation marks."
    return Line(number, start, said)


def unquoted(cell: str) -> str:
    """A cell as it was meant: our own files put `'` before what a spreadsheet would run."""
    text = cell.strip()
    return text[1:] if text[:1] == "'" and text[1:2] in {"=", "+", "-", "@"} else text


def _without_twins(lines: list[Line]) -> tuple[Line, ...]:
    """Each line, with the row of the first one that names the same customer."""
    seen: dict[tuple[str, ...], int] = {}
    found = []
    for line in lines:
        first = (
            0 if line.complaints else min((seen.setdefault(key, line.number) for key in keys_of(line.start)), default=0)
        )
        found.append(replace(line, twin=first) if first and first != line.number else line)
    return tuple(found)


def keys_of(start: Start) -> list[tuple[str, ...]]:
    """By what the same customer is met again inside a file: the seller's number, the account, name with country."""
    keys = [("external_id", start.external_id), ("account", start.account)]
    return [key for key in keys if key[1]] + [
        ("name", start.company_name.casefold(), start.country, start.contact_email)
    ]
