"""How did the evidence of a case come to be what it is? Its snapshots, each compared with the one before."""

from dataclasses import dataclass
from datetime import datetime

from accounts.policy.querysets import current
from accounts.review.evidence import Weighed, material_changes
from accounts.review.listing import weighed
from accounts.review.models import Case

SHOWN = 20
NAMED = 20


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One snapshot in words: what changed with it, and who joined or left (the first few by name)."""

    as_of: datetime
    recommendation: str
    bits: float
    accounts: int
    changes: list[str]
    joined: list[str]
    left: list[str]
    joined_count: int
    left_count: int


def snapshots(case: Case) -> list[Snapshot]:
    """The newest snapshots, newest first; one query."""
    rows = list(case.evidence.order_by("-id")[: SHOWN + 1])
    desk = current().numbers.desk
    seen = [weighed(row) for row in rows]
    told: list[Snapshot] = []
    for number, row in enumerate(rows[:SHOWN]):
        before = seen[number + 1] if number + 1 < len(rows) else None
        changes = material_changes(before, seen[number], desk) if before else ["The case was opened with this."]
        told.append(_snapshot(row.as_of, before, seen[number], changes))
    return told


def _snapshot(as_of: datetime, before: Weighed | None, after: Weighed, changes: list[str]) -> Snapshot:
    joined = sorted(after.members - before.members) if before else []
    left = sorted(before.members - after.members) if before else []
    return Snapshot(
        as_of=as_of,
        recommendation=after.recommendation,
        bits=after.bits,
        accounts=len(after.members),
        changes=changes,
        joined=joined[:NAMED],
        left=left[:NAMED],
        joined_count=len(joined),
        left_count=len(left),
    )
