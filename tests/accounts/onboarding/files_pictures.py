"""Pictures: honest ones of every sort, and such as want memory, lie about themselves or bring words along."""

import io
import zlib

from PIL import Image, ImageCms, PngImagePlugin

from tests.accounts.onboarding.files import PLANTED, Given, picture, saved

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG with its checksum."""
    return len(content).to_bytes(4) + kind + content + zlib.crc32(kind + content).to_bytes(4)


def header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """The first chunk: how large, how deep, which colours."""
    return chunk(b"IHDR", width.to_bytes(4) + height.to_bytes(4) + bytes([depth, colour, 0, 0, 0]))


def png(*chunks: bytes, width: int = 30, height: int = 20) -> bytes:
    """A PNG of these chunks between header and end, with honest rows when none are among them."""
    rows = (
        b""
        if any(c[4:8] == b"IDAT" for c in chunks)
        else chunk(b"IDAT", zlib.compress(bytes(height * (1 + 3 * width))))
    )
    return SIGNATURE + header(width, height) + b"".join(chunks) + rows + chunk(b"IEND", b"")


def with_segment(marker: int, content: bytes) -> bytes:
    """A photograph with a segment (comment, EXIF, profile) behind its first marker."""
    photo = saved(picture(), "JPEG")
    return photo[:2] + bytes([0xFF, marker]) + (len(content) + 2).to_bytes(2) + content + photo[2:]


def with_exif(words: bytes, orientation: int = 1) -> bytes:
    """A photograph whose EXIF says where it was taken, and more."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x9286] = orientation, words.decode("latin-1"), words
    exif.get_ifd(0x8825)[1] = "N"
    return saved(picture(), "JPEG", exif=exif)


def claiming(width: int, height: int) -> bytes:
    """A small photograph that says in its frame header it is larger."""
    photo = saved(picture(), "JPEG")
    at = photo.index(b"\xff\xc0") + 5
    return photo[:at] + height.to_bytes(2) + width.to_bytes(2) + photo[at + 4 :]


def hungry() -> list[Given]:
    """Small files that want to be large pictures, or large words."""
    zeros = zlib.compress(bytes(100_000_000), 1)
    packed = b"x\0\0" + zlib.compress(bytes(60_000_000), 9)
    many = [chunk(b"zTXt", b"k%d\0\0" % number + zlib.compress(bytes(900_000), 9)) for number in range(90)]
    return [
        Given("3.6 billion pixels", SIGNATURE + header(60_000, 60_000) + chunk(b"IDAT", zeros), "too_many_pixels"),
        Given("as wide as PNG allows", SIGNATURE + header(2**31 - 1, 2**31 - 1), "damaged_picture"),
        Given("just over the limit", SIGNATURE + header(7_072, 7_072) + chunk(b"IDAT", zeros), "too_many_pixels"),
        Given("rows that never end", png(chunk(b"IDAT", zeros)), "neutralised"),
        Given("half of the rows it says", SIGNATURE + header(7_000, 7_000) + chunk(b"IDAT", zeros), "damaged_picture"),
        Given("a colour profile that unfolds", png(chunk(b"iCCP", packed)), "damaged_picture"),
        Given("a text that unfolds", png(chunk(b"zTXt", packed)), "damaged_picture"),
        Given(
            "an international text that unfolds", png(chunk(b"iTXt", b"x\0\1\0\0\0" + packed[3:])), "damaged_picture"
        ),
        Given("ninety texts that unfold", png(*many), "damaged_picture"),
        Given("a JPEG of 4.3 billion pixels", claiming(65_500, 65_500), "too_many_pixels"),
        Given("a moving PNG", moving(), "animated"),
    ]


def moving() -> bytes:
    """A PNG that shows one thing and then another."""
    return saved(picture(60, 40), "PNG", save_all=True, append_images=[picture(60, 40, "changed")], duration=100)


def broken() -> list[Given]:
    """Cut off, or not what they say."""
    photo, sheet = saved(picture(), "JPEG"), saved(picture(), "PNG")
    cut = [
        Given(f"a {kind} cut off after {share} %", raw[: len(raw) * share // 100], "damaged_picture")
        for kind, raw in (("JPEG", photo), ("PNG", sheet))
        for share in (10, 30, 50, 70, 90)
    ]
    return [
        *cut,
        Given("a JPEG that ends after its signature", photo[:3], "damaged_picture"),
        Given("a PNG that ends after its signature", SIGNATURE, "damaged_picture"),
        Given("a PNG with a wrong checksum", sheet[:29] + b"\0\0\0\0" + sheet[33:], "damaged_picture"),
        Given("a PNG without width", SIGNATURE + header(0, 10) + chunk(b"IEND", b""), "damaged_picture"),
        Given("a PNG of an unknown colour type", SIGNATURE + header(9, 9, 8, 5), "damaged_picture"),
        Given("a JPEG without height", claiming(320, 0), "damaged_picture"),
        Given("a JPEG signature before HTML", b"\xff\xd8\xff" + PLANTED, "damaged_picture"),
        Given("a PNG signature before HTML", SIGNATURE + PLANTED, "damaged_picture"),
    ]


def talking() -> list[Given]:
    """Honest pictures that carry words, places or profiles: drawn, and nothing of that stays."""
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", PLANTED.decode())
    profile = b"ICC_PROFILE\0\1\1" + PLANTED * 900
    return [
        Given("a program in a JPEG's comment", with_segment(0xFE, PLANTED), "neutralised"),
        Given("HTML in EXIF, and where it was taken", with_exif(PLANTED), "neutralised"),
        Given("HTML in XMP", with_segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + PLANTED), "neutralised"),
        Given("a profile that is none", with_segment(0xE2, profile), "neutralised"),
        Given("EXIF that does not read", with_segment(0xE1, b"Exif\0\0II*\0\xff\xff\xff\xff" + PLANTED), "neutralised"),
        Given("words in a PNG", saved(picture(), "PNG", pnginfo=text), "neutralised"),
        Given("EXIF in a PNG", png(chunk(b"eXIf", b"II*\0\x08\0\0\0\0\0" + PLANTED)), "neutralised"),
        Given("a chunk of its own in a PNG", png(chunk(b"eviL", PLANTED)), "neutralised"),
    ]


def honest() -> list[Given]:
    """What telephones, scanners and drawing programs write."""
    sheet, deep = picture(), Image.new("I;16", (120, 80), 40_000)
    see_through = Image.merge("RGBA", (*sheet.split(), sheet.convert("L")))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    sizes = [(1, 1), (10, 10), (1_600, 1_200), (4_000, 3_000), (3_000, 4_000), (9_000, 90), (80, 7_000)]
    return [
        *(Given(f"JPEG of {w} × {h}", saved(picture(w, h), "JPEG")) for w, h in sizes),
        *(Given(f"PNG of {w} × {h}", saved(picture(w, h), "PNG")) for w, h in sizes[:4]),
        *(Given(f"JPEG turned {turn}", with_exif(b"", turn)) for turn in range(1, 9)),
        *(Given(f"JPEG in {mode}", saved(sheet.convert(mode), "JPEG")) for mode in ("L", "CMYK", "YCbCr")),
        *(Given(f"PNG in {mode}", saved(sheet.convert(mode), "PNG")) for mode in ("1", "L", "LA", "P", "RGBA")),
        Given("a progressive JPEG", saved(sheet, "JPEG", progressive=True)),
        Given("a JPEG of low quality", saved(sheet, "JPEG", quality=5)),
        Given("a JPEG with a profile", saved(sheet, "JPEG", icc_profile=srgb)),
        Given(
            "several pictures in one JPEG, as telephones write",
            saved(sheet, "MPO", save_all=True, append_images=[sheet]),
        ),
        Given("a PNG with a profile", saved(sheet, "PNG", icc_profile=srgb)),
        Given("a PNG one can see through", saved(see_through, "PNG")),
        Given("a PNG with a transparent colour", saved(sheet.convert("P"), "PNG", transparency=0)),
        Given("a PNG with transparency by colour", saved(sheet.quantize(8), "PNG", transparency=bytes(range(8)))),
        Given("a grey PNG of 16 bits", saved(deep, "PNG")),
        Given("a PNG of one colour", saved(Image.new("RGB", (50, 50), "white"), "PNG")),
    ]


def pixels(raw: bytes) -> Image.Image:
    """What a drawn page shows."""
    shown = Image.open(io.BytesIO(raw))
    shown.load()
    return shown
