"""What do the pages of a PDF show? Each is drawn to an image by PDFium, which has no scripts in it.

Reviewers see these images and nothing else of the file.
"""

from collections.abc import Iterator

import pypdfium2
from PIL import Image

from accounts.onboarding.drawing_pictures import TALLEST
from accounts.onboarding.drawn import NotTaken
from accounts.policy.defaults import Files


def page_pictures(raw: bytes, limits: Files) -> Iterator[Image.Image]:
    """One page after the other, at the policy's width; raises `NotTaken`."""
    pdf = pypdfium2.PdfDocument(raw)
    try:
        if len(pdf) > limits.most_pages:
            raise NotTaken("too_many_pages")
        pdf.init_forms()  # so that what was filled in is drawn
        for number in range(len(pdf)):
            yield _picture(pdf[number], limits)
    finally:
        pdf.close()


def _picture(page: pypdfium2.PdfPage, limits: Files) -> Image.Image:
    width, height = page.get_size()
    scale = min(limits.page_width / width, TALLEST * limits.page_width / height)
    drawn = page.render(scale=scale, rev_byteorder=True)
    page.close()
    picture: Image.Image = drawn.to_pil()
    return picture.convert("RGB")
