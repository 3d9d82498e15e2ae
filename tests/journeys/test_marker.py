"""Harbour asks something private. Where are its words afterwards? In no table, file, log or page.

The words come in every way a sender can get wrong, and once while the database is away. Real processes: what the web
server, the worker or PostgreSQL write anywhere is looked through, byte by byte.
"""

import gzip
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, NamedTuple

import httpx
from django.db import connections

from accounts.policy.querysets import current
from accounts.staff.authentication import new_secret, secret_hash
from accounts.staff.models import ApiKey
from graph.signals.models import Signal
from tests.journeys.storm import waiting
from tests.journeys.traces import files, rows, traces
from tests.live import PrivateLive

MARKER = "obsidianheronunlikelyphrase"
PROMPT = f"Please think step by step about {MARKER}, " + "and then go on with the story of the harbour " * 8
WHO = "acct_harbour_where_it_is_found"
"""The account's own id is kept: whoever does not find it did not look."""
BATCH, SINGLE, LINES = (f"application/{kind}" for kind in ("cloudevents-batch+json", "cloudevents+json", "x-ndjson"))


class Sent(NamedTuple):
    """A request, and the statuses that it may be answered with."""

    body: bytes
    kind: str
    statuses: set[int]
    encoding: str = "identity"


def event(number: int, kind: str, said: Any, **changes: Any) -> dict[str, Any]:
    """A CloudEvent of Harbour's."""
    head = {"specversion": "1.0", "id": f"evt-{number}", "source": "/gateway/eu", "type": kind, "subject": WHO}
    return {**head, "time": datetime.now(UTC).isoformat(), "data": said, **changes}


def events() -> list[dict[str, Any]]:
    """A good prompt, and prompts where none belongs."""
    asked = {"model": "large-1", "prompt": PROMPT}
    return [
        event(1, "exchange.made", asked),
        event(2, "exchange.made", {**asked, "input_tokens": PROMPT}),
        event(3, "exchange.made", {**asked, "sketch": {"version": PROMPT}}),
        event(4, "exchange.made", {"prompt": PROMPT}),
        event(5, "exchange.made", {**asked, "messages": PROMPT, "unheard_of": {"text": [PROMPT]}}),
        event(6, "payment.used", {"fingerprint": "fp_harbour", "method": PROMPT}),
        event(7, "chat.held", {"prompt": PROMPT}),
        event(8, "exchange.made", asked, time=PROMPT),
        event(9, "exchange.made", asked, type=PROMPT),
        event(10, "exchange.made", PROMPT),
        event(11, "exchange.made", asked, prompt=PROMPT),
    ]


def requests() -> Iterator[Sent]:
    """The same in every content type, whole and broken, plain and packed, too large and misdirected."""
    batch = json.dumps(events()).encode()
    lines = b"\n".join(json.dumps(body).encode() for body in events())
    large = json.dumps([event(12, "exchange.made", {"prompt": PROMPT * (current().numbers.intake.event_bytes // 400)})])
    yield Sent(batch, BATCH, {202})
    yield Sent(batch[:-1], BATCH, {400})
    yield Sent(batch.replace(b"obsidian", b"obsidian\\ud83d"), BATCH, {202, 400})
    yield Sent(lines, LINES, {202})
    yield Sent(lines[:-1], LINES, {202})
    yield Sent(batch, SINGLE, {202, 400})
    yield Sent(batch, "application/json", {415})
    yield Sent(gzip.compress(batch), BATCH, {202}, "gzip")
    yield Sent(gzip.compress(batch)[:-9], BATCH, {400}, "gzip")
    yield Sent(batch, BATCH, {400}, "gzip")
    yield Sent(large.encode(), BATCH, {202, 413})
    yield Sent(gzip.compress(large.encode() * 18), BATCH, {413}, "gzip")


def test_the_words_of_a_prompt_are_nowhere(private_live: PrivateLive):
    live = private_live.start()
    secret = new_secret()
    scopes = ["signals:write", "accounts:write"]
    ApiKey.objects.create(name="gateway", secret_hash=secret_hash(secret), scopes=scopes, sources=["/gateway"])
    headers = {"Authorization": f"Bearer {secret}"}
    answers: list[httpx.Response] = []
    with httpx.Client(base_url=live.url, headers=headers, timeout=30) as http:
        for sent in requests():
            types = {"Content-Type": sent.kind, "Content-Encoding": sent.encoding}
            answers.append(http.post("/api/v1/signals", content=sent.body, headers=types))
            assert answers[-1].status_code in sent.statuses, answers[-1].text
        answers.append(http.put(f"/api/v1/accounts/{WHO}", json={"prompt": PROMPT, "country": PROMPT}))
        answers.append(http.post("/no/such/page", json={"prompt": PROMPT}))
        answers.append(http.post("/login/", data={"prompt": PROMPT}))
        live.until(lambda: not waiting())

        live.cluster.kill()
        answers.append(http.post("/api/v1/signals", json=events(), headers={"Content-Type": BATCH}))
        assert answers[-1].status_code >= 500
        live.cluster.start()
        connections.close_all()

    assert Signal.objects.filter(shingles__isnull=False).exists(), "prompts did arrive"
    said = "".join(f"{answer.headers}{answer.text}" for answer in answers).encode()
    kept = "\n".join(rows()).encode()
    written = {path: path.read_bytes() for path in files(live.folder, live.cluster.home)}
    assert WHO.encode() in kept
    assert any(WHO.encode() in content for content in written.values())
    for trace in traces(MARKER):
        assert trace not in said
        assert trace not in kept
        assert [path for path, content in written.items() if trace in content] == []
