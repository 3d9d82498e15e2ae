"""Which prompts does the derivation look at? Sketches out of PostgreSQL as arrays, for everyone or some accounts."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import Cursor

from graph.behavior.prompts import Prompts, Sketches
from graph.signals.withholding import revoked
from kycrisk.lib.arrays import unix_seconds

# A part at a time, each column strung together in PostgreSQL: a Python object for each of millions takes far longer.
QUERY = """
SELECT string_agg(uuid_send(id), ''), string_agg(int8send(account_id), ''), string_agg(timestamptz_send(at), ''),
       string_agg(int4send(traits), ''), string_agg(int4send(octet_length(shingles) / 8), ''),
       string_agg(int2send(key), ''), string_agg(int2send(before), ''),
       string_agg(int4send(octet_length(older) / 8), ''), string_agg(shingles || older, '')
  FROM (SELECT id, account_id, at, traits::int4, coalesce(shingles, ''::bytea) AS shingles,
               coalesce(sketch_key_id, 0::int2) AS key, coalesce(before_key_id, 0::int2) AS before,
               coalesce(before_shingles, ''::bytea) AS older
          FROM signals_signal
         WHERE id > %s AND type = 'exchange.made' AND traits IS NOT NULL AND at > %s AND at <= %s
               AND source_id <> ALL(%s) {some}
         ORDER BY id LIMIT %s) AS prompt
"""
AT_ONCE = 200_000


@dataclass(frozen=True, slots=True)
class Window:
    """Prompts after `since`, up to and including `until`."""

    since: datetime
    until: datetime


class _Part(NamedTuple):
    account: NDArray[np.int64]
    at: NDArray[np.int64]
    traits: NDArray[np.int32]
    own: NDArray[np.int32]
    key: NDArray[np.int16]
    before: NDArray[np.int16]
    older: NDArray[np.int32]
    shingles: NDArray[np.uint64]


_WIRES = (">i8", ">i8", ">i4", ">i4", ">i2", ">i2", ">i4", "<u8")
_NOTHING = _Part(*(np.zeros(0, wire[1:]) for wire in _WIRES))


def read_prompts(window: Window, accounts: NDArray[np.int64], some: Collection[int] | None = None) -> Prompts:
    """Sketched prompts in the window with all their shingles, whichever key they are under; see `read_sketches`."""
    return read_sketches(window, accounts, some).prompts


def read_sketches(window: Window, accounts: NDArray[np.int64], some: Collection[int] | None = None) -> Sketches:
    """Sketched prompts in the window, of everyone or of some account keys.

    `accounts` holds the account keys looked at, ascending; a prompt's account is a position in it. Prompts of anybody
    else are left out: who signs up while this runs is marked, and the next derivation takes them up.
    """
    parts = [_NOTHING, *(_known(part, accounts) for part in _parts(window, some))]
    whole = _Part(*(np.concatenate(column) for column in zip(*parts, strict=True)))
    prompts = Prompts(
        account=np.searchsorted(accounts, whole.account).astype(np.int32),
        at=whole.at,
        indptr=np.concatenate([[0], np.cumsum(whole.own + whole.older)]).astype(np.int64),
        shingles=whole.shingles,
        traits=whole.traits,
    )
    return Sketches(prompts, whole.key, whole.before, whole.own)


def _parts(window: Window, some: Collection[int] | None) -> Iterator[_Part]:
    query = QUERY.format(some="" if some is None else "AND account_id = ANY(%s)")
    theirs = [revoked()] if some is None else [revoked(), sorted(some)]
    after = UUID(int=0)
    connection.ensure_connection()
    # A cursor of the driver's own: Django's binds on the client, which has no binary results.
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        while True:
            found = cursor.execute(query, [after, window.since, window.until, *theirs, AT_ONCE], binary=True).fetchone()
            ids, *texts = found or (None,)
            if ids is None:
                return
            after = UUID(bytes=ids[-16:])
            columns = (np.frombuffer(text, wire) for text, wire in zip(texts, _WIRES, strict=True))
            account, at, *rest = (column.astype(column.dtype.newbyteorder("=")) for column in columns)
            yield _Part(account, unix_seconds(at), *rest)
            if len(ids) < 16 * AT_ONCE:
                return


def _known(part: _Part, accounts: NDArray[np.int64]) -> _Part:
    """The prompts of accounts among the given keys."""
    known = np.isin(part.account, accounts)
    if known.all():
        return part
    shingles = part.shingles[np.repeat(known, part.own + part.older)]
    columns: list[NDArray[Any]] = [column[known] for column in part[:-1]]
    return _Part._make([*columns, shingles])
