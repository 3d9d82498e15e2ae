"""How do millions of rows become numpy arrays, and back, without a Python object a row?

Out: PostgreSQL strings the binary forms of each column together, so a column arrives as one piece. In: a binary COPY
(PostgreSQL documentation, "COPY", file formats), where rows of fixed width are one packed record each.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import Cursor

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"
# Column types by SQL name: big-endian on the wire.
WIRE = {"int8": ">i8", "int4": ">i4", "int2": ">i2", "float8": ">f8", "bool": "?", "timestamptz": ">i8"}
SEND = {name: f"{name}send" for name in WIRE} | {"timestamptz": "timestamptz_send"}
_2000 = 946_684_800
"""PostgreSQL counts microseconds from the first of January 2000, in Unix seconds."""


def read_columns(query: str, params: Sequence[Any], columns: Mapping[str, str]) -> dict[str, NDArray[Any]]:
    """Run a SELECT whose columns are cast to the named types, in order; one native-endian array a column.

    `columns` maps a name to `int8 int4 int2 float8 bool`, or `timestamptz`, read as whole Unix seconds. The query must
    not return nulls: `ValueError` if it does. A column holds up to a gigabyte.
    """
    names = [f"c{number}" for number in range(len(columns))]
    strung = ", ".join(
        f"string_agg({SEND[kind]}({name}), ''::bytea)" for name, kind in zip(names, columns.values(), strict=True)
    )
    statement = f"SELECT count(*), {strung} FROM ({query}) AS rows ({', '.join(names)})"  # noqa: S608  # names of ours
    connection.ensure_connection()
    # A cursor of the driver's own: Django's binds on the client, which has no binary results.
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        count, *found = cursor.execute(statement, params, binary=True).fetchone() or (0,)
    arrays = {
        name: np.frombuffer(text or b"", WIRE[kind]) for (name, kind), text in zip(columns.items(), found, strict=True)
    }
    if any(len(array) != count for array in arrays.values()):
        raise ValueError("a column is null somewhere; coalesce it in the query")
    native = {name: array.astype(array.dtype.newbyteorder("=")) for name, array in arrays.items()}
    return {name: unix_seconds(array) if columns[name] == "timestamptz" else array for name, array in native.items()}


def unix_seconds(sent: NDArray[np.int64]) -> NDArray[np.int64]:
    """What `timestamptz_send` sends, as whole Unix seconds, rounded down."""
    return sent // 1_000_000 + _2000


def write_columns(table: str, columns: Mapping[str, tuple[str, NDArray[Any]]]) -> None:
    """Write arrays of one length as rows, by COPY inside the caller's transaction.

    `columns` maps a column to its exact type and its values, without nulls; `timestamptz` takes Unix seconds.
    """
    fields: list[tuple[str, str]] = [("fields", ">i2")]
    for name, (kind, _) in columns.items():
        fields += [(f"{name} width", ">i4"), (name, WIRE[kind])]
    rows = np.zeros(len(next(iter(columns.values()))[1]), np.dtype(fields))
    rows["fields"] = len(columns)
    for name, (kind, values) in columns.items():
        rows[f"{name} width"] = np.dtype(WIRE[kind]).itemsize
        rows[name] = (values - _2000) * 1_000_000 if kind == "timestamptz" else values
    names = ", ".join(f'"{column}"' for column in columns)
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN (FORMAT BINARY)') as copy,
    ):
        copy.write(HEADER)
        copy.write(rows.tobytes())
        copy.write(TRAILER)


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows with COPY: for tables whose constraints hold by construction, inside the caller's transaction."""
    with connection.cursor() as cursor:
        names = ", ".join(f'"{column}"' for column in columns)
        with cursor.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
