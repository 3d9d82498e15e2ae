"""Is a document looked at without a mouse, and written down? In the room: Ines, and Harbour's extract."""

from django.core.files.uploadedfile import SimpleUploadedFile
from playwright.sync_api import expect

from accounts.journal.models import Entry
from accounts.onboarding.actions_document import take_document
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Document
from tests.accounts.onboarding.files import pdf_pages
from tests.applicants import harbour_applies
from tests.browser.at_the_desk import asked, desk_of, give_passwords
from tests.browser.conftest import broken_rules
from tests.live import Live

SHOWN = "document.querySelector('.sheet img').complete && document.querySelector('.sheet img').naturalWidth"


def handed_in() -> Document:
    """The extract, in the storage that the running product shares."""
    application = harbour_applies()
    upload = SimpleUploadedFile("Auszug.pdf", pdf_pages(3))
    return take_document(by=applicant(application), application=application, upload=upload, kind="register_extract")


def looked_at() -> list[int]:
    """The pages that the journal knows to have been looked at."""
    return asked(lambda: [line.detail["page"] for line in Entry.objects.filter(verb="document.viewed").order_by("id")])


def test_a_document_is_read_page_by_page_with_the_keyboard(live: Live, chromium: str) -> None:
    give_passwords("ines")
    extract = handed_in()
    live.start_web()
    with desk_of(live, chromium) as desk:
        page = desk.sit_down("ines")
        page.goto(f"{live.url}/applications/{extract.application.application}/documents/{extract.document}/")
        assert broken_rules(page) == []
        page.get_by_label("Your reason").press_sequentially("compare the register number")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", name="Page 1 of 3")).to_be_visible()
        assert page.evaluate(SHOWN) == 1600
        fits = page.locator(".sheet img").bounding_box()
        page.get_by_label("Fit").focus()
        page.keyboard.press("ArrowRight")
        full = page.locator(".sheet img").bounding_box()
        assert fits
        assert full
        assert fits["width"] < full["width"] == 1600
        assert broken_rules(page) == []
        page.get_by_role("heading", name="Page 1 of 3").click()
        page.keyboard.press("j")
        expect(page.get_by_role("heading", name="Page 2 of 3")).to_be_visible()
        page.wait_for_function(SHOWN)
        page.set_viewport_size({"width": 360, "height": 780})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert desk.complaints == []
    assert looked_at() == [1, 2]
