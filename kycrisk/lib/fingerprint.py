"""How are two values recognised as equal without being readable? A keyed hash, different for every kind of value.

Keyed BLAKE2b (RFC 7693), 128 bits, personalised by kind: equal phone numbers meet, a phone number and a card
never do, and nobody without `KYCRISK_FINGERPRINT_KEY` can test a guess.
"""

import hashlib
import uuid

from django.conf import settings


def fingerprint(kind: str, value: str) -> uuid.UUID:
    """The 128-bit fingerprint of an already normalised value, as a UUID (16 bytes in PostgreSQL)."""
    digest = hashlib.blake2b(
        value.encode(), digest_size=16, key=settings.FINGERPRINT_KEY, person=kind.encode()[:16].ljust(16, b"\0")
    )
    return uuid.UUID(bytes=digest.digest())
