"""What becomes of files that the virus scanner could not be asked about? Asked again, and released by its word alone.

Each is taken for some minutes in a short transaction, scanned outside of any, then marked; several workers share them.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding import storing
from accounts.onboarding.actions_document import forget, mark_scanned, tell
from accounts.onboarding.actions_hand_in import refresh
from accounts.onboarding.holding import locked
from accounts.onboarding.models import Document, DocumentState
from accounts.onboarding.scanning import Found, ScannerDown, is_configured, scan
from accounts.policy.querysets import current
from kycrisk.lib.vault import Unreadable

log = logging.getLogger(__name__)
SCANNER = Actor.command("virus scanner")


def scan_due(*, most: int = 200) -> int:
    """Ask about the held files that are due; how many the scanner spoke about. Ends when it is down."""
    spoken = 0
    for _ in range(most):
        document = _take(timezone.now())
        if document is None or not _scan_one(document):
            break
        spoken += 1
    return spoken


@transaction.atomic
def _take(now: datetime) -> Document | None:
    due = Document.objects.filter(state=DocumentState.HELD, scan_due_at__lte=now).order_by("scan_due_at")
    document = due.select_for_update(skip_locked=True, no_key=True).first()
    if document is not None:
        waits = current().numbers.onboarding.files.scan_retry_minutes
        document.scan_due_at = now + timedelta(minutes=waits[min(document.scan_attempts, len(waits) - 1)])
        document.scan_attempts += 1
        document.save(update_fields=["scan_due_at", "scan_attempts"])
    return document


def _scan_one(document: Document) -> bool:
    try:
        found = _found(document)
    except ScannerDown as down:
        log.warning("document %s not scanned: %s", document.pk, down)
        return False
    except Unreadable:
        log.warning("document %s cannot be read to be scanned", document.pk)
        return True
    _mark(document, found)
    return True


def _found(document: Document) -> Found | None:
    """None: there is no scanner any more, and whoever looks at the file is told so."""
    if not is_configured():
        return None
    raw = storing.get(document, storing.ORIGINAL, document.stored_as)
    return scan(raw, current().numbers.onboarding.provider_seconds)


@transaction.atomic
def _mark(document: Document, found: Found | None) -> None:
    application = locked(document.application)
    document = Document.objects.select_for_update(no_key=True).get(pk=document.pk)
    if document.state != DocumentState.HELD:  # taken back meanwhile
        return
    if found is None:
        document.state, document.scan_due_at = DocumentState.READY, None
    else:
        mark_scanned(document, found, timezone.now())
    if document.state == DocumentState.INFECTED:
        forget(document, DocumentState.INFECTED)
        refresh(application)
    document.save()
    tell(SCANNER, document, f"document.{document.state}")
