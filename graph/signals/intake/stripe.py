"""A webhook of Stripe, signed as Stripe does it, around one of its events."""

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec
from stripe import SignatureVerificationError, WebhookSignature

from accounts.policy.defaults import Intake
from graph.signals import bodies
from graph.signals.intake.stripe_objects import Strange, Told, told
from kycrisk.lib.signing import Message, Untrusted

SIGNATURE = "Stripe-Signature"


def check(message: Message, secrets: Sequence[str], numbers: Intake) -> None:
    """Raises `Untrusted` unless Stripe signed the message with one of the secrets, just now."""
    header = message.headers.get(SIGNATURE, "")
    if not any([_signed(message.body, header, secret) for secret in secrets]):  # noqa: C419  # as long for any secret
        raise Untrusted("The signature does not fit; check the signing secret of this endpoint at Stripe.")
    away = abs((message.received_at - _signed_at(header)).total_seconds())
    if away > numbers.webhook_tolerance_seconds:
        raise Untrusted(f"The message was signed more than {numbers.webhook_tolerance_seconds} s from now.")


def event_of(message: Message) -> Told:
    """The event in the body. Raises `bodies.Unreadable` if there is none."""
    try:
        return told(msgspec.json.decode(message.body, type=dict))
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise bodies.Unreadable("this is no JSON object; send an event of Stripe as it is") from None
    except Strange as error:
        raise bodies.Unreadable(str(error)) from None


def _signed(body: bytes, header: str, secret: str) -> bool:
    try:
        return bool(WebhookSignature.verify_header(body, header, secret))
    except (SignatureVerificationError, UnicodeDecodeError, OverflowError):
        return False


def _signed_at(header: str) -> datetime:
    """The time in a header whose signature fits."""
    written = next(part.partition("=")[2] for part in header.split(",") if part.startswith("t="))
    try:
        return datetime.fromtimestamp(int(written), UTC)
    except (ValueError, OverflowError, OSError):
        raise Untrusted("The time of the signature is out of range.") from None
