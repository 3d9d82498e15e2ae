"""When do two texts say the same? Compared as people mean them, whatever the case, the width and the layout. Pure."""

import unicodedata


def words(text: str) -> list[str]:
    """The words of a text without case, width and punctuation; marks that belong to a letter stay with it."""
    plain = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    return "".join(letter if unicodedata.category(letter)[0] in "LNM" else " " for letter in plain).split()


def squeezed(text: str) -> str:
    """A number without layout: `HRB 184220` is `hrb184220`."""
    return "".join(words(text))
