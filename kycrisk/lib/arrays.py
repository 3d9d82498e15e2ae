"""How do millions of rows become numpy arrays, and back? By PostgreSQL's binary COPY, without a Python object a row.

The binary format (PostgreSQL documentation, "COPY", file formats) of rows whose columns are all fixed in width and
never null is one packed record a row, so a structured dtype reads it in place.
"""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

HEADER_BYTES = 19
TRAILER_BYTES = 2
# Column types by SQL cast: big-endian on the wire.
WIRE = {"int8": ">i8", "int4": ">i4", "int2": ">i2", "float8": ">f8", "bool": "?"}


def read_columns(query: str, params: Sequence[Any], columns: Mapping[str, str]) -> dict[str, NDArray[Any]]:
    """Run a SELECT whose columns are cast to the named types, in order; one native-endian array a column.

    `columns` maps a name to `int8 int4 int2 float8 bool`. The query must not return nulls: `ValueError` if it does.
    """
    record = np.dtype([("fields", ">i2"), *_record_fields(columns)])
    with connection.cursor() as cursor:
        statement = f"COPY ({query}) TO STDOUT (FORMAT BINARY)"
        buffer = BytesIO()
        with cursor.cursor.copy(statement, params) as copy:
            for block in copy:
                buffer.write(block)
    body = buffer.getbuffer()[HEADER_BYTES:-TRAILER_BYTES]
    if len(body) % record.itemsize:
        raise ValueError("a column is null or not of the width it was declared with; cast and coalesce it in the query")
    rows = np.frombuffer(body, record)
    return {name: rows[name].astype(rows[name].dtype.newbyteorder("=")) for name in columns}


def _record_fields(columns: Mapping[str, str]) -> list[tuple[str, str]]:
    fields: list[tuple[str, str]] = []
    for name, kind in columns.items():
        fields += [(f"{name} width", ">i4"), (name, WIRE[kind])]
    return fields


def copy_rows(table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows with COPY: for tables whose constraints hold by construction, inside the caller's transaction."""
    with connection.cursor() as cursor:
        names = ", ".join(f'"{column}"' for column in columns)
        with cursor.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
