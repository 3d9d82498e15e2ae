"""Who sent a message, and is it whole? Standard Webhooks: both ways, with two live secrets while one is exchanged.

A secret is `whsec_` and 24 to 64 random bytes in base64. What is signed is the message's id, its time and its body.
"""

import base64
import hmac
import secrets as randomness
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import models
from standardwebhooks import Webhook

from kycrisk.lib.vault import new_wrapped_key, seal, unseal

CONTEXT = "webhook.secret"
ID, AT, SIGNATURE = "webhook-id", "webhook-timestamp", "webhook-signature"
SIGNATURES_READ = 10  # two secrets need two; whoever sends more is not kept busy with


class Untrusted(Exception):
    """The message is not from who it should be, or not from now; `str()` says what to look at, and no more."""


class HoldsSecrets(models.Model):
    """Whoever shares a signing secret with us: sealed by the vault, two live during a rotation."""

    wrapped_key = models.BinaryField()
    sealed_secret = models.BinaryField()
    sealed_previous_secret = models.BinaryField(null=True)
    previous_secret_until = models.DateTimeField(null=True)

    class Meta:
        abstract = True


@dataclass(frozen=True, slots=True)
class Message:
    """What came in: the body as it was sent, the headers, and when."""

    body: bytes
    headers: Mapping[str, str]
    received_at: datetime


def new_secret() -> str:
    """A secret as its owner sees it, once."""
    return "whsec_" + base64.b64encode(randomness.token_bytes(32)).decode()


def renew(holder: HoldsSecrets, *, previous_until: datetime | None = None) -> str:
    """Give the holder (not saved here) a secret, and say it this once; the one before goes on until its time."""
    secret = new_secret()
    if previous_until is None:
        holder.wrapped_key = new_wrapped_key()
    else:
        holder.sealed_previous_secret, holder.previous_secret_until = holder.sealed_secret, previous_until
    holder.sealed_secret = seal(bytes(holder.wrapped_key), secret, context=CONTEXT)
    return secret


def live_secrets(holder: HoldsSecrets, now: datetime) -> list[str]:
    """The newest secret, and during a rotation the one before it."""
    sealed = [holder.sealed_secret]
    if holder.sealed_previous_secret and holder.previous_secret_until and holder.previous_secret_until > now:
        sealed.append(holder.sealed_previous_secret)
    return [unseal(bytes(holder.wrapped_key), bytes(one), context=CONTEXT) for one in sealed]


def signed_headers(secrets: Sequence[str], *, event: str, at: datetime, body: str) -> dict[str, str]:
    """The headers that let a receiver check who sent a body, and when."""
    signatures = [Webhook(secret).sign(msg_id=event, timestamp=at, data=body) for secret in secrets]
    return {ID: event, AT: str(int(at.timestamp())), SIGNATURE: " ".join(signatures)}


def check(message: Message, secrets: Sequence[str], tolerance: timedelta) -> None:
    """Raises `Untrusted` unless one of the secrets signed the message, no longer ago (or ahead) than the tolerance.

    Takes as long for a wrong signature as for a right one.
    """
    name, at = message.headers.get(ID, ""), _time(message.headers.get(AT, ""))
    body = _text(message.body)
    expected = [Webhook(secret).sign(msg_id=name, timestamp=at, data=body) for secret in secrets]
    offered = list(_offered(message.headers.get(SIGNATURE, "")))
    matches = [hmac.compare_digest(one.encode(), other.encode()) for one in expected for other in offered]
    if not name or not any(matches):
        raise Untrusted("The signature does not fit; sign webhook-id.webhook-timestamp.body with the newest secret.")
    if abs(message.received_at - at) > tolerance:
        raise Untrusted(f"{AT} is more than {tolerance.total_seconds():.0f} s from now; check the clock, sign anew.")


def _time(written: str) -> datetime:
    if not (written.isascii() and written.isdigit() and len(written) <= 11):
        raise Untrusted(f"{AT} is missing or none; write whole seconds since 1970.")
    return datetime.fromtimestamp(int(written), tz=UTC)


def _text(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError:
        raise Untrusted("The body is not UTF-8; send JSON in UTF-8.") from None


def _offered(written: str) -> Iterator[str]:
    """The signatures of the version we know."""
    for one in written.split()[:SIGNATURES_READ]:
        if one.startswith("v1,"):
            yield one
