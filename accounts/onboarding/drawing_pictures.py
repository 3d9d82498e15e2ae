"""What does a picture show? Read whole, turned upright, made smaller, and written anew from its pixels alone.

Nothing else of the file survives: metadata, colour profile, thumbnail, comments, whatever hangs behind its end. Large
pictures are made smaller in stripes, so that memory holds them once.
"""

import hashlib
import io
import warnings
from typing import Final

from PIL import Image, JpegImagePlugin, MpoImagePlugin, PngImagePlugin

from accounts.onboarding.drawn import Drawing, NotTaken, Page
from accounts.policy.defaults import Files

# Every kind that is read, loaded before the limits fall; what nobody asked for is not tried either.
READ: Final = {"image/jpeg": JpegImagePlugin, "image/png": PngImagePlugin}
FORMATS: Final = {"image/jpeg": ("JPEG",), "image/png": ("PNG",)}
# Telephones write several pictures into one file; the first is the photograph.
STILL: Final = {"JPEG", "PNG", MpoImagePlugin.MpoImageFile.format}
ORIENTATION: Final = 0x0112  # TIFF 6.0, tag 274
TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# The longest paper there is: a page is drawn at most so many times as high as wide.
TALLEST: Final = 3
STRIPE: Final = 64
GREY: Final = frozenset({"1", "L", "I;16"})
DEEP: Final = frozenset({"I", "F", "I;16"})


def upright_picture(raw: bytes, media_type: str, limits: Files) -> Image.Image:
    """What a JPEG or PNG shows, no larger than a page is drawn; raises `NotTaken`."""
    Image.MAX_IMAGE_PIXELS = limits.most_pixels
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warnings.simplefilter("ignore", UserWarning)  # of metadata, which are thrown away whatever they say
        warnings.simplefilter("ignore", DeprecationWarning)  # of ours, not of the file
        try:
            with Image.open(io.BytesIO(raw), formats=FORMATS[media_type]) as picture:
                return _upright(picture, limits)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
            raise NotTaken("too_many_pixels") from bomb


def drawing_of(picture: Image.Image, number: int, media_type: str) -> Drawing:
    """A page from its pixels."""
    written = io.BytesIO()
    if media_type == "image/png":
        picture.save(written, "PNG")
    else:
        picture.save(written, "JPEG", quality=90, subsampling=0)
    return Drawing(Page(number, media_type, *picture.size), written.getvalue())


def picture_print(picture: Image.Image) -> str:
    """SHA-256 of what is drawn, in hex; empty when that is one colour: blank pages are no resemblance."""
    if all(low == high for low, high in _extremes(picture)):
        return ""
    size = f"{picture.mode} {picture.width} {picture.height} ".encode()
    return hashlib.sha256(size + picture.tobytes()).hexdigest()


def _extremes(picture: Image.Image) -> list[tuple[int, int]]:
    found = picture.getextrema()
    return list(found) if isinstance(found[0], tuple) else [found]  # type: ignore[list-item]


def fitted(size: tuple[int, int], limits: Files) -> tuple[int, int]:
    """How large a page of this size is drawn: never larger, no wider than the policy says and not endlessly high."""
    width, height = size
    scale = min(1.0, limits.page_width / width, TALLEST * limits.page_width / height)
    return max(1, round(width * scale)), max(1, round(height * scale))


def _upright(picture: Image.Image, limits: Files) -> Image.Image:
    if picture.format not in STILL:
        raise NotTaken("not_accepted")
    if picture.width * picture.height > limits.most_pixels:
        raise NotTaken("too_many_pixels")
    if picture.format == "PNG" and getattr(picture, "is_animated", False):
        raise NotTaken("animated")
    turn = _turn(picture)
    lying = turn is not None and turn > Image.Transpose.ROTATE_180
    size = fitted(picture.size[::-1] if lying else picture.size, limits)
    picture.draft(None, size[::-1] if lying else size)
    picture.load()
    small = _smaller(picture, size[::-1] if lying else size)
    return small if turn is None else small.transpose(turn)


def _turn(picture: Image.Image) -> Image.Transpose | None:
    try:
        return TURNS.get(picture.getexif().get(ORIENTATION, 1))
    except Exception:  # noqa: BLE001  # whatever is wrong with the metadata: the picture is taken as it lies
        return None


def _smaller(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    """First by whole numbers, stripe by stripe, then to the exact size."""
    factor = max(1, min(picture.width // size[0], picture.height // size[1]))
    whole = (-(-picture.width // factor), -(-picture.height // factor))
    reduced = Image.new("L" if picture.mode in GREY | DEEP and not _sees_through(picture) else "RGB", whole)
    for top in range(0, picture.height, STRIPE * factor):
        stripe = picture.crop((0, top, picture.width, min(top + STRIPE * factor, picture.height)))
        reduced.paste(_plain(stripe, reduced.mode).reduce(factor), (0, top // factor))
    return reduced if reduced.size == size else reduced.resize(size, Image.Resampling.LANCZOS)


def _sees_through(picture: Image.Image) -> bool:
    return "transparency" in picture.info or picture.mode in {"LA", "La", "PA", "RGBA", "RGBa"}


def _plain(stripe: Image.Image, mode: str) -> Image.Image:
    """In grey or red, green, blue; what is transparent lies on white paper."""
    if stripe.mode in DEEP:
        return stripe.convert("I").point(lambda value: value / 256).convert("L").convert(mode)
    if not _sees_through(stripe):
        return stripe.convert(mode)
    above = stripe.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", above.size, "white"), above).convert(mode)
