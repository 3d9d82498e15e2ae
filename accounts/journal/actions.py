"""How is a line written? Always inside the transaction of the change it tells of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
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
    return record_all(by=by, told=[Told(verb, subject, detail or {})])[0]


@dataclass(frozen=True, slots=True)
class Told:
    """What one line says, whoever did it."""

    verb: str
    subject: tuple[str, str]
    detail: dict[str, Any]


def record_all(*, by: Actor, told: Sequence[Told]) -> list[Entry]:
    """Like `record` for many lines of one actor at once, in their order."""
    if not connection.in_atomic_block:
        raise RuntimeError("a journal line is written in the transaction of the change it tells of")
    at = timezone.now()
    entries = [_entry(by, one, at, identity) for one, identity in zip(told, _identities(len(told)), strict=True)]
    return Entry.objects.bulk_create(entries, batch_size=1000)


def _entry(by: Actor, told: Told, at: datetime, identity: tuple[int, int]) -> Entry:
    entry = Entry(
        id=identity[0],
        xid=identity[1],
        at=at,
        actor_kind=by.kind,
        actor_id=by.user_id,
        actor_name=by.name,
        verb=told.verb,
        subject_type=told.subject[0],
        subject_id=told.subject[1],
        detail=told.detail,
    )
    entry.seal = seal_of(Line.of(entry))
    return entry


def _identities(count: int) -> list[tuple[int, int]]:
    """The new entries' ids and their transaction's: the seal covers both, so they are asked for beforehand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence('journal_entry', 'id')), pg_current_xact_id()::text::bigint"
            " FROM generate_series(1, %s)",
            [count],
        )
        return [(int(entry_id), int(xid)) for entry_id, xid in cursor.fetchall()]
