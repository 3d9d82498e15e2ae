"""How does a list of any length leave as a file that a spreadsheet opens? Row by row, and no cell is a formula."""

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import StreamingHttpResponse


def csv_answer(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """The rows as `<name>.csv`, streamed."""
    answer = StreamingHttpResponse(_lines(heads, rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer


class _Line:
    def write(self, text: str) -> str:
        return text


def _lines(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(heads)
    for row in rows:
        yield writer.writerow([_unformula(cell) if isinstance(cell, str) else cell for cell in row])


def _unformula(text: str) -> str:
    """A cell that a spreadsheet would run as a formula is kept as text."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t", "\r"} else text
