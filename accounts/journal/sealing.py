"""What do a line's seal and its place in the chain cover? Keyed hashes over a canonical form.

The seal (HMAC-SHA256, RFC 2104) is made when the line is written, so a line slipped in by somebody without the
application's key does not verify even before it is chained. The chain hash covers everything before it.
"""

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings

GENESIS = hashlib.sha256(b"kycrisk journal").digest()


@dataclass(frozen=True, slots=True)
class Line:
    """Everything a journal entry says, in the order the seal covers it; `at` in ISO 8601 UTC."""

    at: str
    actor_kind: str
    actor_id: int | None
    actor_name: str
    verb: str
    subject_type: str
    subject_id: str
    detail: dict[str, Any]


def seal_of(line: Line) -> bytes:
    """The 32-byte keyed hash of a line."""
    canonical = json.dumps(asdict(line), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hmac.digest(_key(), canonical.encode(), hashlib.sha256)


def chain_hash(previous: bytes, position: int, entry_id: int, seal: bytes) -> bytes:
    """The 32-byte hash of a place in the chain."""
    return hmac.digest(_key(), previous + position.to_bytes(8) + entry_id.to_bytes(8) + seal, hashlib.sha256)


def _key() -> bytes:
    return hashlib.sha256(b"journal seal" + settings.SECRET_KEY.encode()).digest()
