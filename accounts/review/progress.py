"""How far did a decision get? Counts, how long it has been at it, and how long it may still take.

Pure: the moment of asking is an argument.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Progress:
    """A decision on its way: of `total` accounts on the list, how many are in which state.

    `since`: when it was decided. `last_at`: when it last changed somebody's access. `cancelled_by`: the decision that
    stopped it; empty if nobody did.
    """

    total: int
    applied: int
    skipped: int
    failed: int
    pending: int
    since: datetime
    last_at: datetime | None = None
    cancelled_by: str = ""

    @property
    def done(self) -> int:
        """Dealt with, one way or the other."""
        return self.total - self.pending

    @property
    def running(self) -> bool:
        """Is somebody still to be dealt with?"""
        return self.pending > 0

    @property
    def share(self) -> float:
        """0 … 1; an empty list is done."""
        return self.done / self.total if self.total else 1.0

    def left(self) -> timedelta | None:
        """How long the rest takes at the pace so far; None while nobody knows."""
        if not self.running or not self.applied or self.last_at is None or self.last_at <= self.since:
            return timedelta(0) if not self.running else None
        return (self.last_at - self.since) / self.done * self.pending

    def sentence(self) -> str:
        """`1,500 of 2,400 applied, 12 passed over; about 20 s left`."""
        said = f"{self.applied:,} of {self.total:,} applied"
        said += f", {self.skipped:,} passed over" if self.skipped else ""
        said += f", {self.failed:,} failed" if self.failed else ""
        if self.cancelled_by:
            return f"{said}; stopped by {self.cancelled_by}"
        left = self.left()
        if not self.running:
            return said
        return f"{said}; about {_span(left)} left" if left is not None else f"{said}; begins"


def _span(length: timedelta) -> str:
    seconds = max(1, round(length.total_seconds()))
    return f"{seconds} s" if seconds < 90 else f"{round(seconds / 60)} min"
