"""Files to hand in, each with what has to become of it: made by code, so that nothing hostile lies around."""

import io
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageDraw

NEUTRALISED = "neutralised"
# What must be in no page that was drawn, where a file brings it along.
PLANTED = b"<?php system($_GET[0]); ?><script>alert(document.domain)</script>"


@dataclass(frozen=True)
class Given:
    """A file, what it is called, and its outcome: `neutralised`, or the code of its refusal; empty: it is clean.

    `seconds`: it shall be ended after so many, the policy's ten where that is not what it is about.
    """

    about: str
    raw: bytes
    outcome: str = ""
    name: str = "document.pdf"
    seconds: int = 10


def picture(width: int = 320, height: int = 200, text: str = "Harbour Analytics GmbH") -> Image.Image:
    """A sheet with some words on it."""
    sheet = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(sheet).text((width // 16, height // 10), text, fill="black")
    ImageDraw.Draw(sheet).ellipse((width // 2, height // 2, width - 1, height - 1), fill="teal")
    return sheet


def saved(image: Image.Image, kind: str, **options: Any) -> bytes:
    """The picture as a file."""
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def jpeg_photo() -> bytes:
    """A photograph."""
    return saved(picture(), "JPEG")


def pdf_pages(count: int, words: str = "page") -> bytes:
    """A scan of so many pages; blank ones without words."""
    sheets = [picture(text=f"{words} {number}") for number in range(1, count + 1)]
    if not words:
        sheets = [Image.new("RGB", (320, 200), "white")] * count
    return saved(sheets[0], "PDF", save_all=True, append_images=sheets[1:])
