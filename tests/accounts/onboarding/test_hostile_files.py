"""Is every hostile file refused or made harmless, and every honest one taken? Each in a process with limits.

The process itself tells what it held at most and how long it worked; nothing here looks at a clock.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import msgspec
import pytest

from accounts.onboarding import inspecting
from accounts.onboarding.drawing_pictures import TALLEST
from accounts.onboarding.drawn import Drawing, NotTaken, Report
from accounts.policy.defaults import Files
from tests.accounts.onboarding.corpus import honest, hostile
from tests.accounts.onboarding.files import NEUTRALISED, PLANTED, Given

LIMITS = Files()
EXIF, PROFILE, COMMENT = b"\xff\xe1", b"\xff\xe2", b"\xff\xfe"


class Looked(NamedTuple):
    """A file with what the inspector said of it."""

    given: Given
    report: Report
    drawings: tuple[Drawing, ...]

    @property
    def outcome(self) -> str:
        """In the words of the corpus."""
        return self.report.refused or (NEUTRALISED if self.given.outcome else "")


def look(given: Given) -> Looked:
    """What the inspector says; what is empty or too large never comes before it."""
    limits = msgspec.structs.replace(LIMITS, seconds=given.seconds)
    if 0 < len(given.raw) <= limits.most_bytes:
        return Looked(given, *inspecting.asked(given.raw, limits))
    with pytest.raises(NotTaken) as refusal:
        inspecting.inspect(given.raw, limits)
    return Looked(given, Report(refused=refusal.value.code), ())


@pytest.fixture(scope="module")
def looked() -> list[Looked]:
    """All of them, two at a time."""
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(look, [*hostile(), *honest()]))


def test_every_file_comes_out_as_it_should(looked: list[Looked]):
    deviations = {one.given.about: (one.outcome, one.given.outcome) for one in looked}
    assert {about: both for about, both in deviations.items() if both[0] != both[1]} == {}
    assert sum(bool(one.given.outcome) for one in looked) >= 60
    assert sum(not one.given.outcome for one in looked) >= 40


def test_looking_stays_within_the_policy_s_memory_and_time(looked: list[Looked]):
    answered = [one for one in looked if one.report.memory]
    assert len(answered) > len(looked) * 0.9
    assert max(one.report.memory for one in answered) < LIMITS.memory_bytes
    assert max(one.report.seconds for one in answered) < LIMITS.seconds


def test_nothing_of_a_file_but_what_it_shows_is_in_a_page(looked: list[Looked]):
    images = [(one.given.about, drawing.image) for one in looked for drawing in one.drawings]
    assert [about for about, image in images if PLANTED[:20] in image or b"<script" in image] == []
    photos = [(about, image[: image.index(b"\xff\xda")]) for about, image in images if image.startswith(b"\xff\xd8")]
    assert [about for about, head in photos if EXIF in head or PROFILE in head or COMMENT in head] == []
    sheets = [(about, image) for about, image in images if image.startswith(b"\x89PNG")]
    assert [about for about, image in sheets if any(kind in image for kind in (b"tEXt", b"iCCP", b"eXIf"))] == []


def test_a_page_is_no_larger_than_a_page(looked: list[Looked]):
    pages = [drawing.page for one in looked for drawing in one.drawings]
    assert max(page.width for page in pages) <= LIMITS.page_width + 1  # PDFium rounds up
    assert max(page.height for page in pages) <= TALLEST * LIMITS.page_width + 1


def test_a_picture_lies_as_its_metadata_say(looked: list[Looked]):
    sizes = {
        one.given.about: (one.drawings[0].page.width, one.drawings[0].page.height) for one in looked if one.drawings
    }
    upright = {turn: sizes[f"JPEG turned {turn}"] for turn in range(1, 9)}
    assert upright == {turn: (320, 200) if turn < 5 else (200, 320) for turn in range(1, 9)}
