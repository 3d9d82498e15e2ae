"""Does a file find its way in, and nothing that it should not bring? In the room: Harbour, and Mina beside it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.journal.models import Entry
from accounts.onboarding import storing
from accounts.onboarding.actions_document import show_page, take_document, withdraw_document
from accounts.onboarding.document_words import words_of
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Application, Document
from kycrisk.lib.errors import Refused
from kycrisk.lib.vault import Unreadable
from tests.accounts.onboarding.files import jpeg_photo, pdf_pages
from tests.accounts.onboarding.stored import files
from tests.applicants import harbour_applies, mina_applies
from tests.world import by, policy

pytestmark = pytest.mark.django_db
EXTRACT = pdf_pages(2)


def hand_in(application: Application, raw: bytes = EXTRACT, name: str = "extract.pdf") -> Document:
    """The applicant hands a file in."""
    upload = SimpleUploadedFile(name, raw)
    return take_document(by=applicant(application), application=application, upload=upload, kind="register_extract")


def test_a_register_extract_is_kept_with_a_picture_of_each_page():
    document = hand_in(harbour_applies())
    assert (document.state, document.media_type, document.page_count) == ("ready", "application/pdf", 2)
    image, media_type = show_page(by=by("ines"), document=document, number=2, reason="compare the register number")
    assert (image[:3], media_type) == (b"\xff\xd8\xff", "image/jpeg")


def test_what_lies_on_the_disk_is_sealed_and_ours_alone():
    document = hand_in(harbour_applies())
    assert len(files()) == 3
    assert all(b"%PDF" not in path.read_bytes() for path in files())
    assert {oct(path.stat().st_mode & 0o777) for path in files()} == {"0o600"}
    assert {oct(path.parent.stat().st_mode & 0o777) for path in files()} == {"0o700"}
    assert storing.get(document, storing.ORIGINAL, document.stored_as) == EXTRACT


def test_a_page_cannot_be_put_in_the_stead_of_another():
    document = hand_in(harbour_applies())
    first, second = document.pages.order_by("number")
    with pytest.raises(Unreadable):
        storing.get(document, storing.page_part(1), second.stored_as)
    assert storing.get(document, storing.page_part(1), first.stored_as)


def test_the_name_is_kept_sealed_without_what_misleads():
    document = hand_in(harbour_applies(), name="..\\..\\Auszug\u202efdp.exe.pdf")
    assert words_of(document).name == "Auszugfdp.exe.pdf"
    assert b"Auszug" not in bytes(document.sealed or b"")


def test_the_same_file_twice_is_one_and_another_applicant_s_is_their_own():
    application = harbour_applies()
    first, again = hand_in(application), hand_in(application, name="copy.pdf")
    other = hand_in(mina_applies())
    assert first == again
    assert other != first
    assert other.file_print == first.file_print


def test_one_file_may_be_two_documents():
    application = harbour_applies()
    upload = SimpleUploadedFile("both.pdf", EXTRACT)
    extract = hand_in(application)
    owners = take_document(by=applicant(application), application=application, upload=upload, kind="shareholder_list")
    assert owners != extract


@pytest.mark.parametrize(
    ("raw", "code", "words"),
    [
        (b"", "file_empty", "empty"),
        (b"<svg onload=alert(1)>", "file_not_accepted", "neither a PDF"),
        (EXTRACT[: len(EXTRACT) // 3] + b"%%EOF", "file_damaged_pdf", "print it to a new PDF"),
    ],
)
def test_a_file_that_is_refused_leaves_nothing_but_a_sentence(raw: bytes, code: str, words: str):
    with pytest.raises(Refused, match=words) as refusal:
        hand_in(harbour_applies(), raw)
    assert (refusal.value.code, refusal.value.status) == (code, 422)
    assert files() == []
    assert not Document.objects.exists()


def test_a_file_beyond_the_limit_is_not_opened():
    policy(onboarding={"files": {"most_bytes": 1_000_000}})
    with pytest.raises(Refused, match="larger than 1 MB"):
        hand_in(harbour_applies(), b"%PDF-" + bytes(1_000_000))


def test_an_application_holds_so_many_files():
    policy(onboarding={"files": {"most_documents": 1}})
    application = harbour_applies()
    hand_in(application)
    with pytest.raises(Refused, match="Take one back"):
        hand_in(application, jpeg_photo())


def test_nothing_is_handed_in_while_it_is_looked_at_and_no_file_stays():
    application = harbour_applies()
    Application.objects.filter(pk=application.pk).update(state="submitted", submitted_at=application.created_at)
    with pytest.raises(Refused, match="handed in"):
        hand_in(application)
    assert files() == []


def test_a_file_taken_back_is_gone_with_its_key():
    application = harbour_applies()
    document = hand_in(application)
    backup = {path: path.read_bytes() for path in files()}
    stored_as = document.stored_as
    gone = withdraw_document(by=applicant(application), document=document)
    for path, content in backup.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert gone.state == "withdrawn"
    with pytest.raises(Unreadable):
        storing.get(gone, storing.ORIGINAL, stored_as)


def test_sales_see_no_page_and_nobody_does_without_a_reason():
    document = hand_in(harbour_applies())
    with pytest.raises(Refused, match="may not reveal"):
        show_page(by=by("sam"), document=document, number=1, reason="curious about it")
    with pytest.raises(Refused, match="why you need"):
        show_page(by=by("ines"), document=document, number=1, reason=" ")
    assert not Entry.objects.filter(verb="document.viewed").exists()


def test_every_look_at_a_page_is_written_down():
    document = hand_in(harbour_applies())
    show_page(by=by("audrey"), document=document, number=2, reason="yearly audit")
    line = Entry.objects.get(verb="document.viewed")
    assert (line.actor_name, line.detail["page"], line.detail["reason"]) == ("Audrey Lindt", 2, "yearly audit")
    assert line.subject_id == document.document
