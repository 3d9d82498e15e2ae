"""What is a file called, once everything is taken out of its name that could mislead a program or a reader? Pure."""

import re
import unicodedata
from typing import Final

LONGEST: Final = 120
# Cc control, Cf format (bidirectional marks, zero-width), Co private, Cs surrogates, Zl/Zp line and paragraph ends.
MISLEADING: Final = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})


def clean_name(name: str) -> str:
    r"""The last part of a path, without marks that are not seen, at most 120 characters with its ending kept.

    `"../../etc/passwd\x00.pdf"` becomes `passwd.pdf`; a name of which nothing is left is `file`.
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(mark for mark in last if unicodedata.category(mark) not in MISLEADING)
    seen = " ".join(unicodedata.normalize("NFC", seen).split()).strip(". ")
    if len(seen) <= LONGEST:
        return seen or "file"
    stem, dot, ending = seen.rpartition(".")
    if not dot or len(ending) > 10:
        return seen[:LONGEST]
    return stem[: LONGEST - len(ending) - 1] + dot + ending
