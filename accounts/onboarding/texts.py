"""When do two texts say the same? Compared as people mean them, whatever the case, the width and the layout. Pure."""

import unicodedata
from typing import Final

TWO_LETTERS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "æ": "ae", "þ": "th"})


def words(text: str) -> list[str]:
    """The words of a text without case, width and punctuation; marks that belong to a letter stay with it."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in plain).split()


def squeezed(text: str) -> str:
    """A number without layout: `HRB 184220` is `hrb184220`."""
    return "".join(words(text))


def same_name(said: str, shown: str) -> bool | None:
    """Are two names, in whatever order of words, one? None: one leaves out a middle name or the like.

    Accents, and how a machine readable zone writes them (`JOERG`), make no difference; scripts do.
    """
    for fold in (_without_marks, _in_two_letters):
        ours, theirs = ({fold(word) for word in words(text)} for text in (said, shown))
        if ours == theirs:
            return True
        if ours < theirs or theirs < ours or len(ours & theirs) > 1:
            return None
    return False


def _without_marks(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


def _in_two_letters(word: str) -> str:
    """ICAO 9303 part 3, section 6: how national letters are written in two of the Latin ones."""
    return _without_marks(word.translate(TWO_LETTERS))
