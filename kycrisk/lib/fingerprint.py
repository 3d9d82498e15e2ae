"""How are two values recognised as equal without being readable? A keyed hash, different for every kind of value.

Keyed BLAKE2b (RFC 7693), 128 bits, personalised by kind: equal phone numbers meet, a phone number and a card
never do, and nobody without `KYCRISK_FINGERPRINT_KEY` can test a guess.
"""

import hashlib
import uuid
from functools import lru_cache

from django.conf import settings


def fingerprint(kind: str, value: str) -> uuid.UUID:
    """The 128-bit fingerprint of an already normalised value, as a UUID (16 bytes in PostgreSQL)."""
    return uuid.UUID(bytes=digest(kind, value))


def digest(kind: str, value: str) -> bytes:
    """The 16 bytes of the fingerprint."""
    hasher = _hasher(settings.FINGERPRINT_KEY, kind).copy()
    hasher.update(value.encode())
    return hasher.digest()


@lru_cache(maxsize=64)
def _hasher(key: bytes, kind: str) -> "hashlib.blake2b":
    """A hasher that has taken in key and kind: copying it is quicker than keying one anew."""
    return hashlib.blake2b(digest_size=16, key=key, person=kind.encode()[:16].ljust(16, b"\0"))
