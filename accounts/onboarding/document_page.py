"""What does the page of a document show, and to whom? Nothing of the file before its reader has said why.

The reason is remembered in the reader's session for one document and the policy's minutes, so that turning the page
does not ask again; each page that is looked at is a line in the journal of its own.
"""

import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse

from accounts.journal.actors import Actor
from accounts.onboarding.document_words import words_of
from accounts.onboarding.models import Document, DocumentState
from accounts.parties.actions import reason_for
from accounts.policy.querysets import current

SESSION_KEY = "documents_opened"
KEYS = [{"keys": ["j", "k"], "word": "turn the page"}]


def remember(session: SessionBase, by: Actor, document: Document, reason: str) -> None:
    """Keep why this person looks at this document; raises `Refused` when they may not or do not say."""
    now = time.time()
    opened = {key: kept for key, kept in session.get(SESSION_KEY, {}).items() if kept[1] > now}
    until = now + 60 * current().numbers.desk.lock_minutes
    session[SESSION_KEY] = {**opened, document.document: [reason_for(by, reason), until]}


def remembered(session: SessionBase, document: Document) -> str:
    """Why they look; empty when that was not said, or too long ago."""
    reason, until = session.get(SESSION_KEY, {}).get(document.document, ("", 0))
    return reason if until > time.time() else ""


def document_context(document: Document, reason: str, number: int) -> dict[str, Any]:
    """The document; with a reason its name and one of its pages, too."""
    application = document.application
    context: dict[str, Any] = {
        "document": document,
        "title": str(document.get_kind_display()).capitalize(),
        "reason": reason,
        "state": _state(document),
        "crumbs": [
            {"label": application.company_name, "url": reverse("page-application", args=[application.application])},
            {"label": document.get_kind_display(), "url": ""},
        ],
    }
    if reason and document.state == DocumentState.READY:
        context |= _opened(document, number)
    return context


def _opened(document: Document, number: int) -> dict[str, Any]:
    pages = list(document.pages.order_by("number"))
    chosen = next((page for page in pages if page.number == number), pages[0] if pages else None)
    at = pages.index(chosen) if chosen else 0
    return {
        "name": words_of(document).name,
        "pages": pages,
        "chosen": chosen,
        "before": f"?page={pages[at - 1].number}" if at else "",
        "after": f"?page={pages[at + 1].number}" if at + 1 < len(pages) else "",
        "document_keys": KEYS if len(pages) > 1 else [],
    }


def _state(document: Document) -> tuple[str, str]:
    """What has to be said first about the file, as (kind of note, sentence); empty when there is nothing to say."""
    if document.state == DocumentState.HELD:
        return (
            "review",
            "The virus scanner has not looked at this file yet. It is shown once the scanner says it is clean.",
        )
    if document.state == DocumentState.INFECTED:
        return "stop", "The virus scanner found something in this file. It was destroyed, and the applicant was told."
    if document.state == DocumentState.WITHDRAWN:
        return "", "The applicant took this file back before it was handed in. Nothing of it is left."
    if document.state == DocumentState.ERASED:
        return "", "This file was erased. That it was there, and when, is all that is left."
    if document.scanned_at is None:
        return (
            "review",
            "No virus scanner is configured: this file was not scanned. You see drawings of its pages only.",
        )
    return "", ""
