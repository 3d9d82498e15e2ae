"""How is a table of figures written for people? Aligned columns for a terminal, Markdown for a page.

Pure. The first column is text and stands left, the others are figures and stand right.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

type Cells = tuple[str, ...]
WIDEST_NAME = 26


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a sentence that says what the figures mean, and the table; `after` is said below it."""

    title: str
    sentence: str
    head: Cells = ()
    rows: Sequence[Cells] = field(default_factory=list)
    after: str = ""


def as_text(section: Section) -> str:
    """For a terminal."""
    lines = [section.title.upper(), *wrapped(section.sentence)]
    if section.rows:
        table = [tuple(_short(cell) if not at else cell for at, cell in enumerate(row)) for row in section.rows]
        widths = [max(len(row[at]) for row in [section.head, *table]) for at in range(len(section.head))]
        lines += ["", *("  " + _aligned(row, widths) for row in [section.head, *table])]
    return "\n".join([*lines, *wrapped(section.after)])


def as_markdown(section: Section, deep: int = 2) -> str:
    """For a page in a repository; `deep`: how deep the heading is."""
    parts = [f"{'#' * deep} {section.title}", section.sentence]
    if section.rows:
        marks = tuple("---:" if at else "---" for at in range(len(section.head)))
        parts.append("\n".join(f"| {' | '.join(row)} |" for row in [section.head, marks, *section.rows]))
    return "\n\n".join(part for part in [*parts, section.after] if part)


def wrapped(text: str, width: int = 98) -> list[str]:
    """Lines of words."""
    return textwrap.wrap(text, width)


def _aligned(row: Cells, widths: Sequence[int]) -> str:
    first, *others = row
    cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))]
    return "  ".join(cells).rstrip()


def _short(name: str) -> str:
    return name if len(name) <= WIDEST_NAME else f"{name[: WIDEST_NAME - 1]}…"
