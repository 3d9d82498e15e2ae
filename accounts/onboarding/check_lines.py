"""How are checks shown to a reviewer? What needs a look first, each with its sentence; what passed is folded."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.onboarding.checks import BY_KEY, ORDER
from accounts.onboarding.models import Check

# So many stand open; what passed beyond that is folded.
SHOWN = 6
RESULTS = {
    "failed": ("warn", "stop", "failed"),
    "unclear": ("info", "review", "unclear"),
    "pending": ("clock", "", "pending"),
    "passed": ("check", "clear", "passed"),
}


@dataclass(frozen=True, slots=True)
class CheckLine:
    """A check as a line: icon and kind of its square, what, and its sentence with the party's name in it."""

    check: str
    what: str
    icon: str
    kind: str
    label: str
    sentence: str
    result: str
    by: str
    at: datetime
    may_judge: bool


@dataclass(frozen=True, slots=True)
class CheckLines:
    """All checks: those that stand open, those folded, and the count in words."""

    shown: Sequence[CheckLine]
    folded: Sequence[CheckLine]
    counted: str


def check_lines(checks: Sequence[Check], names: Mapping[str, str]) -> CheckLines:
    """`names`: how each party is named on this page, by key. The checks come with their party."""
    worst_first = list(RESULTS)
    ordered = sorted(checks, key=lambda check: (worst_first.index(check.result), ORDER.get(check.what, len(ORDER))))
    lines = [_line(check, names) for check in ordered]
    open_ones = max(SHOWN, sum(line.result != "passed" for line in lines))
    counts = Counter(check.result for check in checks)
    counted = ", ".join(f"{counts[result]} {RESULTS[result][2]}" for result in reversed(worst_first) if counts[result])
    return CheckLines(lines[:open_ones], lines[open_ones:], counted or "nothing was checked yet")


def _line(check: Check, names: Mapping[str, str]) -> CheckLine:
    icon, kind, _ = RESULTS[check.result]
    name = names.get(check.party.key, "a party") if check.party else "the applicant"
    label = BY_KEY[check.what].label if check.what in BY_KEY else check.what.replace("_", " ").capitalize()
    return CheckLine(
        check=check.check_id,
        what=check.what,
        icon=icon,
        kind=kind,
        label=f"{label}: {name}" if check.party else label,
        sentence=check.sentence.replace("{party}", name),
        result=check.result,
        by="" if check.provider == "kycrisk" else check.provider.replace("_", " "),
        at=check.at,
        may_judge=check.result in {"unclear", "failed"} or (check.what == "identity" and check.result == "pending"),
    )
