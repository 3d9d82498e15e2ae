"""Are two names the same but for how they are written? Scripts, marks, word order, legal forms.

Pure. Letters of Latin, Greek (ELOT 743, simplified) and Cyrillic come down to a few plain ones; `Jörg` and `Joerg` come
out alike. What has no alphabet (Chinese, Japanese) cannot be brought to Latin letters without a dictionary, and a
dictionary would guess: such names are said to be in another script, not different.
"""

import re
import unicodedata
from typing import Final

GREEK: Final = dict(
    zip(
        "αβγδεζηθικλμνξοπρσςτυφχψω",
        "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(),
        strict=True,
    )
)
CYRILLIC: Final = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
        "a b v g d e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya i i ie g".split(),
        strict=True,
    )
)
LATIN: Final = {"ß": "ss", "æ": "a", "ø": "o", "œ": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"}
PLAIN: Final = str.maketrans({letter: plain.replace("_", "") for letter, plain in (GREEK | CYRILLIC | LATIN).items()})
# Two letters for one with a mark (ö, å), and letters that transcriptions exchange.
ALIKE: Final = (("ou", "u"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("aa", "a"), ("y", "i"))
# How one legal form is written short.
FORMS: Final = {
    "gesellschaft mit beschrankter haftung": "gmbh",
    "aktiengesellschaft": "ag",
    "limited liability company": "llc",
    "public limited company": "plc",
    "private limited": "pte ltd",
    "limited": "ltd",
    "incorporated": "inc",
    "corporation": "corp",
    "societe par actions simplifiee": "sas",
    "societe a responsabilite limitee": "sarl",
    "societe anonime": "sa",
    "besloten vennootschap": "bv",
    "aktiebolag": "ab",
    "company": "co",
}
SHORT_FORMS: Final = frozenset(
    "gmbh ag ug kg ohg ev llc llp plc ltd pte inc corp sas sarl sa bv nv ab as oy aps spa srl co".split()
)


def as_written(text: str) -> str:
    """The text without what nobody means: spaces, case, composed or decomposed letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def plain(text: str) -> str:
    """Latin letters and digits, as far as there is an alphabet to bring them from: `Γεώργιος` is `georgios`."""
    lowered = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in lowered if not unicodedata.combining(letter)).replace("ου", "ou")
    return " ".join(re.findall(r"\w+", re.sub(r"(?<=\w)[.’'](?=\w)", "", bare.translate(PLAIN))))


def words(text: str) -> tuple[str, ...]:
    """The words of a name in one order, each brought down to what all ways of writing it share."""
    found = plain(text)
    for before, after in ALIKE:
        found = found.replace(before, after)
    for long, short in FORMS.items():
        found = re.sub(rf"\b{_alike(long)}\b", short, found)
    return tuple(sorted(found.split()))


def in_latin(text: str) -> bool:
    """Could every letter be brought to a Latin one?"""
    return plain(text).isascii()


def legal_forms(of: tuple[str, ...]) -> frozenset[str]:
    """The legal forms among the words of a name."""
    return frozenset(of) & SHORT_FORMS


def _alike(text: str) -> str:
    for before, after in ALIKE:
        text = text.replace(before, after)
    return text
