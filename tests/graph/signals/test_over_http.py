"""Harbour's gateway speaks to the product as it runs: a web server in a process of its own."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx
import pytest
from stripe import WebhookSignature

from graph.signals.api import BATCH, LINES
from graph.signals.models import Signal
from tests.graph.signals.senders import cafe_evening, event, gateway_key
from tests.graph.signals.stripe_events import PATH, SECRET, charge, customer, stripe_event
from tests.live import Live


def test_a_stream_without_a_length_is_taken_as_it_comes(live: Live):
    _, secret = gateway_key()
    now = datetime.now(UTC).isoformat()
    evening = [{**body, "time": now} for body in cafe_evening(30)]

    def stream() -> Iterator[bytes]:
        text = b"".join(json.dumps(body).encode() + b"\n" for body in evening)
        yield from (text[start : start + 1000] for start in range(0, len(text), 1000))

    live.start_web()
    with httpx.Client(base_url=live.url, headers={"Authorization": f"Bearer {secret}"}, timeout=30) as client:
        answer = client.post("/api/v1/signals", content=stream(), headers={"Content-Type": LINES})
        assert answer.json() == {"accepted": 30, "duplicates": 0, "rejected": []}
        again = client.post("/api/v1/signals", json=evening, headers={"Content-Type": BATCH})
        assert again.json() == {"accepted": 0, "duplicates": 30, "rejected": []}
        late = client.post("/api/v1/signals", json=[event("a.b", "acct_harbour")], headers={"Content-Type": BATCH})
        assert late.status_code == 202
    assert Signal.objects.filter(type="session.seen").count() == 30


@pytest.fixture
def _stripe_is_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KYCRISK_STRIPE_WEBHOOK_SECRET", f"whsec_the_one_before, {SECRET}")


@pytest.mark.usefixtures("_stripe_is_set_up")
def test_stripe_tells_of_a_payment_before_it_tells_whose_it_is(live: Live):
    now = int(datetime.now(UTC).timestamp())
    told = [stripe_event("charge.succeeded", charge(), at=now), stripe_event("customer.created", customer(), at=now)]
    live.start_web()
    for one in [*told, told[0]]:
        body = json.dumps(one)
        signed = {"Stripe-Signature": WebhookSignature.generate_signature_header(body, SECRET, now)}
        headers = {"Content-Type": "application/json; charset=utf-8", **signed}
        answer = httpx.post(f"{live.url}{PATH}", content=body, headers=headers, timeout=30)
        assert answer.status_code == 200, answer.text
    assert httpx.post(f"{live.url}{PATH}", content=body, headers={**headers, "Stripe-Signature": "t=1,v1=0"}).is_error
    assert [row.account.account for row in Signal.objects.select_related("account")] == ["acct_harbour"]
    assert not [word for word in ("Mina", "mina@", "fp_harbour") if word in live.logs()]
