"""Is this a signal we can take? CloudEvents 1.0 in JSON, read strictly; what cannot be taken is told why.

Pure: bytes and the terms in, an `Event` or an `Unacceptable` out.
"""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from ipaddress import ip_address
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from accounts.parties.values import ACCOUNT
from graph.signals.complaints import Unacceptable, complaint
from graph.signals.payloads import PAYLOAD_OF_TYPE, ExchangeMade, Moment, Payload, UsageMetered
from kycrisk.sketch import Sketch

RESERVED = "/intake"
LONGEST_SOURCE = 500
_UNREADABLE = (
    "is not readable JSON; look for a NaN, a number out of range, half a surrogate pair or a control character"
)
_SUBJECT = "the account's own id at the provider: 1 to 200 characters without spaces or slashes"
_TOO_DEEP = "the event: is nested too deeply; data needs two levels at most"
_DEEPEST = 32
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")


class Envelope(Struct):
    """The attributes of CloudEvents 1.0 that we read; others are ignored."""

    specversion: Annotated[Literal["1.0"], Meta(description='"1.0"')]
    id: Annotated[str, Meta(min_length=1, max_length=255, description="a text of 1 to 255 characters")]
    source: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=LONGEST_SOURCE,
            description="a URI reference of 1 to 500 characters such as /billing/acme",
        ),
    ]
    type: Annotated[
        str, Meta(min_length=1, max_length=60, description="a text of 1 to 60 characters such as payment.used")
    ]
    subject: Annotated[str, Meta(min_length=1, max_length=200, description=_SUBJECT)]
    time: Moment
    data: Any = None
    data_base64: Any = None


class Event(Struct, frozen=True):
    """An acceptable signal. `payload` is None for types we do not know; `at` is in UTC."""

    id: str
    source: str
    type: str
    subject: str
    at: datetime
    payload: Payload | None
    sketch: Sketch | None = None

    @property
    def prompt(self) -> str | None:
        """The text to be sketched and forgotten."""
        return self.payload.prompt if isinstance(self.payload, ExchangeMade) else None


@dataclass(frozen=True, slots=True)
class Terms:
    """What is taken: the times that are believed (`earliest` None: any past), and the size of an event in bytes.

    `sketch_keys`: ids of the keys that sketches may name; None: any.
    """

    earliest: datetime | None
    latest: datetime
    largest: int
    sketch_keys: frozenset[str] | None = None


def parse(raw: bytes, terms: Terms) -> Event:
    """Read one event. Raises `Unacceptable` with a sentence that names the field and how to mend it."""
    if len(raw) > terms.largest:
        raise Unacceptable(f"the event: is larger than {terms.largest} bytes")
    body = _readable(raw)
    envelope = _shaped(body, Envelope)
    _check_attributes(envelope)
    _check_characters(raw, body)
    payload = _payload(envelope)
    sketch = _ready_sketch(payload, terms) if isinstance(payload, ExchangeMade) else None
    at = believable(envelope.time, terms)
    return Event(envelope.id, envelope.source, envelope.type, envelope.subject, at, payload, sketch)


def id_of(raw: bytes) -> str | None:
    """The id of an event that could not be taken, if it can be made out."""
    try:
        body = msgspec.json.decode(raw)
    except (ValueError, RecursionError):
        return None
    name = body.get("id") if isinstance(body, dict) else None
    return name[:255] if isinstance(name, str) else None


def may_speak_for(prefixes: list[str], source: str) -> bool:
    """Does one of the prefixes cover the source, up to the border of a path segment?"""
    return any(_covers(prefix, source) for prefix in prefixes)


def is_reserved(source: str) -> bool:
    """Is the source one that only our own intakes may speak for?"""
    return _covers(RESERVED, source)


def _covers(prefix: str, source: str) -> bool:
    if not prefix or not source.startswith(prefix):
        return False
    return len(source) == len(prefix) or prefix.endswith("/") or source[len(prefix)] in "/?#"


def _readable(raw: bytes) -> Any:
    try:
        body = msgspec.json.decode(raw)
    except UnicodeDecodeError:
        raise Unacceptable("the event: is not UTF-8; send it in UTF-8") from None
    except RecursionError:
        raise Unacceptable(_TOO_DEEP) from None
    except ValueError:
        raise Unacceptable(f"the event: {_UNREADABLE}") from None
    if not _names_are_single(raw, body):
        raise Unacceptable("the event: names a field twice; send each field once")
    return body


def _names_are_single(raw: bytes, body: Any) -> bool:
    """Quickly yes in nearly all cases, else by a parser that sees every name.

    Where no name is followed by a space, `":` occurs at least as often as there are names, repeated ones included.
    """
    names = _count_names(body)
    if raw.count(b'":') == names and not (b'" ' in raw or b'"\t' in raw or b'"\n' in raw or b'"\r' in raw):
        return True
    try:
        json.loads(raw, object_pairs_hook=_single)
    except _RepeatedName:
        return False
    return True


class _RepeatedName(Exception):
    pass


def _single(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) != len(pairs):
        raise _RepeatedName


def _count_names(body: Any, level: int = 0) -> int:
    if level > _DEEPEST:
        raise Unacceptable(_TOO_DEEP)
    is_object = isinstance(body, dict)
    names = len(body) if is_object else 0
    for value in body.values() if is_object else body if isinstance(body, list) else ():
        if isinstance(value, dict | list):
            names += _count_names(value, level + 1)
    return names


def _shaped[Shape: Struct](body: Any, shape: type[Shape], prefix: str = "") -> Shape:
    try:
        return msgspec.convert(body, shape)
    except msgspec.ValidationError as error:
        raise Unacceptable(complaint(str(error), shape, prefix)) from None


def _check_attributes(envelope: Envelope) -> None:
    for name in ("id", "source", "type", "subject"):
        value = getattr(envelope, name)
        if not value.isprintable() and _CONTROL.search(value):
            raise Unacceptable(f"{name}: must not hold control characters")
    if not ACCOUNT.match(envelope.subject):
        raise Unacceptable(f"subject: must be {_SUBJECT}")
    if "/." in envelope.source and {".", ".."} & set(envelope.source.split("/")):
        raise Unacceptable("source: must not hold . or .. as a path segment; write the path in full")
    if envelope.data_base64 is not None:
        raise Unacceptable("data_base64: is not read; send data as a JSON object")


def _check_characters(raw: bytes, body: dict[str, Any]) -> None:
    """PostgreSQL cannot hold the NUL character; in a prompt it does no harm."""
    if b"\\u0000" in raw and (place := _holding_nul({**body, "data": _without_prompt(body.get("data"))})):
        raise Unacceptable(f"{place}: must not hold a NUL character (\\u0000)")


def _without_prompt(body: Any) -> Any:
    return {name: value for name, value in body.items() if name != "prompt"} if isinstance(body, dict) else body


def _holding_nul(body: Any, path: str = "") -> str:
    """The path of a text with a NUL in it, or nothing."""
    if isinstance(body, str):
        return path if "\0" in body else ""
    inside: list[tuple[str, Any]] = []
    if isinstance(body, dict):
        inside = [(f"{path}.{name}".lstrip("."), value) for name, value in body.items()]
        if any("\0" in name for name in body):
            return path or "the event"
    elif isinstance(body, list):
        inside = [(path, value) for value in body]
    return next((found for place, value in inside if (found := _holding_nul(value, place))), "")


def _payload(envelope: Envelope) -> Payload | None:
    shape = PAYLOAD_OF_TYPE.get(envelope.type)
    if shape is None:
        return None
    payload: Payload = _shaped({} if envelope.data is None else envelope.data, shape, "data")
    ip = getattr(payload, "ip", None)
    if ip and not _is_address(ip):
        raise Unacceptable("data.ip: must be an IP address such as 203.0.113.7 or 2001:db8::7; leave it out if unknown")
    if isinstance(payload, UsageMetered):
        _check_period(payload)
    return payload


@lru_cache(maxsize=50_000)
def _is_address(text: str) -> bool:
    try:
        ip_address(text.strip().partition("%")[0])
    except ValueError:
        return False
    return True


def _check_period(usage: UsageMetered) -> None:
    if usage.period_start and usage.period_end and usage.period_end < usage.period_start:
        raise Unacceptable("data.period_end: must not lie before data.period_start")


def _ready_sketch(exchange: ExchangeMade, terms: Terms) -> Sketch | None:
    if exchange.sketch is None:
        return None
    if exchange.prompt is not None:
        raise Unacceptable("data.prompt: must not come together with data.sketch; send one of them")
    try:
        sketch = Sketch.from_dict(exchange.sketch)
    except ValueError as error:
        raise Unacceptable(f"data.{error}") from None
    if terms.sketch_keys is not None and not sketch.key_ids <= terms.sketch_keys:
        raise Unacceptable("data.sketch.key_id: is no key in use, and there are too many; use one at all gateways")
    return sketch


def believable(time: datetime, terms: Terms) -> datetime:
    """The time in UTC. Raises `Unacceptable` for one that is not believed."""
    try:
        at = time.astimezone(UTC)
    except OverflowError:
        raise Unacceptable("time: lies outside the years 1 to 9999") from None
    if at > terms.latest:
        raise Unacceptable("time: lies in the future; check the sender's clock")
    if terms.earliest is not None and at < terms.earliest:
        raise Unacceptable("time: is older than receipts are remembered; bring old events in with load_dataset")
    return at
