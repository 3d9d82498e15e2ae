"""Does a file wait for the virus scanner's word? In the room: Harbour, and a scanner that may be away."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.onboarding.actions_document import show_page, take_document
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Application, Document
from accounts.onboarding.rescanning import scan_due
from accounts.onboarding.scanning import Found, ScannerDown, scan
from kycrisk.lib.errors import Refused
from tests.accounts.onboarding.clamd import KNOWN, configured, scanner_at_work
from tests.accounts.onboarding.files import jpeg_photo, pdf_pages
from tests.accounts.onboarding.stored import files
from tests.applicants import harbour_applies, mina_applies
from tests.world import by

pytestmark = pytest.mark.django_db
NOBODY = "127.0.0.1:9"
EXTRACT = pdf_pages(1)


def hand_in(application: Application, raw: bytes = EXTRACT) -> Document:
    upload = SimpleUploadedFile("extract.pdf", raw)
    return take_document(by=applicant(application), application=application, upload=upload, kind="register_extract")


def a_minute_later(document: Document) -> None:
    Document.objects.filter(pk=document.pk).update(scan_due_at=timezone.now() - timedelta(seconds=1))


def test_the_scanner_is_asked_about_all_bytes_of_a_large_file():
    with scanner_at_work() as scanner:
        assert scan(bytes(200_000), seconds=5) == Found()
        assert scanner.asked == [bytes(200_000)]


def test_a_clean_file_is_ready_and_says_when_it_was_scanned():
    with scanner_at_work():
        document = hand_in(harbour_applies())
    assert document.state == "ready"
    assert document.scanned_at


def test_without_a_scanner_a_file_is_ready_and_was_not_scanned():
    document = hand_in(harbour_applies())
    assert (document.state, document.scanned_at) == ("ready", None)


def test_an_infected_file_is_not_kept_and_the_applicant_is_told():
    application = harbour_applies()
    with scanner_at_work(), pytest.raises(Refused, match="virus scanner found something"):
        hand_in(application, EXTRACT + KNOWN)
    document = application.documents.get()
    assert (document.state, document.stored_as, document.wrapped_key) == ("infected", "", None)
    assert files() == []


@pytest.mark.parametrize("says", [b"INSTREAM size limit exceeded. ERROR", b"stream: hello", b""])
def test_a_scanner_that_says_neither_ok_nor_found_has_not_passed_the_file(says: bytes):
    with scanner_at_work() as scanner:
        scanner.says = says or b"\0"
        with pytest.raises(ScannerDown):
            scan(b"%PDF-", seconds=5)


def test_while_the_scanner_is_down_nothing_is_released():
    with configured(NOBODY):
        document = hand_in(harbour_applies())
        a_minute_later(document)
        assert scan_due() == 0
    document.refresh_from_db()
    assert (document.state, document.scan_attempts) == ("held", 2)
    assert document.scan_due_at
    assert document.scan_due_at > timezone.now() + timedelta(minutes=4)
    with pytest.raises(Refused, match="has not looked at this file"):
        show_page(by=by("ines"), document=document, number=1, reason="compare the number")


def test_once_it_is_back_held_files_are_released():
    with configured(NOBODY):
        document = hand_in(harbour_applies())
        other = hand_in(mina_applies(), jpeg_photo())
    a_minute_later(document)
    with scanner_at_work():
        assert scan_due() == 1
    document.refresh_from_db()
    other.refresh_from_db()
    assert (document.state, other.state) == ("ready", "held")
    assert show_page(by=by("ines"), document=document, number=1, reason="compare the number")


def test_a_held_file_that_turns_out_infected_is_destroyed():
    with configured(NOBODY):
        document = hand_in(harbour_applies(), EXTRACT + KNOWN)
    a_minute_later(document)
    with scanner_at_work():
        scan_due()
    document.refresh_from_db()
    assert (document.state, document.wrapped_key, document.pages.count()) == ("infected", None, 0)
    assert document.file_print is not None


def test_when_there_is_no_scanner_any_more_held_files_are_shown_as_not_scanned():
    with configured(NOBODY):
        document = hand_in(harbour_applies())
    a_minute_later(document)
    scan_due()
    document.refresh_from_db()
    assert (document.state, document.scanned_at) == ("ready", None)
