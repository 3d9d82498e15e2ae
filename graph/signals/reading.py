"""Which signals has a reader not seen yet? Those behind its cursor, in commit order, none ever skipped.

A row carries the id of its transaction. Transactions commit in another order than they begin, so a reader stays below
the oldest one still open (`pg_snapshot_xmin`): everything there is final, and nothing can appear behind the cursor.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from uuid import UUID

from django.db import connection, transaction

from graph.signals.models import Cursor, Signal

_NOWHERE = UUID(int=0)
_SETTLED = "xid < pg_snapshot_xmin(pg_current_snapshot())::text::bigint"
_NEXT = f"""
WITH batch AS MATERIALIZED (
    SELECT xid, id, account_id, at FROM signals_signal
     WHERE (xid, id) > (%s, %s) AND {_SETTLED}
     ORDER BY xid, id LIMIT %s
)
SELECT count(*), max(at), array_agg(DISTINCT account_id),
       (SELECT xid FROM batch ORDER BY xid DESC, id DESC LIMIT 1),
       (SELECT id FROM batch ORDER BY xid DESC, id DESC LIMIT 1)
  FROM batch
"""  # noqa: S608  # constants only
_UNREAD = "SELECT count(*) FROM (SELECT FROM signals_signal WHERE (xid, id) > (%s, %s) LIMIT %s) AS unread"
_SHARE_OF_TIME = 0.01


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the order of commits: everything up to and including `(xid, id)`."""

    xid: int
    id: UUID


@dataclass(frozen=True, slots=True)
class Batch:
    """The signals after one place up to another: how many, whose, and the newest event time among them."""

    after: Place
    until: Place
    count: int
    accounts: frozenset[int]
    newest_at: datetime


@contextmanager
def next_batch(reader: str, limit: int) -> Iterator[Batch | None]:
    """A transaction in which the next batch is the reader's own; its cursor moves with it, or not at all.

    None when nothing is left or somebody else is reading under this name just now.
    """
    if not Cursor.objects.filter(name=reader).exists():
        Cursor.objects.bulk_create([Cursor(name=reader)], ignore_conflicts=True)
    with transaction.atomic():
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(name=reader).first()
        batch = cursor and _next(cursor, limit)
        yield batch or None
        if cursor and batch:
            cursor.xid, cursor.last_id = batch.until.xid, str(batch.until.id)
            cursor.newest_at = max(batch.newest_at, cursor.newest_at or batch.newest_at)
            cursor.save(update_fields=["xid", "last_id", "newest_at"])


def hold(reader: str) -> None:
    """Wait for whoever reads under this name, and let nobody read until the transaction ends."""
    Cursor.objects.bulk_create([Cursor(name=reader)], ignore_conflicts=True)
    Cursor.objects.select_for_update().get(name=reader)


def newest_read(reader: str) -> datetime | None:
    """The newest event time that a reader has seen: what "now" means for what is derived from it."""
    return Cursor.objects.filter(name=reader).values_list("newest_at", flat=True).first()


def seen_after(moment: datetime) -> frozenset[int]:
    """The accounts with signals later than a moment: what a look at the past has left out."""
    later = Signal.objects.filter(at__gt=moment).values_list("account_id", flat=True)
    return frozenset(later.order_by("account_id").distinct())


def place_of(cursor: Cursor | None) -> Place:
    """Where a cursor stands; at the very beginning if there is none."""
    if cursor is None or not cursor.last_id:
        return Place(0, _NOWHERE)
    return Place(cursor.xid, UUID(cursor.last_id))


def _next(place: Cursor, limit: int) -> Batch | None:
    after = place_of(place)
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [after.xid, after.id, limit])
        count, newest_at, accounts, xid, last_id = cursor.fetchone()
    return Batch(after, Place(xid, last_id), count, frozenset(accounts), newest_at) if count else None


class Backlog:
    """How many signals wait for a reader, counted seldom enough to cost at most a hundredth of the time."""

    def __init__(self, reader: str) -> None:
        self._reader = reader
        self._lock = Lock()
        self._count = 0
        self._fresh_until = 0.0

    def exceeds(self, limit: int) -> bool:
        """Do more than so many wait? The answer may be some seconds old."""
        if time.monotonic() >= self._fresh_until and self._lock.acquire(blocking=False):
            try:
                self._recount(limit)
            finally:
                self._lock.release()
        return self._count > limit

    def forget(self) -> None:
        """Count anew at the next question."""
        self._fresh_until = 0.0

    def _recount(self, limit: int) -> None:
        began = time.monotonic()
        place = place_of(Cursor.objects.filter(name=self._reader).first())
        with connection.cursor() as cursor:
            cursor.execute(_UNREAD, [place.xid, place.id, limit + 1])
            (self._count,) = cursor.fetchone()
        ended = time.monotonic()
        self._fresh_until = ended + max(1.0, (ended - began) / _SHARE_OF_TIME)
