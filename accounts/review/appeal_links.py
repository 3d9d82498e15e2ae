"""Which link lets a customer appeal? A token only we can make, of which the database keeps only a hash.

The token is an HMAC-SHA256 (RFC 2104) of the access change's number under the secret key: 256 bits nobody can guess,
and the mailer can make it again when it writes the letter, so no copy of it has to be stored, sealed or not. Whoever
reads the database finds hashes and can appeal for nobody. Should the secret key change, letters already sent keep
working (their hashes are looked up), and letters not yet sent get tokens of the new key.
"""

import base64
import hashlib
import hmac

from django.conf import settings


def token_of(change_id: int) -> str:
    """43 characters that fit into an address."""
    key = hashlib.sha256(b"appeal link" + settings.SECRET_KEY.encode()).digest()
    digest = hmac.digest(key, change_id.to_bytes(8), hashlib.sha256)
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hash_of(token: str) -> bytes:
    """What is kept of a token and looked up: 256 random bits need no slow hash."""
    return hashlib.sha256(token.encode()).digest()
