"""How does a sentence wait to be said in somebody's language?

Pure: modules that know no web framework mark their sentences here, `makemessages` finds the marks, and whoever shows a
sentence translates it: `gettext(flaw.msgid) % flaw.params`.
"""

from collections.abc import Mapping
from typing import Any


def gettext_noop(msgid: str) -> str:
    """The sentence itself; the name is the mark that the collector of messages looks for."""
    return msgid


def said(msgid: str, params: Mapping[str, Any]) -> str:
    """A sentence, translated or not, with its blanks filled in. One without blanks may hold a bare `%`."""
    return msgid % params if params else msgid


class Flaw(ValueError):
    """What is wrong with a value and how to mend it: the English sentence with blanks (`%(most)s`), and their fillings.

    `str(flaw)` is the sentence in English.
    """

    def __init__(self, msgid: str, **params: str | int) -> None:
        super().__init__(said(msgid, params))
        self.msgid = msgid
        self.params = params
