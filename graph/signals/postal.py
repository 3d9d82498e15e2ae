"""When are two postal addresses, as people wrote them, the same text?

Declared addresses weigh little, since anybody can write any: letters, digits and their order are compared, no more.
"""

from __future__ import annotations

import unicodedata

_LEAST_CHARACTERS = 8


def postal_address(text: str) -> str | None:
    """The address without case, accents, punctuation and layout; None if too little is left to name a place."""
    folded = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    words = "".join(_kept(character) for character in folded).split()
    return " ".join(words) if sum(map(len, words)) >= _LEAST_CHARACTERS and len(words) > 1 else None


def _kept(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    return character if character.isalnum() else " "
