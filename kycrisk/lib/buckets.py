"""How often may somebody ask? Token buckets: a quota a minute that fills up evenly, for any number of callers.

Kept in this process only. Several web processes each grant the quota, so a caller may get it once per process: this
protects the product from a loop that ran wild, and is no limit that anybody pays for. A counter in the database would
be exact and cost a write per request, which is more than most requests cost altogether.
"""

import math
import threading
from collections import OrderedDict
from dataclasses import dataclass

WINDOW = 60.0
CALLERS = 10_000  # remembered at once; whoever asked longest ago is forgotten, which only grants a full quota anew


@dataclass(frozen=True, slots=True)
class Standing:
    """What a caller has left: whole requests, and seconds until the quota is full (if refused: until one is left)."""

    allowed: bool
    quota: int
    remaining: int
    seconds: int


class Buckets:
    """The buckets of all callers of one process."""

    def __init__(self) -> None:
        self._levels: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, caller: bytes, *, quota: int, now: float) -> Standing:
        """Count one request at `now` (monotonic seconds) against a quota per minute."""
        with self._lock:
            level, then = self._levels.pop(caller, (float(quota), now))
            level = min(float(quota), level + max(0.0, now - then) * quota / WINDOW)
            allowed = level >= 1
            level -= allowed
            self._levels[caller] = (level, now)
            if len(self._levels) > CALLERS:
                self._levels.popitem(last=False)
        missing = quota - level if allowed else 1 - level
        return Standing(allowed, quota, int(level), math.ceil(missing * WINDOW / quota))
