"""How is a line written? Always inside the transaction of the change it tells of."""

from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.journal.sealing import Line, seal_of


def record(*, by: Actor, verb: str, subject: tuple[str, str], detail: dict[str, Any] | None = None) -> Entry:
    """Write one line: who did which verb (`noun.past`) to which subject (type, public id).

    `detail` holds ids, states and counts that survive JSON unchanged (no floats that round, no personal data).
    Raises `RuntimeError` outside a transaction: a line without its change would be a lie.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a journal line is written in the transaction of the change it tells of")
    entry_id, xid = _identity()
    entry = Entry(
        id=entry_id,
        xid=xid,
        at=timezone.now(),
        actor_kind=by.kind,
        actor_id=by.user_id,
        actor_name=by.name,
        verb=verb,
        subject_type=subject[0],
        subject_id=subject[1],
        detail=detail or {},
    )
    entry.seal = seal_of(Line.of(entry))
    entry.save(force_insert=True)
    return entry


def _identity() -> tuple[int, int]:
    """The new entry's id and its transaction's: the seal covers both, so they are asked for beforehand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('journal_entry', 'id')), pg_current_xact_id()::text::bigint"
        )
        entry_id, xid = cursor.fetchone()
    return int(entry_id), int(xid)
