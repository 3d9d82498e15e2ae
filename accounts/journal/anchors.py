"""What is an anchor? The chain's head, signed, kept outside the database, where nobody who changes it can reach.

Signed with Ed25519 (RFC 8032): whoever keeps the anchors needs only the public key to see that they are ours.
"""

import base64
import binascii
import json
from dataclasses import asdict, dataclass

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey


class BadAnchor(Exception):
    """This line is no anchor of ours; the message says why."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The chain up to `position`, which holds `entry`, hashed to `hash` (hexadecimal) when it was `at` (ISO 8601)."""

    position: int
    entry: int
    hash: str
    at: str

    def signed(self, key: Ed25519PrivateKey) -> str:
        """The anchor as a JSON line with its signature and the public key that checks it."""
        signature = base64.b64encode(key.sign(self.canonical())).decode()
        return json.dumps({**asdict(self), "public_key": public_text(key), "signature": signature})

    def canonical(self) -> bytes:
        """What the signature covers."""
        return b"kycrisk journal anchor 1\n" + json.dumps(asdict(self), sort_keys=True, separators=(",", ":")).encode()


def public_text(key: Ed25519PrivateKey) -> str:
    """The public key as people write it down (base64)."""
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()


def read_anchor(line: str, public_key: str) -> Anchor:
    """An anchor from its JSON line; `BadAnchor` unless it is whole and signed by the owner of `public_key`."""
    try:
        fields = json.loads(line)
        anchor = Anchor(int(fields["position"]), int(fields["entry"]), str(fields["hash"]), str(fields["at"]))
        signature, signer = base64.b64decode(fields["signature"], validate=True), str(fields["public_key"])
    except (ValueError, TypeError, KeyError, binascii.Error):
        raise BadAnchor("is not a line that anchor_journal wrote") from None
    if signer != public_key:
        raise BadAnchor(f"is signed by another key ({signer}), ours is {public_key}")
    try:
        Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key)).verify(signature, anchor.canonical())
    except InvalidSignature:
        raise BadAnchor("was changed after it was signed: its signature does not fit") from None
    return anchor
