"""Which texts does a folder bring along (`--prompts`)? Its JSON Lines files, in the order of their names.

A row's text is its field `text`, `prompt` or `template`, else the longest string in it. Prompts that no gateway would
pass on are left out, and it is said how many.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from kycrisk.lib.errors import Refused
from kycrisk.lib.rows import BadFile, rows_of

NAMED = ("text", "prompt", "template")
LONGEST = 20_000
MOST = 200_000
_NO_ROW = "are no JSON object of less than a million bytes"


def brought_texts(folder: Path, complain: Callable[[str], None]) -> tuple[str, ...]:
    """Every usable text once, in order. Refused if the folder is missing, holds no such file, or no usable text."""
    if not folder.is_dir():
        raise Refused(f"--prompts {folder}: there is no such folder; name one that holds .jsonl files.")
    files = sorted(path for path in folder.iterdir() if path.name.endswith((".jsonl", ".jsonl.gz")))
    if not files:
        raise Refused(f"--prompts {folder}: holds no .jsonl file; put one there with an object on each line.")
    found: dict[str, None] = {}
    for path in files:
        for text in _texts(path, complain):
            found[text] = None
            if len(found) >= MOST:
                complain(f"{path}: {MOST:,} texts are enough; the rest was not read.")
                return tuple(found)
    if not found:
        raise Refused(f"--prompts {folder}: no row holds a text of 1 to {LONGEST:,} characters.")
    return tuple(found)


def _texts(path: Path, complain: Callable[[str], None]) -> Iterator[str]:
    """The texts of a file; what was left out is told in one sentence at its end."""
    left_out: Counter[str] = Counter()
    try:
        for row in rows_of(path, column="text"):
            text = text_of(row.fields)
            if why := _NO_ROW if row.error else _fault(text):
                left_out[why] += 1
            else:
                yield text
    except BadFile as error:
        raise Refused(f"--prompts: {error}") from None
    for why, count in sorted(left_out.items()):
        complain(f"{path}: {count:,} rows {why}; left out.")


def _fault(text: str) -> str:
    if not text:
        return "hold no text"
    return f"are longer than {LONGEST:,} characters" if len(text) > LONGEST else ""


def text_of(fields: dict[str, object]) -> str:
    """The text of a row, stripped; empty if there is none."""
    for name in NAMED:
        if isinstance(text := fields.get(name), str) and text.strip():
            return text.strip()
    return max((value.strip() for value in fields.values() if isinstance(value, str)), key=len, default="")
