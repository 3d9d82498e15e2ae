"""How does a notice reach the customer? Taken, sent, marked: nothing but the letter waits for a slow mail server.

A notice is taken for some minutes in a short transaction, sent outside of any, then marked. Whoever dies in between
leaves it to the next sweep: a letter may come twice, never not at all.
"""

import logging
import smtplib
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.core.mail import EmailMessage, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone

from accounts.parties.querysets import contact_of
from accounts.policy.querysets import current
from accounts.review.appeal_links import hash_of, token_of
from accounts.review.letters import letter
from accounts.review.models import Notice
from kycrisk.lib.vault import Unreadable

log = logging.getLogger(__name__)
BATCH = 50
# Longer than a batch can take with every letter at the mail server's time-out of ten seconds.
TAKEN_FOR = timedelta(minutes=15)


def send_due(*, batches: int = 20) -> int:
    """Send every notice that is due; how many were sent. Several at once share the work."""
    sent = 0
    for _ in range(batches):
        notices = _take(timezone.now())
        sent += _send(notices)
        if len(notices) < BATCH:
            break
    return sent


@transaction.atomic
def _take(now: datetime) -> list[Notice]:
    due = Notice.objects.filter(sent_at=None, due_at__lte=now).select_related("account", "decision", "change")
    notices = list(due.order_by("due_at", "id").select_for_update(skip_locked=True, of=("self",), no_key=True)[:BATCH])
    for notice in notices:
        notice.attempts += 1
        notice.due_at = now + TAKEN_FOR
        if notice.change_id is not None:
            notice.token_hash = hash_of(token_of(notice.change_id))  # of today's key, should it have changed
    Notice.objects.bulk_update(notices, ["attempts", "due_at", "token_hash"])
    return notices


def _send(notices: Sequence[Notice]) -> int:
    if not notices:
        return 0
    mailer: BaseEmailBackend = mailers.default
    try:
        return sum(_send_one(notice, mailer) for notice in notices)
    finally:
        mailer.close()


def _send_one(notice: Notice, mailer: BaseEmailBackend) -> bool:
    now = timezone.now()
    try:
        address = contact_of(notice.account).email
        if not address:
            _mark(notice, error="no e-mail address is known", due_at=None)
            return False
        words = letter(notice)
        mailer.send_messages([EmailMessage(words.subject, words.body, to=[address])])
    except (OSError, smtplib.SMTPException, Unreadable, ValueError) as error:
        log.warning("notice %s not sent: %s", notice.pk, type(error).__name__)
        _mark(notice, error=type(error).__name__, due_at=_again(notice, now))
        return False
    _mark(notice, sent_at=now, due_at=None)
    return True


def _again(notice: Notice, now: datetime) -> datetime | None:
    """When to try again; None after the last time."""
    waits = current().numbers.desk.notice_retry_minutes
    if notice.attempts > len(waits):
        return None
    return now + timedelta(minutes=waits[notice.attempts - 1])


def _mark(notice: Notice, *, due_at: datetime | None, sent_at: datetime | None = None, error: str = "") -> None:
    Notice.objects.filter(pk=notice.pk, sent_at=None).update(due_at=due_at, sent_at=sent_at, last_error=error)
