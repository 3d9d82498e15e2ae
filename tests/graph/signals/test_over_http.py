"""Harbour's gateway speaks to the product as it runs: a web server in a process of its own."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import httpx

from graph.signals.api import BATCH, LINES
from graph.signals.models import Signal
from tests.graph.signals.senders import cafe_evening, event, gateway_key
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
