"""What do a line's seal and its place in the chain cover? Keyed hashes over a canonical form.

The seal (HMAC-SHA256, RFC 2104) is made when the line is written, so a line slipped in by somebody without the
application's key does not verify even before it is chained; it covers the entry's own id, so a true line cannot be
copied. The chain hash covers the place and everything before it.

Both keys come from `KYCRISK_FINGERPRINT_KEY`, the secret that never changes: after a change of the web secret the
journal still has to verify.
"""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

if TYPE_CHECKING:
    from accounts.journal.models import Entry

GENESIS = hashlib.sha256(b"kycrisk journal").digest()


@dataclass(frozen=True, slots=True)
class Line:
    """Everything a journal entry says, in the order the seal covers it; `at` in ISO 8601 UTC."""

    id: int
    xid: int
    at: str
    actor_kind: str
    actor_id: int | None
    actor_name: str
    verb: str
    subject_type: str
    subject_id: str
    detail: dict[str, Any]

    @classmethod
    def of(cls, entry: "Entry") -> "Line":
        """What a stored entry says."""
        return cls(
            id=entry.pk,
            xid=entry.xid,
            at=entry.at.isoformat(),
            actor_kind=str(entry.actor_kind),
            actor_id=entry.actor_id,
            actor_name=entry.actor_name,
            verb=entry.verb,
            subject_type=entry.subject_type,
            subject_id=entry.subject_id,
            detail=entry.detail,
        )


def seal_of(line: Line) -> bytes:
    """The 32-byte keyed hash of a line."""
    canonical = json.dumps(asdict(line), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.digest(derived_key("journal seal"), canonical.encode(), hashlib.sha256)


def chain_hash(previous: bytes, position: int, entry_id: int, seal: bytes) -> bytes:
    """The 32-byte hash of a place in the chain."""
    place = position.to_bytes(8, signed=True) + entry_id.to_bytes(8, signed=True)
    return hmac.digest(derived_key("journal seal"), previous + place + seal, hashlib.sha256)


@lru_cache(maxsize=8)
def derived_key(purpose: str) -> bytes:
    """32 bytes for one purpose (HKDF, RFC 5869)."""
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose.encode()).derive(settings.FINGERPRINT_KEY)
