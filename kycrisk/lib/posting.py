"""How does a letter go out? Taken, sent, marked: nothing but the letter waits for a slow mail server.

A row is taken for some minutes in a short transaction, sent outside of any, then marked. Whoever dies in between leaves
it to the next sweep: a letter may come twice, never not at all. A row has `sent_at`, `due_at` (empty and unsent: given
up, `last_error` says why) and `attempts`.
"""

import logging
import smtplib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import timezone

from kycrisk.lib.vault import Unreadable

log = logging.getLogger(__name__)
BATCH = 50
# Longer than a batch can take with every letter at the mail server's time-out of ten seconds.
TAKEN_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Post[Row: Model]:
    """Letters of one kind.

    `rows`: with everything that `compose` reads. `compose`: the mail, or in words why it is never sent. `waits`:
    minutes before each further attempt. `ready`: renews columns (`renewed`) of a row that was just taken.
    """

    rows: Callable[[], QuerySet[Row]]
    compose: Callable[[Row], EmailMessage | str]
    waits: Callable[[], Sequence[int]]
    ready: Callable[[Row], None] | None = None
    renewed: tuple[str, ...] = ()


def send_due[Row: Model](post: Post[Row], *, batches: int = 20) -> int:
    """Send every letter that is due; how many were sent. Several at once share the work."""
    sent = 0
    for _ in range(batches):
        rows = _take(post, timezone.now())
        sent += _send(post, rows)
        if len(rows) < BATCH:
            break
    return sent


@transaction.atomic
def _take[Row: Model](post: Post[Row], now: datetime) -> list[Any]:
    due = post.rows().filter(sent_at=None, due_at__lte=now)
    rows: list[Any] = list(
        due.order_by("due_at", "id").select_for_update(skip_locked=True, of=("self",), no_key=True)[:BATCH]
    )
    for row in rows:
        row.attempts += 1
        row.due_at = now + TAKEN_FOR
        if post.ready is not None:
            post.ready(row)
    post.rows().model._default_manager.bulk_update(rows, ["attempts", "due_at", *post.renewed])  # noqa: SLF001  # Django's public word
    return rows


def _send[Row: Model](post: Post[Row], rows: Sequence[Any]) -> int:
    if not rows:
        return 0
    mailer: BaseEmailBackend = mailers.default
    try:
        return sum(_send_one(post, row, mailer) for row in rows)
    finally:
        mailer.close()


def _send_one[Row: Model](post: Post[Row], row: Any, mailer: BaseEmailBackend) -> bool:
    now = timezone.now()
    try:
        mail = post.compose(row)
        if isinstance(mail, str):
            _mark(row, error=mail, due_at=None)
            return False
        mailer.send_messages([mail])
    except (OSError, smtplib.SMTPException, Unreadable, ValueError) as error:
        log.warning("%s %s not sent: %s", row._meta.model_name, row.pk, type(error).__name__)  # noqa: SLF001  # Django's public word
        _mark(row, error=type(error).__name__, due_at=_again(row, now, post.waits()))
        return False
    _mark(row, sent_at=now, due_at=None)
    return True


def _again(row: Any, now: datetime, waits: Sequence[int]) -> datetime | None:
    """When to try again; None after the last time."""
    if row.attempts > len(waits):
        return None
    return now + timedelta(minutes=waits[row.attempts - 1])


def _mark(row: Any, *, due_at: datetime | None, sent_at: datetime | None = None, error: str = "") -> None:
    rows = type(row)._default_manager.filter(pk=row.pk, sent_at=None)  # noqa: SLF001  # Django's public word
    rows.update(due_at=due_at, sent_at=sent_at, last_error=error)
