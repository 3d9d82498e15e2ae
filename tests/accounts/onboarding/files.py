"""Files to hand in: made by code, so that nothing hostile lies in the repository."""

import io

from PIL import Image, ImageDraw


def picture(width: int = 320, height: int = 200, text: str = "Harbour Analytics GmbH") -> Image.Image:
    """A sheet with some words on it."""
    sheet = Image.new("RGB", (width, height), "white")
    ImageDraw.Draw(sheet).text((20, 20), text, fill="black")
    return sheet


def jpeg_photo() -> bytes:
    """A photograph."""
    out = io.BytesIO()
    picture().save(out, "JPEG")
    return out.getvalue()


def pdf_pages(count: int, words: str = "page") -> bytes:
    """A PDF with so many pages."""
    out = io.BytesIO()
    sheets = [picture(text=words and f"{words} {number}") for number in range(1, count + 1)]
    sheets[0].save(out, "PDF", save_all=True, append_images=sheets[1:])
    return out.getvalue()
