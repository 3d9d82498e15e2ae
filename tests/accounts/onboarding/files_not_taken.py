"""Files that are something else than a document, whatever they are called."""

import io
import zipfile

from tests.accounts.onboarding.files import PLANTED, Given, jpeg_photo, picture, saved
from tests.accounts.onboarding.pdf_writing import Sheet


def zipped(name: str = "word/document.xml") -> bytes:
    """An archive, as Word writes its documents."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, PLANTED)
    return out.getvalue()


def other_kinds() -> list[Given]:
    """What we do not read, under names of what we do."""
    page = b"<!doctype html><body onload=alert(1)>" + PLANTED
    small = picture(32, 20)
    kinds = [
        ("nothing at all", b"", "extract.pdf"),
        ("a single byte", b"%", "extract.pdf"),
        ("a million zeros", bytes(1_000_000), "scan.jpg"),
        ("words", "Registerauszug: bitte öffnen".encode(), "extract.pdf"),
        ("HTML as PDF", page, "extract.pdf"),
        (
            "SVG with a script as PNG",
            b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
            "a.png",
        ),
        ("a script as JPEG", b"#!/bin/sh\nrm -rf ~\n", "passport.jpg"),
        ("JavaScript as JPEG", b"alert(document.cookie)//", "passport.jpg"),
        ("a Windows program as PDF", b"MZ\x90\x00" + bytes(200) + b"PE\x00\x00", "extract.pdf.exe"),
        ("a Linux program as PNG", b"\x7fELF\x02\x01\x01" + bytes(200), "passport.png"),
        ("a Word document as PDF", zipped(), "extract.pdf"),
        ("an old Word document as PDF", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "extract.doc"),
        ("PostScript as PDF", b"%!PS-Adobe-3.0\n(/etc/passwd) (r) file\n", "extract.pdf"),
        ("GIF", saved(small, "GIF"), "passport.gif"),
        ("GIF as PNG", saved(small, "GIF"), "passport.png"),
        ("WebP as JPEG", saved(small, "WEBP"), "passport.jpg"),
        ("BMP as PNG", saved(small, "BMP"), "passport.png"),
        ("TIFF as JPEG", saved(small, "TIFF"), "passport.jpg"),
        ("an icon as PNG", saved(small, "ICO"), "passport.png"),
        ("JPEG 2000 as JPEG", saved(small, "JPEG2000"), "passport.jpg"),
        ("AVIF as JPEG", saved(small, "AVIF"), "passport.jpg"),
    ]
    return [Given(about, raw, "not_accepted" if raw else "empty", name) for about, raw, name in kinds]


def two_in_one() -> list[Given]:
    """Two formats in one file, one of them ours: taken by its beginning or not at all, and only what is drawn stays."""
    photo, extract = jpeg_photo(), Sheet().written()
    png = saved(picture(), "PNG")
    return [
        Given("GIF first, a photograph behind", b"GIF89a=1/*" + photo, "not_accepted", "passport.jpg"),
        Given("HTML first, a PDF behind", PLANTED + extract, "not_accepted"),
        Given("a blank line first, a PDF behind", b"\r\n" + extract, "not_accepted"),
        Given("an archive first, a PDF behind", zipped() + extract, "not_accepted"),
        Given("a photograph, an archive behind", photo + zipped(), "neutralised", "passport.jpg"),
        Given("a photograph, HTML behind", photo + PLANTED, "neutralised", "passport.jpg"),
        Given("a photograph, a PDF behind", photo + extract, "neutralised", "passport.jpg"),
        Given("a PNG, an archive behind", png + zipped(), "neutralised", "passport.png"),
        Given("a PNG, a program behind", png + b"MZ" + bytes(500), "neutralised", "passport.png"),
        Given("a PDF, HTML behind", extract + PLANTED, "neutralised"),
        Given("a PDF, an archive behind", extract + zipped(), "neutralised"),
        Given("larger than may be", b"%PDF-1.7" + bytes(15_000_000), "too_large"),
    ]
