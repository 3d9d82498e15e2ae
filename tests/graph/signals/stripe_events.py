"""What does Stripe send? Minimal events of the cast's payments, in envelopes signed as Stripe signs them.

Harbour pays by card as the customer `cus_harbour`, whose metadata name its account.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.test import Client
from stripe import WebhookSignature

SECRET = "whsec_harbours_endpoint"
PATH = "/api/v1/intake/stripe"
NOON = int(datetime(2026, 9, 1, 12, tzinfo=UTC).timestamp())
_numbers = count(1)


def stripe_event(kind: str, one: Mapping[str, Any], *, at: int = NOON, **changes: Any) -> dict[str, Any]:
    """An event around an object, at noon of the first of September."""
    data = {"object": dict(one), **changes.pop("data", {})}
    return {
        "id": f"evt_{next(_numbers):06}",
        "object": "event",
        "created": at,
        "type": kind,
        "data": data,
        "livemode": True,
        **changes,
    }


def customer(name: str = "cus_harbour", account: str = "acct_harbour") -> dict[str, Any]:
    """A customer; an empty account is one that Stripe was not told of."""
    return {"id": name, "object": "customer", "metadata": {"account": account} if account else {}}


def charge(name: str = "ch_1", *, fingerprint: str = "fp_harbour", **changes: Any) -> dict[str, Any]:
    """A card payment of 12.00 EUR by `cus_harbour`."""
    card = {"fingerprint": fingerprint, "country": "DE", "funding": "credit", "last4": "4242"}
    return {
        "id": name,
        "object": "charge",
        "amount": 1200,
        "amount_refunded": 0,
        "currency": "eur",
        "customer": "cus_harbour",
        "payment_intent": None,
        "metadata": {},
        "billing_details": {"name": "Mina Okafor", "email": "mina@example.org"},
        "payment_method_details": {"type": "card", "card": card},
        "status": "succeeded",
        **changes,
    }


def dispute(about: str = "ch_1", *, reason: str = "fraudulent", status: str = "needs_response") -> dict[str, Any]:
    """A dispute about a charge."""
    name = f"dp_{about}"
    money = {"amount": 1200, "currency": "eur"}
    return {"id": name, "object": "dispute", "charge": about, "reason": reason, "status": status, **money}


def warning(about: str = "ch_1") -> dict[str, Any]:
    """An early warning that a charge is said to be fraud."""
    kind = "radar.early_fraud_warning"
    return {"id": f"issfr_{about}", "object": kind, "charge": about, "actionable": True, "fraud_type": "misc"}


def send(
    body: Any, *, secret: str = SECRET, at: int = NOON, header: str | None = None, kind: str = "application/json"
) -> Any:
    """Sign as Stripe's own library does, and post."""
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    signed = text if isinstance(text, str) else text.decode(errors="replace")
    header = WebhookSignature.generate_signature_header(signed, secret, at) if header is None else header
    headers = {"Stripe-Signature": header} if header else {}
    return Client().generic("POST", PATH, text, content_type=kind, headers=headers)


def send_all(events: Sequence[Mapping[str, Any]]) -> None:
    """Each on its own, all taken."""
    for one in events:
        answer = send(one)
        assert answer.status_code == 200, answer.content
