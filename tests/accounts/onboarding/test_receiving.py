"""Can an upload fill memory or disk before anybody looks at it? In the room: whoever posts a form with files."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from accounts.onboarding.actions_document import take_document
from accounts.onboarding.holding import applicant
from accounts.onboarding.receiving import Cut, bytes_of
from kycrisk.lib.errors import Refused
from tests.applicants import harbour_applies
from tests.world import policy

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _one_thousand_bytes() -> None:
    policy(onboarding={"files": {"most_bytes": 1_000}})


def posted(**files: bytes):
    """A form with these files, as the server reads it."""
    given = {name: SimpleUploadedFile(f"{name}.pdf", content) for name, content in files.items()}
    return RequestFactory().post("/apply/nobody/", {**given, "kind": "other"}).FILES


def test_a_file_within_the_limit_comes_whole():
    upload = posted(extract=b"x" * 1_000)["extract"]
    assert bytes_of(upload, 1_000) == b"x" * 1_000
    assert upload.name == "extract.pdf"


def test_what_is_larger_is_thrown_away_and_says_how_large_it_was():
    upload = posted(extract=b"x" * 300_000)["extract"]
    assert isinstance(upload, Cut)
    assert (upload.size, upload.read(), bytes_of(upload, 1_000)) == (300_000, b"", None)


def test_the_files_of_a_request_share_what_one_may_have():
    files = posted(one=b"x" * 600, two=b"y" * 600, three=b"z" * 300)
    assert [bytes_of(files[name], 1_000) for name in ("one", "two", "three")] == [b"x" * 600, None, b"z" * 300]


def test_nothing_of_an_upload_lies_on_the_disk(tmp_path: Path):
    before, settings.FILE_UPLOAD_TEMP_DIR = settings.FILE_UPLOAD_TEMP_DIR, str(tmp_path)
    try:
        posted(extract=b"x" * 6_000_000)
        assert list(tmp_path.iterdir()) == []
    finally:
        settings.FILE_UPLOAD_TEMP_DIR = before


def test_the_applicant_hears_that_it_was_too_large():
    application = harbour_applies()
    upload = posted(extract=b"%PDF-" + bytes(2_000))["extract"]
    with pytest.raises(Refused, match="larger than") as refusal:
        take_document(by=applicant(application), application=application, upload=upload, kind="register_extract")
    assert refusal.value.status == 422
