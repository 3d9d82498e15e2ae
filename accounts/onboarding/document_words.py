"""What is a document called, and what was read in it? Sealed together under the document's own key.

Whoever shows it to staff asks `REVEAL_PERSONAL` and leaves a line in the journal.
"""

from typing import Final

import msgspec

from accounts.onboarding.models import Document
from accounts.onboarding.opening import opened_text, sealed_text
from accounts.onboarding.reading import Sealed

CONTEXT: Final = "document.words"


def words_of(document: Document) -> Sealed:
    """The file's name and what was read; empty once it is erased."""
    text = opened_text(document, document.sealed, CONTEXT)
    return msgspec.json.decode(text, type=Sealed) if text else Sealed()


def put_words(document: Document, words: Sealed) -> None:
    """Seal them into the row, which is not saved here."""
    document.sealed = sealed_text(document, msgspec.json.encode(words).decode(), CONTEXT)
