"""What does the program that opens a stranger's file answer? Pages it drew and a report; or why it is not taken.

Pure: the words between `inspecting`, which starts that program, and `inspector`, which is it. A frame is four bytes of
length (big-endian) and as many bytes; a page is two frames (what it is, the image), the report is the last one.
"""

from collections.abc import Iterator
from typing import BinaryIO, Final

import msgspec

LENGTH: Final = 4
SIGNATURES: Final = {
    "application/pdf": b"%PDF-",
    "image/jpeg": b"\xff\xd8\xff",
    "image/png": b"\x89PNG\r\n\x1a\n",
}


class NotTaken(Exception):
    """The file is not taken; `code` says why (a key of `refusals.SENTENCES`)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class Broken(Exception):
    """The answer is not in the form that was agreed on: whoever wrote it was not done, or is not ours any more."""


class Page(msgspec.Struct, frozen=True):
    """A page as it was drawn; `media_type` image/jpeg or image/png, width and height in pixels."""

    number: int
    media_type: str
    width: int
    height: int


class Report(msgspec.Struct, frozen=True):
    """How it went.

    `refused`: why the file is not taken, empty when it is; `picture`: SHA-256 of the first page's pixels, empty when
    it shows nothing. `memory`: bytes at the highest, `seconds`: of the processor.
    """

    media_type: str = ""
    pages: int = 0
    picture: str = ""
    refused: str = ""
    memory: int = 0
    seconds: float = 0.0


class Drawing(msgspec.Struct, frozen=True):
    """A page with its image."""

    page: Page
    image: bytes


def media_type_of(raw: bytes) -> str:
    """What a file is by its first bytes, whatever it is called; empty for everything we do not take."""
    return next((name for name, signature in SIGNATURES.items() if raw.startswith(signature)), "")


def framed(content: bytes) -> bytes:
    """The frame around some bytes."""
    return len(content).to_bytes(LENGTH, "big") + content


def frames(stream: BinaryIO, most_bytes: int) -> Iterator[bytes]:
    """The contents of the frames up to the end; raises `Broken` when one is cut off or longer than may be."""
    while length := stream.read(LENGTH):
        size = int.from_bytes(length, "big")
        content = stream.read(size) if len(length) == LENGTH and size <= most_bytes else b""
        if len(content) != size or len(length) != LENGTH:
            raise Broken("a frame is cut off or too long")
        yield content


def answer_in(stream: BinaryIO, most_bytes: int) -> tuple[Report, tuple[Drawing, ...]]:
    """The report with its pages, each checked to be what it says; raises `Broken`."""
    contents = list(frames(stream, most_bytes))
    if len(contents) % 2 != 1:
        raise Broken("the report is missing")
    try:
        report = msgspec.json.decode(contents[-1], type=Report)
        pages = [msgspec.json.decode(content, type=Page) for content in contents[:-1:2]]
    except msgspec.DecodeError as error:
        raise Broken("a frame does not read") from error
    drawings = tuple(Drawing(page, image) for page, image in zip(pages, contents[1::2], strict=True))
    if not all(_is_sound(drawing, number) for number, drawing in enumerate(drawings, start=1)):
        raise Broken("a page is not what it says")
    return report, drawings


def _is_sound(drawing: Drawing, number: int) -> bool:
    page = drawing.page
    is_image = page.media_type.startswith("image/") and media_type_of(drawing.image) == page.media_type
    return is_image and page.number == number and page.width > 0 and page.height > 0
