"""Which prompts does the derivation look at? Sketches out of PostgreSQL as arrays, for everyone or some accounts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import Cursor

from graph.behavior.prompts import Prompts

QUERY = """
SELECT account_id, floor(extract(epoch FROM at))::int8, traits, coalesce(shingles, ''::bytea)
  FROM signals_signal
 WHERE type = 'exchange.made' AND traits IS NOT NULL AND at > %s AND at <= %s {some}
 ORDER BY id
"""
AT_ONCE = 50_000


@dataclass(frozen=True, slots=True)
class Window:
    """Prompts after `since`, up to and including `until`."""

    since: datetime
    until: datetime


def read_prompts(window: Window, accounts: NDArray[np.int64], some: Collection[int] | None = None) -> Prompts:
    """Sketched prompts in the window, of everyone or of some account keys.

    `accounts` holds the account keys looked at, ascending; a prompt's account is a position in it. Prompts of anybody
    else are left out: who signs up while this runs is marked, and the next derivation takes them up.
    """
    query = QUERY.format(some="" if some is None else "AND account_id = ANY(%s)")
    params = [window.since, window.until, *([] if some is None else [sorted(some)])]
    keys: list[NDArray[np.int64]] = []
    times: list[NDArray[np.int64]] = []
    traits: list[NDArray[np.int32]] = []
    texts: list[bytes] = []
    connection.ensure_connection()
    # A cursor of the driver's own: Django's binds on the client, which has no binary results.
    with Cursor(connection.connection) as cursor:
        cursor.execute(query, params, binary=True)
        while fetched := cursor.fetchmany(AT_ONCE):
            rows = _known(fetched, accounts)
            if not rows:
                continue
            key, at, mask, text = zip(*rows, strict=True)
            keys.append(np.array(key, np.int64))
            times.append(np.array(at, np.int64))
            traits.append(np.array(mask, np.int32))
            texts.extend(bytes(part) for part in text)
    sizes = np.array([len(text) // 8 for text in texts], np.int64)
    return Prompts(
        account=np.searchsorted(accounts, np.concatenate([*keys, np.zeros(0, np.int64)])).astype(np.int32),
        at=np.concatenate([*times, np.zeros(0, np.int64)]),
        indptr=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        shingles=np.frombuffer(b"".join(texts), "<u8").astype(np.uint64),
        traits=np.concatenate([*traits, np.zeros(0, np.int32)]),
    )


def _known(rows: list[Any], accounts: NDArray[np.int64]) -> list[Any]:
    """The rows whose account is among the given keys."""
    known = np.isin(np.array([row[0] for row in rows], np.int64), accounts)
    return rows if known.all() else [row for row, one in zip(rows, known.tolist(), strict=True) if one]
