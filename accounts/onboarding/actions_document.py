"""What is done to a document? Handed in, taken back, looked at page by page, and forgotten.

The file is scanned and opened before anything is locked, its bytes are stored before the row is committed; only then
the application is locked, asked again whether it still takes files, and the row, the line in the journal and what lists
show are written together.
"""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.onboarding import storing
from accounts.onboarding.actions_hand_in import refresh
from accounts.onboarding.document_words import put_words
from accounts.onboarding.drawn import NotTaken
from accounts.onboarding.file_names import clean_name
from accounts.onboarding.holding import ensure_may, take
from accounts.onboarding.inspecting import Inspected, inspect
from accounts.onboarding.models import (
    Application,
    ClaimedParty,
    Document,
    DocumentKind,
    DocumentPage,
    DocumentState,
    ItemRequest,
    ItemState,
)
from accounts.onboarding.reading import Sealed
from accounts.onboarding.receiving import bytes_of
from accounts.onboarding.refusals import refused
from accounts.onboarding.scanning import Found, ScannerDown, is_configured, scan
from accounts.onboarding.states import Step, way
from accounts.parties.actions import reason_for
from accounts.policy.defaults import Onboarding
from accounts.policy.querysets import current
from kycrisk.lib.errors import Refused
from kycrisk.lib.fingerprint import fingerprint
from kycrisk.lib.vault import Unreadable

KEPT = (DocumentState.HELD, DocumentState.READY)


@dataclass(frozen=True)
class Place:
    """Where a file goes: what it is said to be, about whom, and to which question it is the answer."""

    kind: str
    party: ClaimedParty | None = None
    item: ItemRequest | None = None


def take_document(
    *,
    by: Actor,
    application: Application,
    upload: "UploadedFile[bytes]",
    kind: str,
    party_key: str = "",
    item: ItemRequest | None = None,
) -> Document:
    """Take a file that the applicant hands in: scanned, opened where it can do no harm, drawn page by page, sealed.

    The same file in the same place twice is one: the earlier one answers. `held` while the scanner cannot be asked.
    Raises `Refused` with the sentence that mends it: 422 for the file, 409 for the application's state, 503 when many
    files wait.
    """
    numbers = current().numbers.onboarding
    step = Step.SAVE if item is None else Step.ANSWER
    ensure_may(step, by)
    way(application.state, step)
    place = _place(application, kind, party_key, item, numbers)
    raw = bytes_of(upload, numbers.files.most_bytes)
    if raw is None:
        raise refused("too_large", numbers.files)
    file_print = fingerprint("document.file", sha256(raw).hexdigest())
    if earlier := _the_same(application, place, file_print):
        return earlier
    _ensure_room(application, numbers)
    document = Document(application=application, party=place.party, item=item, kind=kind, size=len(raw))
    document.file_print, document.uploaded_at = file_print, timezone.now()
    put_words(document, Sealed(name=clean_name(upload.name or "")))
    _scan(document, raw, numbers)
    if document.state == DocumentState.INFECTED:
        _note_infected(by, document, step)
        raise refused("infected", numbers.files)
    return _keep(by, document, raw, _opened(raw, numbers), step)


def _place(application: Application, kind: str, party_key: str, item: ItemRequest | None, numbers: Onboarding) -> Place:
    if kind not in DocumentKind.values:
        raise refused("unknown_kind", numbers.files)
    party = ClaimedParty.objects.filter(application=application, key=party_key).first() if party_key else None
    if party_key and party is None:
        raise refused("unknown_party", numbers.files)
    if item is not None and (item.application_id != application.pk or item.state != ItemState.OPEN):
        raise refused("item_closed", numbers.files, status=409)
    return Place(kind, party, item)


def _the_same(application: Application, place: Place, file_print: uuid.UUID) -> Document | None:
    standing = Document.objects.filter(application=application, file_print=file_print, state__in=KEPT)
    return standing.filter(kind=place.kind, party=place.party, item=place.item).first()


def _ensure_room(application: Application, numbers: Onboarding) -> None:
    if Document.objects.filter(application=application, state__in=KEPT).count() >= numbers.files.most_documents:
        raise refused("too_many_documents", numbers.files)


def _scan(document: Document, raw: bytes, numbers: Onboarding) -> None:
    """Set the state: ready, held until the scanner answers, or infected."""
    document.state = DocumentState.READY
    if not is_configured():
        return
    try:
        mark_scanned(document, scan(raw, numbers.provider_seconds), timezone.now())
    except ScannerDown:
        document.state = DocumentState.HELD
        document.scan_due_at = timezone.now() + timedelta(minutes=numbers.files.scan_retry_minutes[0])
        document.scan_attempts = 1


def mark_scanned(document: Document, found: Found, now: datetime) -> None:
    """The scanner's word, in the row, which is not saved here."""
    document.state = DocumentState.INFECTED if found.virus else DocumentState.READY
    document.scanned_at, document.scan_due_at = now, None


def _opened(raw: bytes, numbers: Onboarding) -> Inspected:
    try:
        return inspect(raw, numbers.files)
    except NotTaken as reason:
        raise refused(reason, numbers.files) from reason


@transaction.atomic
def _note_infected(by: Actor, document: Document, step: Step) -> None:
    """That somebody handed in what the scanner knows is kept; the file is not."""
    take(document.application, step, by)
    document.wrapped_key = document.sealed = None
    document.save(force_insert=True)
    tell(by, document, "document.infected")


def _keep(by: Actor, document: Document, raw: bytes, inspected: Inspected, step: Step) -> Document:
    """Write the files, then the rows. Whatever the rows are refused for, no file stays."""
    report = inspected.report
    document.media_type, document.page_count = report.media_type, report.pages
    document.picture_print = fingerprint("document.shown", report.picture) if report.picture else None
    document.stored_as = storing.put(document, storing.ORIGINAL, raw)
    pages = [
        DocumentPage(
            document=document,
            number=drawing.page.number,
            stored_as=storing.put(document, storing.page_part(drawing.page.number), drawing.image),
            media_type=drawing.page.media_type,
            width=drawing.page.width,
            height=drawing.page.height,
        )
        for drawing in inspected.drawings
    ]
    kept: Document | None = None
    try:
        kept = _save(by, document, pages, step)
    finally:
        if kept is not document:
            storing.remove([document.stored_as, *(page.stored_as for page in pages)])
    return kept


@transaction.atomic
def _save(by: Actor, document: Document, pages: list[DocumentPage], step: Step) -> Document:
    application = take(document.application, step, by)
    place = Place(document.kind, document.party, document.item)
    assert document.file_print is not None
    if earlier := _the_same(application, place, document.file_print):
        return earlier
    _ensure_room(application, current().numbers.onboarding)
    document.save(force_insert=True)
    DocumentPage.objects.bulk_create(pages)
    tell(by, document, "document.taken", kind=document.kind, state=document.state, pages=document.page_count)
    refresh(application)
    return document


@transaction.atomic
def withdraw_document(*, by: Actor, document: Document) -> Document:
    """The applicant takes a file back that was not looked at yet: while they fill in, or while its question is open.

    It is forgotten at once: the bytes, the name, and the hashes by which it would be met again.
    """
    item = document.item
    application = take(document.application, Step.SAVE if item is None else Step.ANSWER, by)
    document = Document.objects.select_for_update().get(pk=document.pk)
    if document.state == DocumentState.WITHDRAWN:
        return document
    handed_in = application.submitted_at is not None and document.uploaded_at <= application.submitted_at
    if handed_in or (item is not None and item.state != ItemState.OPEN):
        raise Refused("This file was handed in and stays with the application.", code="document_handed_in")
    forget(document, DocumentState.WITHDRAWN)
    tell(by, document, "document.withdrawn")
    refresh(application)
    return document


def forget(document: Document, state: DocumentState) -> None:
    """Destroy the key, the name and what was read; the files go once that is committed."""
    names = storing.names_of(document)
    document.pages.all().delete()
    document.state, document.erased_at = state, timezone.now()
    document.wrapped_key = document.sealed = None
    document.stored_as, document.scan_due_at, document.keep_until = "", None, None
    if state != DocumentState.INFECTED:  # who sends such a file again, or to others, is to be recognised
        document.file_print = document.picture_print = None
    document.save()
    transaction.on_commit(lambda: storing.remove(names))


def show_page(*, by: Actor, document: Document, number: int, reason: str) -> tuple[bytes, str]:
    """A page's image and its media type, for a person who says why; one line in the journal for every look at a page.

    Raises `Refused`: 404 if there is no such page, 409 while the scanner has not spoken, 410 when it was erased.
    """
    reason = reason_for(by, reason)
    if document.state != DocumentState.READY:
        raise _not_shown(document)
    page = document.pages.filter(number=number).first()
    if page is None:
        raise Refused(f"This document has {document.page_count} pages.", code="no_such_page", status=404)
    with transaction.atomic(savepoint=False):
        tell(by, document, "document.viewed", page=number, reason=reason)
        try:
            return storing.get(document, storing.page_part(number), page.stored_as), page.media_type
        except Unreadable as error:
            raise Refused(
                "This page cannot be opened; are the document folder and its vault key there?", code="unreadable"
            ) from error


def _not_shown(document: Document) -> Refused:
    if document.state == DocumentState.HELD:
        return Refused("The virus scanner has not looked at this file yet; nothing of it is shown.", code="held")
    return Refused("This file is not there any more.", code="erased", status=410)


def tell(by: Actor, document: Document, verb: str, **detail: str | int) -> None:
    """A line about a document: ids, kinds and states, never what it is called or shows."""
    told = {"application": document.application.application, **detail}
    record(by=by, verb=verb, subject=("document", document.document), detail=told)
