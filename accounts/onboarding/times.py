"""How far do applications get, and how long does each step take? A funnel with its bars, and the same as rows.

Pure. Lengths are in days; a step nobody has taken yet has none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# The steps of the funnel, each after the one before it.
STEPS: Final = {
    "invited": "Invited",
    "started": "Started",
    "submitted": "Submitted",
    "decided": "Decided",
    "open": "Open",
}
# The step that ends a column of the board.
ENDS: Final = {"invited": "started", "filling": "submitted", "review": "decided", "asked": "answered"}


@dataclass(frozen=True, slots=True)
class Length:
    """How many took a step, and how many days it took half of them and nine in ten."""

    count: int = 0
    median: float | None = None
    slow: float | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A step of the funnel: how many came so far, the share of those before that went on (whole percent)."""

    key: str
    label: str
    count: int
    width: float
    goes_on: int | None
    median: str
    slow: str


@dataclass(frozen=True, slots=True)
class Times:
    """The funnel and its sentence."""

    bars: list[Bar]
    sentence: str
    median: str


def times_of(lengths: Mapping[str, Length]) -> Times:
    """The funnel of these steps; `whole` among them is the length from invitation to access."""
    bars: list[Bar] = []
    before = 0
    first = lengths["invited"].count
    for key, label in STEPS.items():
        step = lengths[key]
        goes_on = round(100 * step.count / before) if bars and before else None
        width = 100 * step.count / first if first else 0.0
        bars.append(Bar(key, label, step.count, width, goes_on, days(step.median), days(step.slow)))
        before = step.count
    return Times(bars, _sentence(bars), days(lengths["whole"].median))


def typical_days(lengths: Mapping[str, Length]) -> dict[str, str]:
    """How long applications usually stand in a column of the board: `2 days typical`."""
    found = {stage: lengths[end].median for stage, end in ENDS.items()}
    return {stage: f"{days(length)} typical" for stage, length in found.items() if length is not None}


def days(length: float | None) -> str:
    """A length as people say it: `3.4 days`, `6 hours`; empty when nobody has come so far."""
    if length is None:
        return ""
    if length < 1 / 24:
        return "under an hour"
    if length < 1:
        hours = round(length * 24)
        return f"{hours} hour{'' if hours == 1 else 's'}"
    rounded = round(length, 1)
    return f"{rounded:g} day{'' if rounded == 1 else 's'}"


def _sentence(bars: list[Bar]) -> str:
    if not bars[0].count:
        return "Nobody was invited since then."
    return "; ".join(f"{bar.label.lower()} {bar.count:,}" for bar in bars).capitalize() + "."
