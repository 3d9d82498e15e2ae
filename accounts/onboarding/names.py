"""Is this the name of a person or a company, or other text of a stranger? In any script.

Pure. Invisible marks that come along when text is copied are dropped; those that make a text look like another one are
refused.
"""

import unicodedata
from itertools import groupby
from typing import Final

from kycrisk.lib.wording import Flaw, gettext_noop

LONGEST_NAME: Final = 200
LONGEST_COMPANY: Final = 300
# Direction marks, byte order mark and soft hyphen: copied along, never meant.
COPIED_ALONG: Final = dict.fromkeys(map(ord, "\u200e\u200f\u061c\ufeff\u00ad"))
# Scripts that need them write joiners between their letters: Arabic and its kin, and those of India and Sri Lanka.
JOINERS: Final = frozenset("\u200c\u200d")
JOINED_SCRIPTS: Final = tuple(
    "ARABIC BENGALI DEVANAGARI GUJARATI GURMUKHI KANNADA MALAYALAM MONGOLIAN ORIYA SINHALA SYRIAC TAMIL TELUGU".split()
)
# Letters by category that nobody sees.
BLANKS: Final = frozenset("\u115f\u1160\u3164\uffa0\u2800")
NOT_IN_NAMES: Final = frozenset('<>{}[]|\\^~$=@#*_;:?!%"+')
MOST_MARKS: Final = 4


def person_name(value: str) -> str:
    """A person's full name as they write it, on one line; one word is enough. Empty stays empty."""
    name = plain(value, LONGEST_NAME)
    if not name:
        return ""
    _has_letters(name, gettext_noop("Write the name in letters, as in the passport."))
    for letter in name:
        if letter in NOT_IN_NAMES or unicodedata.category(letter) in {"So", "Sm", "Sc"}:
            raise Flaw(gettext_noop("Leave out %(letter)s: write only the name, as in the passport."), letter=letter)
    return name


def company_name(value: str) -> str:
    """A company's name as its register writes it, on one line: signs and figures belong to it. Empty stays empty."""
    name = plain(value, LONGEST_COMPANY)
    if not name:
        return ""
    if not any(unicodedata.category(letter)[0] in "LN" for letter in name):
        raise Flaw(gettext_noop("Write the name as it stands in the register."))
    if set(name) & set("<>{}\\"):
        raise Flaw(gettext_noop("Leave out brackets such as < and {: write the name as it stands in the register."))
    return name


def plain(value: str, longest: int) -> str:
    """Text on one line, composed (NFC), trimmed; without anything that hides or reorders it."""
    text = " ".join(_visible(value).split())
    if len(text) > longest:
        raise Flaw(
            gettext_noop("Write %(most)s characters at most; this is %(length)s."), most=longest, length=len(text)
        )
    return text


def paragraphs(value: str, longest: int) -> str:
    """Text on several lines, as `plain` otherwise."""
    lines = [" ".join(_visible(line).split()) for line in value.splitlines()]
    text = "\n".join(lines).strip()
    if len(text) > longest:
        raise Flaw(
            gettext_noop("Write %(most)s characters at most; this is %(length)s."), most=longest, length=len(text)
        )
    return text


def _has_letters(name: str, flaw: str) -> None:
    if not any(unicodedata.category(letter)[0] == "L" for letter in name):
        raise Flaw(flaw)


def _visible(value: str) -> str:
    text = unicodedata.normalize("NFC", value.translate(COPIED_ALONG).replace("\t", " "))
    for at, letter in enumerate(text):
        category = unicodedata.category(letter)
        if letter in JOINERS and _joins(text, at):
            continue
        if (category[0] == "C" or letter in BLANKS) and not letter.isspace():
            raise Flaw(gettext_noop("There is an invisible character in this text. Delete it and type it again."))
    if _most_marks(text) > MOST_MARKS or (text and unicodedata.combining(text[0])):
        raise Flaw(gettext_noop("There are too many accents on one letter. Type it again without them."))
    return text


def _joins(text: str, at: int) -> bool:
    """Does this joiner stand between two letters of a script that needs it?"""
    around = text[at - 1 : at] + text[at + 1 : at + 2]
    return len(around) == 2 and all(unicodedata.name(letter, "").startswith(JOINED_SCRIPTS) for letter in around)


def _most_marks(text: str) -> int:
    runs = groupby(text, key=lambda letter: unicodedata.category(letter) in {"Mn", "Me"})
    return max((sum(1 for _ in run) for marks, run in runs if marks), default=0)
