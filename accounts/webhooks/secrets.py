"""With which secret is a message signed? Standard Webhooks: `whsec_` and 24 to 64 random bytes in base64."""

import base64
import secrets as randomness
from datetime import datetime

from standardwebhooks import Webhook

from accounts.webhooks.models import Endpoint
from kycrisk.lib.vault import seal, unseal

CONTEXT = "webhook.secret"


def new_secret() -> str:
    """A secret as its owner sees it, once."""
    return "whsec_" + base64.b64encode(randomness.token_bytes(32)).decode()


def sealed_secret(wrapped_key: bytes, secret: str) -> bytes:
    """The secret as it is kept."""
    return seal(wrapped_key, secret, context=CONTEXT)


def live_secrets(endpoint: Endpoint, now: datetime) -> list[str]:
    """The newest secret, and during a rotation the one before it."""
    sealed = [endpoint.sealed_secret]
    if endpoint.sealed_previous_secret and endpoint.previous_secret_until and endpoint.previous_secret_until > now:
        sealed.append(endpoint.sealed_previous_secret)
    return [unseal(bytes(endpoint.wrapped_key), bytes(one), context=CONTEXT) for one in sealed]


def signed_headers(secrets: list[str], *, event: str, at: datetime, body: str) -> dict[str, str]:
    """The headers that let a receiver check who sent a body, and when."""
    signatures = [Webhook(secret).sign(msg_id=event, timestamp=at, data=body) for secret in secrets]
    return {
        "webhook-id": event,
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": " ".join(signatures),
    }
