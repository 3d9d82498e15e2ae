"""PDFs written byte by byte, so that a test can put into one what no honest program would."""

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Objects = dict[int, bytes]
DRAW = b"BT /F1 24 Tf 40 100 Td (Amtsgericht Hamburg HRB 184220) Tj ET 40 60 120 20 re f"
A_SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


@dataclass(frozen=True)
class Sheet:
    """A document of one page, and what is added to its catalogue, page, objects (from 10 on) and trailer."""

    catalogue: bytes = b""
    page: bytes = b""
    content: bytes = DRAW
    objects: Mapping[int, bytes] = field(default_factory=dict)
    trailer: bytes = b""
    version: bytes = b"1.7"
    box: bytes = b"[0 0 300 200]"

    def parts(self) -> Objects:
        """Its objects by number."""
        page = b"<</Type/Page/Parent 2 0 R/MediaBox %b/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>%b>>"
        return {
            1: b"<</Type/Catalog/Pages 2 0 R%b>>" % self.catalogue,
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: page % (self.box, self.page),
            4: stream(self.content),
            5: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            **self.objects,
        }

    def written(self) -> bytes:
        """The file."""
        return written(self.parts(), self.trailer, self.version)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<</Length %d%b>>stream\n%b\nendstream" % (len(content), entries, content)


def deflated(content: bytes, entries: bytes = b"") -> bytes:
    """The same, compressed."""
    return stream(zlib.compress(content, 9), b"/Filter/FlateDecode" + entries)


def written(objects: Mapping[int, bytes], trailer: bytes = b"", version: bytes = b"1.7") -> bytes:
    """The objects with the table that says where each begins."""
    out, starts = bytearray(b"%%PDF-%b\n%%\xe2\xe3\xcf\xd3\n" % version), {}
    for number, content in sorted(objects.items()):
        starts[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 1\n0000000000 65535 f \n"
    for number, start in starts.items():
        out += b"%d 1\n%010d 00000 n \n" % (number, start)
    size = max(objects) + 1
    out += b"trailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, table)
    return bytes(out)


def with_object_stream(plain: Mapping[int, bytes], packed: Mapping[int, bytes]) -> bytes:
    """Some objects inside a compressed stream, all found by a cross-reference stream (PDF 1.5)."""
    out, rows = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), {0: (0, 0, 255)}
    holder = max([*plain, *packed]) + 1
    head, body = [], b""
    for number, content in packed.items():
        head.append(b"%d %d" % (number, len(body)))
        body += content + b"\n"
    first = b" ".join(head) + b"\n"
    entries = b"/Type/ObjStm/N %d/First %d" % (len(packed), len(first))
    for number, content in {**plain, holder: deflated(first + body, entries)}.items():
        rows[number] = (1, len(out), 0)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows |= {number: (2, holder, place) for place, number in enumerate(packed)}
    rows[holder + 1] = (1, len(out), 0)
    rows |= {number: (0, 0, 0) for number in range(holder) if number not in rows}
    table = b"".join(
        kind.to_bytes(1) + where.to_bytes(4) + place.to_bytes(1) for _, (kind, where, place) in sorted(rows.items())
    )
    entries = b"/Type/XRef/Size %d/W[1 4 1]/Root 1 0 R" % (holder + 2)
    return bytes(out) + b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        holder + 1,
        deflated(table, entries),
        len(out),
    )


def changed(before: bytes, objects: Mapping[int, bytes]) -> bytes:
    """An incremental update: the objects replace those of the file before, which stays in front."""
    out, starts = bytearray(before), {}
    for number, content in objects.items():
        starts[number] = len(out)
        out += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    last = before.rindex(b"startxref")
    previous, table = int(before[last + 10 :].split()[0]), len(out)
    out += b"xref\n" + b"".join(b"%d 1\n%010d 00000 n \n" % row for row in starts.items())
    size = max(objects) + 20
    out += b"trailer\n<</Size %d/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (size, previous, table)
    return bytes(out)


def many_pages(count: int, content: bytes = DRAW) -> bytes:
    """So many pages that share one content."""
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>"
    numbers: Sequence[int] = range(10, 10 + count)
    parts = Sheet(content=content).parts()
    del parts[3]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    parts[2] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count)
    return written({**parts, **dict.fromkeys(numbers, page)})
