"""How does a body become single events? Structured, batch and newline-delimited JSON; gzip opened with a bound.

Pure: chunks of bytes in, the bytes of one event after another out. What the events say is not looked at here.
"""

import json
import zlib
from collections.abc import Iterable, Iterator

import msgspec

CHUNK_BYTES = 1 << 16
_GROUP_BYTES = 1 << 23
_AS_GZIP = 31  # zlib's way to say: with a gzip header, largest window


class Unreadable(Exception):
    """The body as a whole cannot be read; `str()` says how to mend it."""


class TooLarge(Exception):
    """The body holds more than is taken at once; `str()` names the limit."""


def single(body: bytes) -> bytes:
    """The one event of a structured body. Raises `Unreadable` unless it is a JSON object."""
    if _first(body) == b"[":
        raise Unreadable("this is a JSON array; send it as application/cloudevents-batch+json")
    if not isinstance(_lenient(body), dict):
        raise Unreadable("this is no JSON object; send one CloudEvent")
    return body


def batch(body: bytes, most: int) -> list[bytes]:
    """The events of a batch body. Raises `Unreadable` unless it is a JSON array, `TooLarge` beyond `most` events."""
    if _first(body) == b"{":
        raise Unreadable(
            "this is a JSON object; send a batch as an array, or one event as application/cloudevents+json"
        )
    events = _split(body)
    if len(events) > most:
        raise TooLarge(f"a batch holds at most {most} events, this one {len(events)}; send it in parts")
    return events


def lines(chunks: Iterable[bytes], longest: int) -> Iterator[bytes]:
    """The lines of a stream that are not blank. Of a line beyond `longest` bytes only one byte more is kept."""
    rest = b""
    for chunk in chunks:
        first, *others = chunk.split(b"\n")
        rest = (rest + first)[: longest + 1]
        for following in others:
            if line := rest.strip():
                yield line
            rest = following[: longest + 1]
    if line := rest.strip():
        yield line


def opened(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A gzip stream unpacked, never more than a chunk at a time. Raises `Unreadable` if it is none or ends early."""
    unpacking = zlib.decompressobj(_AS_GZIP)
    for chunk in chunks:
        pending, more = chunk, True
        while more:
            if unpacking.eof:  # another member follows, as gzip allows
                unpacking = zlib.decompressobj(_AS_GZIP)
            unpacked = _unpacked(unpacking, pending)
            yield unpacked
            pending = unpacking.unconsumed_tail or unpacking.unused_data
            more = bool(pending) or len(unpacked) == CHUNK_BYTES
    if not unpacking.eof:
        raise Unreadable("the gzip data end too early or are none; send the whole file")


def bounded(chunks: Iterable[bytes], most: int) -> Iterator[bytes]:
    """The same chunks. Raises `TooLarge` once they are more than `most` bytes together."""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > most:
            raise TooLarge(f"the body is larger than {most} bytes; send it in parts")
        yield chunk


def _unpacked(unpacking: "zlib._Decompress", packed: bytes) -> bytes:
    try:
        return unpacking.decompress(packed, CHUNK_BYTES)
    except zlib.error:
        raise Unreadable("this is not gzip; send it unpacked, or with Content-Encoding: gzip and gzip data") from None


def _first(body: bytes) -> bytes:
    return body[:64].lstrip()[:1]


def _split(body: bytes) -> list[bytes]:
    try:
        return [bytes(event) for event in msgspec.json.decode(body, type=list[msgspec.Raw])]
    except (ValueError, RecursionError):
        # One event with half a surrogate pair or a NaN must not cost the sender the whole batch.
        events = _lenient(body)
    if not isinstance(events, list):
        raise Unreadable("this is no JSON array; send a batch as an array of CloudEvents")
    return [json.dumps(event).encode() for event in events]


def _lenient(body: bytes) -> object:
    """JSON as Python's own parser takes it."""
    try:
        return json.loads(body.decode())
    except UnicodeDecodeError:
        raise Unreadable("this is not UTF-8; send JSON in UTF-8") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"this is no JSON: {error.msg} (line {error.lineno}, column {error.colno})") from None
    except (ValueError, RecursionError):
        raise Unreadable("this JSON is nested too deeply or holds a number of too many digits") from None


def in_chunks(events: Iterable[bytes], most_events: int) -> Iterator[list[bytes]]:
    """Events in groups that fit into one transaction and into memory."""
    chunk: list[bytes] = []
    size = 0
    for event in events:
        chunk.append(event)
        size += len(event)
        if len(chunk) == most_events or size >= _GROUP_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
