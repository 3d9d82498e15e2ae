"""What do gateways and billing systems send? Events of the cast, and the keys they come with."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from accounts.staff.authentication import new_secret, secret_hash
from accounts.staff.models import ApiKey
from graph.signals.events import Terms

AT = datetime(2026, 9, 1, 12, 0, tzinfo=UTC)
TERMS = Terms(AT - timedelta(days=400), AT + timedelta(minutes=10), 4_000_000)
_numbers = count(1)


def event(kind: str, subject: str, data: object = None, **changes: Any) -> dict[str, Any]:
    """A CloudEvent at noon of the first of September; `changes` replaces attributes, None takes one away."""
    body = {
        "specversion": "1.0",
        "id": f"evt-{next(_numbers)}",
        "source": "/gateway/eu",
        "type": kind,
        "subject": subject,
        "time": "2026-09-01T12:00:00Z",
        "data": {} if data is None else data,
        **changes,
    }
    return {name: value for name, value in body.items() if value is not None}


def written(body: object) -> bytes:
    """As a body on the wire."""
    return json.dumps(body).encode()


def lines(events: Sequence[dict[str, Any]]) -> list[bytes]:
    """Each event as bytes, as `accept` takes them."""
    return [written(body) for body in events]


def gateway_key(*, sources: Sequence[str] = ("/gateway", "/billing/acme"), name: str = "gateway") -> tuple[ApiKey, str]:
    """A key that may hand in signals for some sources, and its secret."""
    secret = new_secret()
    key = ApiKey.objects.create(
        name=name, secret_hash=secret_hash(secret), scopes=["signals:write"], sources=list(sources)
    )
    return key, secret


def cafe_evening(guests: int = 30) -> list[dict[str, Any]]:
    """The café: honest people behind one address, each with a device of their own."""
    return [
        event("session.seen", f"acct_cafe_{guest:02}", {"ip": "203.0.113.7", "device_id": f"phone-of-guest-{guest:02}"})
        for guest in range(1, guests + 1)
    ]


def ring_at_work(accounts: int = 6) -> list[dict[str, Any]]:
    """The Larkspur ring: every account pays with one card and works from one subnet."""
    names = [f"acct_larkspur_{number:03}" for number in range(1, accounts + 1)]
    paid = [event("payment.used", name, {"fingerprint": "fp_larkspur_4242", "bin": "411111"}) for name in names]
    asked = [
        event("exchange.made", name, {"model": "large-1", "input_tokens": 40, "ip": f"198.51.100.{place}"})
        for place, name in enumerate(names, 1)
    ]
    return paid + asked
