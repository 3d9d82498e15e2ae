"""How are accepted signals written? By COPY, under keys that sort by time."""

import secrets
import threading
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec
from django.db import connection

from graph.signals.events import Event, may_speak_for
from graph.signals.payloads import kept_of
from graph.signals.sketching import keys_of
from graph.signals.withholding import settled_prefixes
from kycrisk.sketch import Sketch

_COPY = """
COPY signals_signal (id, source_id, event_id, type, account_id, at, shown, data, traits, sketch_key_id, shingles,
                     before_key_id, before_shingles) FROM STDIN
"""
_SOURCES = "SELECT uri, id FROM signals_source WHERE uri = ANY(%s)"
_NEW_SOURCES = """
INSERT INTO signals_source (uri, first_seen_at, revoked_at)
SELECT uri, now(), CASE WHEN uri = ANY(%s) THEN now() END FROM unnest(%s::text[]) AS uri ON CONFLICT (uri) DO NOTHING
"""
_turn = threading.Lock()
_newest = 0


class Row(NamedTuple):
    """A signal as it is stored: whose it is, the identifiers it shows, what is left of its prompt."""

    event: Event
    account_id: int
    shown: list[int]
    sketch: Sketch | None


def store(rows: Sequence[Row]) -> None:
    """Write signals inside the caller's transaction."""
    sources = _sources(sorted({row.event.source for row in rows}))
    keys = keys_of(row.sketch for row in rows if row.sketch is not None)
    with connection.cursor() as cursor, cursor.cursor.copy(_COPY) as copy:
        for key, row in zip(new_keys(len(rows)), rows, strict=True):
            event = row.event
            copy.write_row(
                (
                    f"{key:032x}",
                    sources[event.source],
                    event.id,
                    event.type,
                    row.account_id,
                    event.at,
                    "{%s}" % ",".join(map(str, row.shown)),  # noqa: UP031  # braces around a field read worse
                    _kept(row.event),
                    *_of_prompt(row.sketch, keys),
                )
            )


def _kept(event: Event) -> str:
    return msgspec.json.encode({} if event.payload is None else kept_of(event.payload)).decode()


def _of_prompt(sketch: Sketch | None, keys: Mapping[str, int]) -> tuple[int | bytes | None, ...]:
    """Traits, key and shingles, and the key before with its shingles; nulls without a prompt."""
    if sketch is None:
        return None, None, None, None, None
    own = sketch.trait_mask, keys[sketch.key_id], sketch.packed_shingles
    if sketch.before is None:
        return *own, None, None
    return *own, keys[sketch.before.key_id], sketch.before.packed_shingles


def _sources(uris: list[str]) -> dict[str, int]:
    """Each source's key, for those never heard of too."""
    with connection.cursor() as cursor:
        cursor.execute(_SOURCES, [uris])
        found = dict(cursor.fetchall())
        if missing := [uri for uri in uris if uri not in found]:
            prefixes = settled_prefixes()
            cursor.execute(_NEW_SOURCES, [[uri for uri in missing if may_speak_for(prefixes, uri)], missing])
            cursor.execute(_SOURCES, [missing])
            found.update(cursor.fetchall())
    return found


def new_keys(count: int) -> range:
    """So many new UUIDv7 (RFC 9562) as 128-bit numbers: larger than all this process gave out before.

    The milliseconds, then 74 bits that start at random and count on; version and variant sit where the standard says.
    A run of keys stays within the lowest 62 bits, of which half are free.
    """
    global _newest  # noqa: PLW0603  # the one thing that a monotonic clock has to remember
    milliseconds = time.time_ns() // 1_000_000
    start = milliseconds << 80 | 7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(61)
    with _turn:
        first = max(start, _newest + 1)
        _newest = first + count - 1
    return range(first, first + count)
