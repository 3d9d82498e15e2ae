"""Who sees an applicant's document, and what is written down? In the room: Harbour's extract, Mina's card."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.journal.models import Entry
from accounts.onboarding.actions_document import take_document
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Document
from accounts.staff.models import User
from tests.accounts.onboarding.files import pdf_pages
from tests.applicants import harbour_applies, mina_applies
from tests.world import person

pytestmark = pytest.mark.django_db
REASON = {"reason": "compare the register number"}


@pytest.fixture
def extract() -> Document:
    application = harbour_applies()
    upload = SimpleUploadedFile("Auszug.pdf", pdf_pages(3))
    return take_document(by=applicant(application), application=application, upload=upload, kind="register_extract")


def browser_of(name: str) -> Client:
    User.objects.filter(pk=person(name).pk).update(password="usable")
    browser = Client()
    browser.force_login(person(name))
    return browser


def address(document: Document, rest: str = "") -> str:
    return f"/applications/{document.application.application}/documents/{document.document}/{rest}"


def looked_at() -> list[tuple[str, int]]:
    lines = Entry.objects.filter(verb="document.viewed").order_by("id")
    return [(line.actor_name, line.detail["page"]) for line in lines]


def test_a_reason_opens_the_pages_and_each_look_is_a_line(extract: Document):
    ines = browser_of("ines")
    assert "Auszug.pdf" not in ines.get(address(extract)).text
    assert ines.post(address(extract), REASON, follow=True).status_code == 200
    page = ines.get(address(extract, "?page=2")).text
    assert "Auszug.pdf" in page
    assert address(extract, "pages/2/") in page
    assert looked_at() == []
    ines.get(address(extract, "pages/2/"))
    ines.get(address(extract, "pages/3/"))
    assert looked_at() == [("Ines Moreau", 2), ("Ines Moreau", 3)]


def test_an_image_is_boxed_in_and_kept_by_nobody(extract: Document):
    ines = browser_of("ines")
    ines.post(address(extract), REASON)
    answer = ines.get(address(extract, "pages/1/"))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Disposition"] == f'inline; filename="{extract.document}-1.jpeg"'


def test_no_image_without_a_reason_and_one_reason_is_for_one_document(extract: Document):
    ines = browser_of("ines")
    assert ines.post(address(extract), {"reason": "hm"}).status_code == 422
    answer = ines.get(address(extract, "pages/1/"))
    assert (answer.status_code, answer["Location"]) == (302, address(extract))
    ines.post(address(extract), REASON)
    mina = mina_applies()
    card = take_document(
        by=applicant(mina), application=mina, upload=SimpleUploadedFile("card.pdf", pdf_pages(1)), kind="identity_card"
    )
    assert ines.get(address(card, "pages/1/")).status_code == 302
    assert looked_at() == []


def test_sales_come_to_no_document_by_any_way(extract: Document):
    sam = browser_of("sam")
    answers = [
        sam.get(address(extract)),
        sam.post(address(extract), REASON),
        sam.get(address(extract, "pages/1/")),
    ]
    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_a_document_of_another_application_is_not_there(extract: Document):
    foreign = mina_applies().application
    ines = browser_of("ines")
    ines.post(address(extract), REASON)
    for path in (address(extract), address(extract, "pages/1/")):
        assert ines.get(path.replace(extract.application.application, foreign)).status_code == 404


def test_a_page_that_does_not_exist_says_so(extract: Document):
    ines = browser_of("ines")
    ines.post(address(extract), REASON)
    answer = ines.get(address(extract, "pages/4/"))
    assert (answer.status_code, answer.text) == (404, "This document has 3 pages.")


def test_a_file_nobody_scanned_says_so(extract: Document):
    assert "was not scanned" in browser_of("ines").get(address(extract)).text
