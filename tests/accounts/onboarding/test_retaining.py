"""Are documents destroyed in time, and what nobody names as well? In the room: Harbour, decided; Mina, not yet."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding import storing
from accounts.onboarding.actions_document import take_document
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Application, Document
from accounts.onboarding.retaining import erase_documents, expire_documents, keep_after_answer
from kycrisk.lib.vault import Unreadable
from tests.accounts.onboarding.files import jpeg_photo, pdf_pages
from tests.accounts.onboarding.stored import files
from tests.applicants import document_of, harbour_applies, mina_applies

CLOCK = Actor.command("apply_retention")
ANSWERED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def hand_in(application: Application, raw: bytes) -> Document:
    upload = SimpleUploadedFile("extract.pdf", raw)
    return take_document(by=applicant(application), application=application, upload=upload, kind="register_extract")


@pytest.mark.django_db
def test_documents_are_kept_two_years_after_the_answer_and_not_a_day_longer():
    application = harbour_applies()
    document = document_of(application)
    undecided = document_of(mina_applies(), "identity_card")
    application.decided_at = ANSWERED
    assert keep_after_answer(application) == 1
    assert expire_documents(CLOCK, date(2028, 11, 23)) == 0
    assert expire_documents(CLOCK, date(2028, 11, 24)) == 1
    assert expire_documents(CLOCK, date(2028, 11, 25)) == 0
    document.refresh_from_db()
    undecided.refresh_from_db()
    assert (document.state, document.wrapped_key, undecided.state) == ("erased", None, "ready")


def test_an_erased_document_is_gone_even_from_a_backup_of_its_files(real_db: str):
    application = harbour_applies()
    document = hand_in(application, pdf_pages(2))
    name, backup = document.stored_as, {path: path.read_bytes() for path in files()}
    assert erase_documents(CLOCK, application) == 1
    assert files() == []
    for path, content in backup.items():
        path.write_bytes(content)
    document.refresh_from_db()
    with pytest.raises(Unreadable):
        storing.get(document, storing.ORIGINAL, name)


@pytest.mark.django_db
def test_a_file_that_a_crash_left_behind_is_swept_and_no_other():
    document = hand_in(harbour_applies(), pdf_pages(1))
    storing.put(document, storing.ORIGINAL, b"written, then the power failed")
    now = timezone.now()
    assert storing.sweep_orphans(now - timedelta(hours=1)) == 0
    assert storing.sweep_orphans(now + timedelta(hours=1)) == 1
    assert len(files()) == 2
    assert storing.sweep_orphans(now + timedelta(hours=1)) == 0


@pytest.mark.django_db
def test_the_same_file_and_the_same_picture_are_met_at_another_applicant():
    harbour, mina = harbour_applies(), mina_applies()
    paper = pdf_pages(1)
    mine, exact, resaved = hand_in(harbour, paper), hand_in(mina, paper), hand_in(mina, paper + b"\n% saved anew")
    photo = hand_in(mina, jpeg_photo())
    assert mine.file_print == exact.file_print != resaved.file_print
    assert mine.picture_print == resaved.picture_print != photo.picture_print


@pytest.mark.django_db
def test_a_blank_page_resembles_nothing():
    assert hand_in(harbour_applies(), pdf_pages(1, words="")).picture_print is None
