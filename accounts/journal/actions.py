"""How is a line written? Always inside the transaction of the change it tells of."""

from typing import Any

from django.db import connection, transaction
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
    at = timezone.now()
    line = Line(
        at=at.isoformat(),
        actor_kind=str(by.kind),
        actor_id=by.user_id,
        actor_name=by.name,
        verb=verb,
        subject_type=subject[0],
        subject_id=subject[1],
        detail=detail or {},
    )
    with transaction.atomic(savepoint=False):
        return Entry.objects.create(
            at=at,
            actor_kind=by.kind,
            actor_id=by.user_id,
            actor_name=by.name,
            verb=verb,
            subject_type=subject[0],
            subject_id=subject[1],
            detail=line.detail,
            seal=seal_of(line),
        )
