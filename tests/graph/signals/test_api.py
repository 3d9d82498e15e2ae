"""Harbour's gateway hands in signals over HTTP; broken senders are told what is wrong, and never get a 500."""

import gzip
import json
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.staff.models import ApiKey
from graph.signals import receiving
from graph.signals.api import BATCH, LINES, SINGLE
from graph.signals.models import Signal
from tests import world
from tests.graph.signals.senders import event

pytestmark = pytest.mark.django_db
type Post = Callable[..., Any]


@pytest.fixture
def post(now_is_september: None, gateway: str) -> Post:
    """Posts a body as the gateway; the answer must never be a fault of ours."""

    def call(body: bytes, kind: str = BATCH, **headers: str) -> Any:
        told = {"Authorization": f"Bearer {gateway}", "Content-Type": kind, **headers}
        return Client().post("/api/v1/signals", body, content_type=kind, headers=told)

    return call


def dumped(body: object) -> bytes:
    return json.dumps(body).encode()


def as_lines(events: list[dict[str, Any]]) -> bytes:
    return b"\n".join(map(dumped, events))


def guests(number: int) -> list[dict[str, Any]]:
    return [event("session.seen", f"acct_cafe_{guest:02}", {"ip": "203.0.113.7"}) for guest in range(1, number + 1)]


def policy(**intake: int) -> None:
    world.policy(intake=dict(intake))


# -- the innocent


@pytest.mark.parametrize("kind", [SINGLE, f"{SINGLE}; charset=utf-8", f"{SINGLE}; charset=UTF8"])
def test_one_event_is_taken(post: Post, kind: str):
    answer = post(dumped(guests(1)[0]), kind)
    assert (answer.status_code, answer.json()) == (202, {"accepted": 1, "duplicates": 0, "rejected": []})
    assert Signal.objects.count() == 1


def test_a_batch_is_taken_and_taken_once(post: Post):
    body = dumped(guests(30))
    assert post(body).json() == {"accepted": 30, "duplicates": 0, "rejected": []}
    assert post(body).json() == {"accepted": 0, "duplicates": 30, "rejected": []}
    assert Signal.objects.count() == 30


@pytest.mark.parametrize("end", [b"", b"\n", b"\r\n\r\n"])
def test_a_stream_of_lines_is_taken(post: Post, end: bytes):
    assert post(as_lines(guests(30)) + end, LINES).json()["accepted"] == 30


@pytest.mark.parametrize("kind", [BATCH, LINES])
def test_a_gzip_body_is_taken(post: Post, kind: str):
    body = dumped(guests(30)) if kind == BATCH else as_lines(guests(30))
    packed = gzip.compress(body)
    assert post(packed, kind, **{"Content-Encoding": "gzip"}).json()["accepted"] == 30
    twice = gzip.compress(body[:40]) + gzip.compress(body[40:])
    assert post(twice, kind, **{"Content-Encoding": "gzip"}).json()["duplicates"] == 30


def test_no_events_are_fine(post: Post):
    assert post(b"[]").json() == post(b"\n\n", LINES).json() == {"accepted": 0, "duplicates": 0, "rejected": []}


def test_a_long_stream_is_committed_part_by_part_and_counted_as_one(post: Post):
    policy(chunk_events=7)
    events = guests(30)
    events[10]["time"] = "later"
    events[29]["id"] = ""
    answer = post(as_lines(events), LINES).json()
    assert (answer["accepted"], [entry["index"] for entry in answer["rejected"]]) == (28, [10, 29])


# -- mixed and broken


def test_what_cannot_be_taken_is_named_by_index_and_id(post: Post):
    events = guests(3)
    events[1] |= {"data": {"ip": "somewhere"}, "id": "evt-lost"}
    answer = post(dumped(events))
    assert answer.status_code == 202
    error = "data.ip: must be an IP address such as 203.0.113.7 or 2001:db8::7; leave it out if unknown"
    assert answer.json() == {
        "accepted": 2,
        "duplicates": 0,
        "rejected": [{"index": 1, "id": "evt-lost", "error": error}],
    }


@pytest.mark.parametrize("spoilt", ["\\ud83d", "NaN-follows"])
def test_half_a_character_in_one_event_does_not_cost_the_batch(post: Post, spoilt: str):
    body = dumped(guests(3)).replace(b"acct_cafe_02", spoilt.encode())
    if spoilt == "NaN-follows":
        body = body.replace(b'"NaN-follows"', b"NaN")
    answer = post(body)
    assert (answer.status_code, answer.json()["accepted"]) == (202, 2)
    assert [entry["index"] for entry in answer.json()["rejected"]] == [1]


def test_a_foreign_source_is_refused_and_the_rest_kept(post: Post):
    events = guests(2)
    events[0]["source"] = "/billing/acmecorp"
    answer = post(dumped(events)).json()
    assert answer["accepted"] == 1
    assert (
        answer["rejected"][0]["error"] == "source: this key may not speak for it; use a source under the key's prefixes"
    )


@pytest.mark.parametrize(
    ("body", "kind", "status", "detail"),
    [
        (b"", SINGLE, 400, "this is no JSON"),
        (b"hello", SINGLE, 400, "this is no JSON: Expecting value (line 1, column 1)"),
        (b'{"id": ', SINGLE, 400, "this is no JSON"),
        (b"17", SINGLE, 400, "this is no JSON object"),
        (b"[]", SINGLE, 400, "this is a JSON array; send it as application/cloudevents-batch+json"),
        (b"\xff\xfe", SINGLE, 400, "this is not UTF-8"),
        (b"", BATCH, 400, "this is no JSON"),
        (b"{}", BATCH, 400, "this is a JSON object; send a batch as an array"),
        (b"[{}", BATCH, 400, "this is no JSON"),
        (b"[{},]", BATCH, 400, "this is no JSON"),
        (b'"text"', BATCH, 400, "this is no JSON array"),
        (b"[" * 100_000, BATCH, 400, "this JSON is nested too deeply"),
        (b"[1" + b"0" * 10_000 + b", NaN]", BATCH, 400, "this JSON is nested too deeply or holds a number"),
        (b"[" + b"1," * 10_000 + b"1]", BATCH, 413, "a batch holds at most 10000 events, this one 10001"),
        (b"{}", "application/json", 415, "Send application/cloudevents+json"),
        (b"{}", "text/plain", 415, "Send application/cloudevents+json"),
        (b"{}", f"{SINGLE}; charset=latin-1", 415, "Send application/cloudevents+json"),
        (b"{}", "", 415, "Send application/cloudevents+json"),
    ],
)
def test_a_body_that_cannot_be_read_is_a_problem_that_says_how_to_mend_it(
    post: Post, body: bytes, kind: str, status: int, detail: str
):
    answer = post(body, kind)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer.json()["detail"].startswith(detail)
    assert not Signal.objects.exists()


@pytest.mark.parametrize("element", ["null", "1", '"x"', "[]", "[[]]", "true", "{}", "1e999", '{"id": NaN}', "-0"])
def test_anything_in_a_batch_is_an_event_or_is_named(post: Post, element: str):
    answer = post(f"[{element}]".encode())
    assert (answer.status_code, len(answer.json()["rejected"])) == (202, 1)


@pytest.mark.parametrize("line", [b"hello", b"{}", b"[]", b"null", b"\xff\xff", b"[" * 9000, b'{"id": "' + b"x" * 99])
def test_anything_on_a_line_is_an_event_or_is_named(post: Post, line: bytes):
    answer = post(as_lines(guests(1)) + b"\n" + line + b"\n" + dumped(event("session.seen", "acct_harbour")), LINES)
    assert (answer.status_code, answer.json()["accepted"]) == (202, 2)
    assert [entry["index"] for entry in answer.json()["rejected"]] == [1]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=60), kind=st.sampled_from([SINGLE, BATCH, LINES]), packed=st.booleans())
def test_any_bytes_get_an_answer(post: Post, body: bytes, kind: str, packed: bool):  # noqa: FBT001
    encoding = {"Content-Encoding": "gzip"} if packed else {}
    assert post(body, kind, **encoding).status_code in {202, 400}


# -- too much


def test_a_line_that_is_too_long_is_named_and_the_next_is_read(post: Post):
    policy(event_bytes=2000)
    long = event("exchange.made", "acct_harbour", {"model": "m", "prompt": "p" * 5000})
    answer = post(as_lines([guests(1)[0], long, event("session.seen", "acct_harbour")]), LINES).json()
    assert (answer["accepted"], answer["rejected"][0]["index"]) == (2, 1)
    assert answer["rejected"][0]["error"] == "the event: is larger than 2000 bytes"


def test_a_body_that_is_too_large_is_refused(post: Post):
    policy(body_bytes=1000)
    answer = post(dumped(guests(30)))
    assert (answer.status_code, answer.json()["detail"]) == (
        413,
        "the body is larger than 1000 bytes; send it in parts",
    )


def test_a_gzip_bomb_is_stopped_at_the_limit(post: Post):
    policy(body_bytes=200_000)
    bomb = gzip.compress(b"[" + b" " * 50_000_000 + b"]")
    assert len(bomb) < 60_000
    answer = post(bomb, BATCH, **{"Content-Encoding": "gzip"})
    assert answer.status_code == 413


def test_a_stream_that_grows_too_large_says_how_far_it_came(post: Post):
    policy(body_bytes=100_000, chunk_events=20)
    packed = gzip.compress(as_lines(guests(990)))
    answer = post(packed, LINES, **{"Content-Encoding": "gzip"})
    kept = Signal.objects.count()
    assert (answer.status_code, kept > 0) == (413, True)
    assert f"({kept} events before were kept; sending the body again is safe" in answer.json()["detail"]


def test_a_stream_of_nonsense_ends(post: Post):
    policy(batch_events=20, chunk_events=10)
    answer = post(b"x\n" * 5000, LINES)
    assert (answer.status_code, answer.json()["detail"][:38]) == (400, "more than 20 lines cannot be taken; lo")


@pytest.mark.parametrize(
    "packed", [b"", b"no gzip", gzip.compress(b"[]")[:-4], gzip.compress(b"[]") + b"more", zlib.compress(b"[]")]
)
def test_gzip_that_is_none_is_a_problem(post: Post, packed: bytes):
    answer = post(packed, BATCH, **{"Content-Encoding": "gzip"})
    assert (answer.status_code, "gzip" in answer.json()["detail"]) == (400, True)


def test_another_encoding_is_refused(post: Post):
    assert post(b"[]", BATCH, **{"Content-Encoding": "br"}).status_code == 415


def test_when_too_much_waits_senders_are_asked_to_come_back(post: Post):
    policy(backlog_limit=9, backlog_retry_seconds=45)
    post(dumped(guests(10)))
    receiving.backlog.forget()
    answer = post(dumped(guests(1)))
    assert (answer.status_code, answer["Retry-After"], answer.json()["title"]) == (429, "45", "Too Many Requests")


# -- who may


def test_a_key_without_the_scope_may_not(post: Post):
    ApiKey.objects.update(scopes=["cases:read"])
    assert post(b"[]").status_code == 403


def test_without_a_key_nobody_may():
    answer = Client().post("/api/v1/signals", b"[]", content_type=BATCH)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_signals_cannot_be_read_back(post: Post, gateway: str):
    headers = {"Authorization": f"Bearer {gateway}"}
    assert Client().get("/api/v1/signals", headers=headers).status_code == 405
