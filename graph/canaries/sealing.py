"""How are the words of a canary kept? Sealed under the key of their minting, found again by keyed hashes."""

from functools import lru_cache
from hashlib import blake2b
from uuid import UUID

from django.conf import settings

from graph.canaries.models import Canary, Minting
from graph.canaries.wording import House, Phrase
from kycrisk.lib.fingerprint import fingerprint
from kycrisk.lib.vault import Unreadable, seal, unseal

CONTEXT = "canary.words"
BETWEEN = "\n"


def house() -> House:
    """The generator of this installation."""
    return _house(settings.FINGERPRINT_KEY)


def new_canary(minting: Minting, phrase: Phrase, name: str) -> Canary:
    """A canary of a minting, not saved yet."""
    return Canary(
        canary=name,
        minting=minting,
        sealed=seal(bytes(minting.wrapped_key or b""), BETWEEN.join(phrase), context=CONTEXT),
        words_mark=fingerprint("canary.words", phrase.core),
        value_mark=value_mark(name),
    )


def opened(canary: Canary) -> Phrase | None:
    """The words of a canary; None once they were forgotten. Raises nothing."""
    if canary.sealed is None or canary.minting is None:
        return None
    return opened_under(canary.minting.wrapped_key, canary.sealed)


def opened_under(wrapped_key: bytes | memoryview | None, sealed: bytes | memoryview) -> Phrase | None:
    """The same from the columns alone."""
    try:
        return Phrase(
            *unseal(bytes(wrapped_key) if wrapped_key else None, bytes(sealed), context=CONTEXT).split(BETWEEN)
        )
    except Unreadable:
        return None


def value_mark(text: str) -> UUID:
    """The fingerprint of the value that stands for a canary among identifiers: of its id, or of words not ours."""
    return fingerprint("canary", text)


@lru_cache(maxsize=4)
def _house(key: bytes) -> House:
    return House(blake2b(key=key[:64], digest_size=32, person=b"canary.house").digest())
