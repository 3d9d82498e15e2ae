"""Harbour's systems send well-formed events; what a broken sender sends is named, field by field, and never quoted."""

import base64
import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.signals.complaints import Unacceptable, rules_of
from graph.signals.events import Envelope, Event, is_reserved, may_speak_for, parse
from graph.signals.payloads import PAYLOAD_OF_TYPE, Company, kept_of
from kycrisk.sketch import SketchKey, sketch_prompt
from tests.graph.signals.senders import AT, TERMS, event, written

MARKER = "the fox keeps its secret under the seventh stone"
SKETCH = sketch_prompt(" ".join(f"word{n}" for n in range(40)), SketchKey("s1", b"k" * 32)).to_dict()


def read(body: object) -> Event:
    return parse(written(body), TERMS)


def complaint(raw: bytes) -> str:
    with pytest.raises(Unacceptable) as refused:
        parse(raw, TERMS)
    return str(refused.value)


def payment(**data: Any) -> dict[str, Any]:
    return event("payment.used", "acct_harbour", {"fingerprint": "fp_harbour", **data})


def exchange(**data: Any) -> dict[str, Any]:
    return event("exchange.made", "acct_harbour", {"model": "large-1", **data})


# -- the innocent: everything INTERFACES names is taken


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("account.registered", {}),
        ("account.registered", {"email": "ines@harbour.example", "phone": "+49 30 1234567", "name": "Ines Moreau"}),
        ("account.registered", {"country": "de", "address": "12 Harbour Street, Berlin", "plan": "business"}),
        ("account.registered", {"company": {"name": "Harbour", "jurisdiction": "US-DE", "registration_number": "1"}}),
        ("account.registered", {"email": None, "company": None, "country": "", "program": ""}),
        ("payment.used", {"fingerprint": "fp", "method": "card", "bin": "41111111", "amount": 1999, "currency": "EUR"}),
        ("payment.used", {"fingerprint": "fp", "outcome": "refunded", "amount": -1999, "funding": "virtual"}),
        (
            "session.seen",
            {"ip": "2001:db8::7", "device_id": "d", "tls_fingerprint": "t13d", "purpose": "administration"},
        ),
        ("exchange.made", {"model": "large-1", "prompt": "Please sum this up", "input_tokens": 12}),
        ("exchange.made", {"model": "large-1", "sketch": SKETCH}),
        ("exchange.made", {"model": "large-1", "sketch": {**SKETCH, "language": "en", "newer": 1}}),
        ("usage.metered", {"model": "large-1", "requests": 3, "period_start": "2026-09-01T00:00:00+02:00"}),
        ("canary.seen", {"canary": "amber falcon 7", "where": "publication"}),
        ("invoice.sent", {"anything": [1, 2, {"deep": True}]}),
        ("invoice.sent", "a text"),
    ],
)
def test_everything_we_promise_to_read_is_read(kind: str, data: object):
    assert read(event(kind, "acct_harbour", data)).type == kind


def test_an_event_without_data_is_read():
    assert read(event("session.seen", "acct_harbour", data=None)).payload is not None
    bare = {name: value for name, value in event("session.seen", "acct_harbour").items() if name != "data"}
    assert read(bare).payload is not None


def test_a_time_with_an_offset_is_the_same_moment():
    assert read(event("session.seen", "acct_harbour", time="2026-09-01T14:00:00+02:00")).at == AT


def test_other_attributes_and_fields_are_ignored():
    taken = read({**payment(unheard_of="x"), "dataschema": "https://example.org/x", "traceparent": "00-1"})
    assert taken.payload is not None
    assert "unheard_of" not in kept_of(taken.payload)


def test_only_what_is_not_personal_is_kept_in_the_clear():
    registered = {
        "email": "a@b.example",
        "phone": "+49301234567",
        "name": "N",
        "address": "12 Harbour Street",
        "plan": "x",
    }
    cases = {
        "account.registered": (registered, {"plan": "x"}),
        "payment.used": ({"fingerprint": "fp", "payer_name": "N", "bin": "411111", "amount": 5}, {"amount": 5}),
        "session.seen": ({"ip": "203.0.113.7", "user_agent": "Mozilla", "purpose": "access"}, {"purpose": "access"}),
        "exchange.made": ({"model": "m", "prompt": MARKER, "ip": "203.0.113.7"}, {"model": "m"}),
        "canary.seen": ({"canary": "amber falcon", "where": "prompt"}, {"where": "prompt"}),
    }
    for kind, (data, kept) in cases.items():
        payload = read(event(kind, "acct_harbour", data)).payload
        assert payload is not None
        assert kept_of(payload) == kept


def test_a_prompt_is_not_shown_by_printing_the_event():
    taken = read(exchange(prompt=MARKER))
    assert taken.prompt == MARKER
    assert MARKER not in f"{taken!r} {taken}"


# -- the broken: each is named with its field and how to mend it

BAD_ATTRIBUTES: list[tuple[dict[str, Any], str]] = [
    ({"specversion": None}, 'specversion: is missing; it must be "1.0"'),
    ({"specversion": "0.3"}, 'specversion: must be "1.0"'),
    ({"specversion": 1.0}, 'specversion: must be "1.0"'),
    ({"id": None}, "id: is missing; it must be a text of 1 to 255 characters"),
    ({"id": ""}, "id: must be a text of 1 to 255"),
    ({"id": 17}, "id: must be a text"),
    ({"id": "x" * 256}, "id: must be a text of 1 to 255"),
    ({"id": "two\nlines"}, "id: must not hold control characters"),
    ({"id": "nul\0"}, "id: must not hold control characters"),
    ({"id": ["a"]}, "id: must be a text"),
    ({"source": None}, "source: is missing; it must be a URI reference"),
    ({"source": ""}, "source: must be a URI reference"),
    ({"source": "/" + "x" * 500}, "source: must be a URI reference of 1 to 500"),
    ({"source": {"a": 1}}, "source: must be a URI reference"),
    ({"source": "/gateway/../billing"}, "source: must not hold . or .."),
    ({"source": "/gateway\x7f"}, "source: must not hold control"),
    ({"type": None}, "type: is missing"),
    ({"type": ""}, "type: must be a text of 1 to 60"),
    ({"type": "t" * 61}, "type: must be a text of 1 to 60"),
    ({"type": True}, "type: must be a text"),
    ({"type": "payment\t.used"}, "type: must not hold control"),
    ({"subject": None}, "subject: is missing; it must be the account's own id"),
    ({"subject": ""}, "subject: must be the account's own id"),
    ({"subject": "a" * 201}, "subject: must be the account's own id at the provider: 1 to 200"),
    (
        {"subject": "acct 7"},
        "subject: must be the account's own id at the provider: 1 to 200 characters without spaces",
    ),
    ({"subject": "org/7"}, "subject: must be the account's own id"),
    ({"subject": 12}, "subject: must be the account's own id"),
    ({"subject": "acct\u0085"}, "subject: must not hold control"),
    ({"time": None}, "time: is missing; it must be a time with its offset"),
    ({"time": ""}, "time: must be a time with its offset (RFC 3339) such as"),
    ({"time": "yesterday"}, "time: must be a time"),
    ({"time": 1788000000}, "time: must be a time"),
    ({"time": "2026-09-01"}, "time: must be a time"),
    ({"time": "2026-09-01T12:00:00"}, "time: must be a time with its offset"),
    ({"time": "2026-02-30T12:00:00Z"}, "time: must be a time"),
    ({"time": "2026-09-01T25:00:00Z"}, "time: must be a time"),
    ({"time": "2026-09-01T12:10:01Z"}, "time: lies in the future; check the sender's clock"),
    ({"time": "9999-12-31T23:59:59-14:00"}, "time: lies outside the years"),
    ({"time": "0001-01-01T00:00:00+14:00"}, "time: lies outside the years"),
    ({"time": "2025-07-28T11:59:59Z"}, "time: is older than receipts are remembered; bring old events in"),
    ({"data_base64": "e30="}, "data_base64: is not read; send data as a JSON object"),
]
BAD_DATA: list[tuple[str, object, str]] = [
    ("payment.used", {}, "data.fingerprint: is missing; it must be a text of 1 to 200"),
    ("payment.used", {"fingerprint": ""}, "data.fingerprint: must be a text"),
    ("payment.used", {"fingerprint": None}, "data.fingerprint: must be a text"),
    ("payment.used", {"fingerprint": 4242}, "data.fingerprint: must be a text"),
    ("payment.used", {"fingerprint": "f" * 201}, "data.fingerprint: must be a text of 1 to 200"),
    ("payment.used", {"fingerprint": "f\0p"}, "data.fingerprint: must not hold a NUL"),
    ("payment.used", {"fingerprint": "f", "method": "cash"}, "data.method: must be card, bank, wallet"),
    ("payment.used", {"fingerprint": "f", "bin": "4111"}, "data.bin: must be the first 6 to 8 digits"),
    ("payment.used", {"fingerprint": "f", "bin": 411111}, "data.bin: must be the first 6 to 8 digits"),
    ("payment.used", {"fingerprint": "f", "issuer_country": "DEU"}, "data.issuer_country: must be a country's two"),
    ("payment.used", {"fingerprint": "f", "funding": "gift"}, "data.funding: must be credit, debit"),
    ("payment.used", {"fingerprint": "f", "amount": "12"}, "data.amount: must be a whole number of minor units"),
    ("payment.used", {"fingerprint": "f", "amount": 12.5}, "data.amount: must be a whole number"),
    ("payment.used", {"fingerprint": "f", "amount": 10**30}, "data.amount: must be a whole number"),
    ("payment.used", {"fingerprint": "f", "currency": "EURO"}, "data.currency: must be a currency's three letters"),
    ("payment.used", {"fingerprint": "f", "outcome": "ok"}, "data.outcome: must be succeeded, failed"),
    ("payment.used", {"fingerprint": "f", "payer_name": "n" * 501}, "data.payer_name: must be a text of at most 500"),
    ("payment.used", [], "data: must be an object"),
    ("payment.used", "card", "data: must be an object"),
    ("payment.used", 7, "data: must be an object"),
    ("account.registered", {"email": ["a@b.c"]}, "data.email: must be a text of at most 320"),
    ("account.registered", {"email": "e" * 321}, "data.email: must be a text of at most 320"),
    ("account.registered", {"phone": 49301234567}, "data.phone: must be a text"),
    ("account.registered", {"country": "Germany"}, "data.country: must be a country's two letters"),
    ("account.registered", {"address": "a" * 501}, "data.address: must be a text of at most 500"),
    ("account.registered", {"plan": "p" * 41}, "data.plan: must be a text of at most 40"),
    ("account.registered", {"program": "p" * 21}, "data.program: must be a text of at most 20"),
    ("account.registered", {"company": "Harbour"}, "data.company: must be an object with name"),
    ("account.registered", {"company": {"jurisdiction": "Germany"}}, "data.company.jurisdiction: must be a country"),
    ("account.registered", {"company": {"name": 1}}, "data.company.name: must be a text"),
    ("account.registered", {"company": {"name": "n\0"}}, "data.company.name: must not hold a NUL"),
    ("account.registered", {"ip": "999.1.1.1"}, "data.ip: must be an IP address"),
    ("session.seen", {"ip": "unknown"}, "data.ip: must be an IP address such as 203.0.113.7"),
    ("session.seen", {"ip": "203.0.113.7:443"}, "data.ip: must be an IP address"),
    ("session.seen", {"ip": 3405803783}, "data.ip: must be an IP address"),
    ("session.seen", {"ip": "1" * 65}, "data.ip: must be an IP address"),
    ("session.seen", {"device_id": "d" * 201}, "data.device_id: must be a text of at most 200"),
    ("session.seen", {"device_id": {"id": 1}}, "data.device_id: must be a text"),
    ("session.seen", {"tls_fingerprint": 1}, "data.tls_fingerprint: must be a text"),
    ("session.seen", {"user_agent": "u" * 2001}, "data.user_agent: must be a text of at most 2000"),
    ("session.seen", {"purpose": "fun"}, "data.purpose: must be access or administration"),
    ("exchange.made", {}, "data.model: is missing"),
    ("exchange.made", {"model": ""}, "data.model: must be a text of 1 to 200"),
    ("exchange.made", {"model": "m", "input_tokens": -1}, "data.input_tokens: must be a whole number from 0"),
    ("exchange.made", {"model": "m", "output_tokens": 2**31}, "data.output_tokens: must be a whole number from 0"),
    ("exchange.made", {"model": "m", "input_tokens": "many"}, "data.input_tokens: must be a whole number"),
    ("exchange.made", {"model": "m", "prompt": [{"role": "user"}]}, "data.prompt: must be one text; join the messages"),
    ("exchange.made", {"model": "m", "prompt": "p", "sketch": SKETCH}, "data.prompt: must not come together with"),
    ("exchange.made", {"model": "m", "sketch": "s"}, "data.sketch: must be an object made by kycrisk.sketch"),
    ("exchange.made", {"model": "m", "sketch": {**SKETCH, "version": 2}}, "data.sketch.version must be 1"),
    ("exchange.made", {"model": "m", "sketch": {**SKETCH, "shingles": "~"}}, "data.sketch.shingles"),
    ("exchange.made", {"model": "m", "sketch": {**SKETCH, "shingles": "AAAA"}}, "data.sketch.shingles"),
    (
        "exchange.made",
        {"model": "m", "sketch": {**SKETCH, "shingles": base64.b64encode(bytes(264)).decode()}},
        "data.sketch",
    ),
    ("exchange.made", {"model": "m", "sketch": {**SKETCH, "tokens": -1}}, "data.sketch.tokens"),
    ("exchange.made", {"model": "m", "sketch": {**SKETCH, "traits": "chat"}}, "data.sketch.traits"),
    ("usage.metered", {"requests": 1}, "data.model: is missing"),
    ("usage.metered", {"model": "m", "requests": 1.5}, "data.requests: must be a whole number"),
    ("usage.metered", {"model": "m", "period_start": "today"}, "data.period_start: must be a time"),
    (
        "usage.metered",
        {"model": "m", "period_start": "2026-09-01T00:00:00Z", "period_end": "2026-08-31T00:00:00Z"},
        "data.period_end: must not lie before",
    ),
    ("canary.seen", {"where": "prompt"}, "data.canary: is missing"),
    ("canary.seen", {"canary": "c", "where": "wall"}, "data.where: must be prompt, publication or dataset"),
    ("invoice.sent", {"note": "n\0"}, "data.note: must not hold a NUL"),
    ("invoice.sent", {"lines": [{"n\0": 1}]}, "data.lines: must not hold a NUL"),
]
BAD_BYTES: list[tuple[bytes, str]] = [
    (b"", "the event: is not readable JSON"),
    (b"hello", "the event: is not readable JSON"),
    (b"{", "the event: is not readable JSON"),
    (b"null", "the event: must be an object"),
    (b"[]", "the event: must be an object"),
    (b'"text"', "the event: must be an object"),
    (b"17", "the event: must be an object"),
    (b'{"specversion":"1.0"} {}', "the event: is not readable JSON"),
    (written(payment()).replace(b'"fp_harbour"', b"NaN"), "the event: is not readable JSON; look for a NaN"),
    (written(payment(amount=1)).replace(b'"amount": 1', b'"amount": Infinity'), "the event: is not readable JSON"),
    (written(payment(amount=1)).replace(b'"amount": 1', b'"amount": 1e999'), "the event: is not readable JSON"),
    (written(payment()).replace(b"fp_harbour", b"\\ud83d"), "the event: is not readable JSON"),
    (written(payment()).replace(b"fp_harbour", b"\\udc00x"), "the event: is not readable JSON"),
    (written(payment()).replace(b"fp_harbour", b"fp\x00"), "the event: is not readable JSON"),
    (written(payment()).replace(b"fp_harbour", b"fp\xff"), "the event: is not UTF-8"),
    (written(payment()).replace(b"{", b'{"id":"other",', 1), "the event: names a field twice"),
    (written(payment()).replace(b"{", b'{"id" :"other",', 1), "the event: names a field twice"),
    (
        written(payment()).replace(b'"fingerprint"', b'"fingerprint":"x","fingerprint"'),
        "the event: names a field twice",
    ),
    (
        written(event("a.b", "s", 1)).replace(b'"data": 1', b'"data":' + b"[" * 50 + b"]" * 50),
        "the event: is nested too",
    ),
    (b'{"data":' + b"[" * 5000 + b"]" * 5000 + b"}", "the event: is nested too deeply"),
    (b'{"data":' + b'{"a":' * 200_000 + b"1" + b"}" * 200_000 + b"}", "the event: is nested too deeply"),
    (written(exchange(prompt="p" * 4_000_001)), "the event: is larger than 4000000 bytes"),
]


def test_the_table_of_bad_events_is_long():
    assert len(BAD_ATTRIBUTES) + len(BAD_DATA) + len(BAD_BYTES) >= 80


@pytest.mark.parametrize(("changes", "sentence"), BAD_ATTRIBUTES)
def test_a_bad_attribute_is_named(changes: dict[str, Any], sentence: str):
    body = {**payment(), **changes}
    assert complaint(written({name: value for name, value in body.items() if value is not None})).startswith(sentence)


@pytest.mark.parametrize(("kind", "data", "sentence"), BAD_DATA)
def test_a_bad_field_is_named(kind: str, data: object, sentence: str):
    assert complaint(written(event(kind, "acct_harbour", data))).startswith(sentence)


@pytest.mark.parametrize(("raw", "sentence"), BAD_BYTES, ids=range(len(BAD_BYTES)))
def test_bytes_that_are_no_event_are_refused(raw: bytes, sentence: str):
    assert complaint(raw).startswith(sentence)


def test_no_complaint_quotes_what_was_sent():
    for name in ("model", "prompt", "input_tokens", "ip", "sketch"):
        wrong = MARKER * 9 if name != "prompt" else [MARKER]
        assert "seventh stone" not in complaint(written(exchange(**{name: wrong})))
    assert "seventh stone" not in complaint(written(payment(method=MARKER)))
    assert "seventh stone" not in complaint(
        written(exchange(sketch={**SKETCH, "shingles": MARKER, "traits": [MARKER]}))
    )


def test_a_nul_or_a_quoted_field_inside_a_prompt_does_no_harm():
    assert read(exchange(prompt='nul \0 and {"model": 1, "model" : 2}')).prompt


def test_every_field_says_what_it_must_be():
    for shape in (Envelope, Company, *PAYLOAD_OF_TYPE.values()):
        undescribed = [field for field, (rule, _) in rules_of(shape).items() if not rule]
        assert undescribed in ([], ["data", "data_base64"])


def test_the_house_takes_any_past():
    anything = TERMS.__class__(None, TERMS.latest, TERMS.largest)
    assert parse(written(payment() | {"time": "1999-01-01T00:00:00Z"}), anything).at == datetime(1999, 1, 1, tzinfo=UTC)


# -- whatever comes, it is taken or refused in words

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=True) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
NAMES = sorted({name for shape in PAYLOAD_OF_TYPE.values() for name in shape.__struct_fields__})


@given(
    kind=st.sampled_from([*PAYLOAD_OF_TYPE, "else"]),
    data=st.dictionaries(st.sampled_from(NAMES), JSON, max_size=8) | JSON,
    changes=st.dictionaries(st.sampled_from([*Envelope.__struct_fields__]), JSON, max_size=2),
)
def test_anything_in_json_is_taken_or_refused_in_words(kind: str, data: object, changes: dict[str, Any]):
    raw = json.dumps(event(kind, "acct_harbour", data) | changes).encode()
    with suppress(Unacceptable):
        assert parse(raw, TERMS).at <= TERMS.latest


@given(st.binary(max_size=200))
def test_any_bytes_are_taken_or_refused_in_words(raw: bytes):
    with pytest.raises(Unacceptable):
        parse(raw, TERMS)


@given(at=st.datetimes(timezones=st.just(UTC)))
def test_a_time_is_believed_exactly_inside_the_window(at: datetime):
    raw = written(payment() | {"time": at.isoformat()})
    if AT - timedelta(days=400) <= at <= AT + timedelta(minutes=10):
        assert parse(raw, TERMS).at == at
    else:
        assert complaint(raw).startswith("time: ")


# -- whose word it is


@pytest.mark.parametrize("source", ["/billing/acme", "/billing/acme/eu", "/billing/acme?x", "/billing/acme#1"])
def test_a_key_speaks_for_its_sources_and_below(source: str):
    assert may_speak_for(["/gateway", "/billing/acme"], source)


@pytest.mark.parametrize(
    "source", ["/billing", "/billing/acmecorp", "/Billing/acme", "billing/acme", "/", "x/billing/acme"]
)
def test_a_key_speaks_for_nobody_else(source: str):
    assert not may_speak_for(["/gateway", "/billing/acme"], source)


def test_a_key_without_sources_speaks_for_nobody():
    assert not may_speak_for([], "/gateway")
    assert not may_speak_for([""], "/gateway")


@pytest.mark.parametrize(("source", "reserved"), [("/intake", True), ("/intake/stripe", True), ("/intakes", False)])
def test_our_own_intakes_are_reserved(source: str, reserved: bool):  # noqa: FBT001
    assert is_reserved(source) is reserved
