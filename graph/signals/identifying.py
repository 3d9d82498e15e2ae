"""Which identifiers stand for these values? Each value is kept once: found if it is known, inserted if not.

Set-wise and in the order of kind and fingerprint, so that two batches with the same new values wait for each other
instead of deadlocking.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.parties.introducing import Known
from graph.signals.classifying import classes_of
from graph.signals.sealing import sealed
from graph.signals.values import Value, mask_of
from kycrisk.lib.fingerprint import fingerprint

type Key = tuple[int, UUID]

_FIND = """
SELECT known.kind, known.fingerprint, known.id
  FROM signals_identifier AS known
  JOIN unnest(%s::smallint[], %s::uuid[]) AS wanted (kind, fingerprint)
    ON known.kind = wanted.kind AND known.fingerprint = wanted.fingerprint
"""
_INSERT = """
INSERT INTO signals_identifier (kind, fingerprint, mask, kept_by_id, sealed, network_class)
SELECT * FROM unnest(%s::smallint[], %s::uuid[], %s::text[], %s::bigint[], %s::bytea[], %s::smallint[])
ON CONFLICT (kind, fingerprint) DO NOTHING
RETURNING kind, fingerprint, id
"""


def fingerprint_of(value: Value) -> UUID:
    """The keyed fingerprint under which a value is found again."""
    return fingerprint(value.kind.name.lower(), value.text)


def identifiers_of(shown: Mapping[Value, Known]) -> dict[Value, int]:
    """Each value's identifier; a value nobody showed before is sealed under the key of the account it is given with."""
    keys = {value: (int(value.kind), fingerprint_of(value)) for value in shown}
    found = _ids(_FIND, _columns(sorted(keys.values())))
    missing = {key: value for value, key in keys.items() if key not in found}
    if missing:
        found.update(_inserted(missing, shown))
    return {value: found[key] for value, key in keys.items()}


def _inserted(missing: Mapping[Key, Value], shown: Mapping[Value, Known]) -> dict[Key, int]:
    ordered = sorted(missing)
    values = [missing[key] for key in ordered]
    keepers = [shown[value] for value in values]
    found = _ids(
        _INSERT,
        [
            *_columns(ordered),
            [mask_of(value) for value in values],
            [keeper.id for keeper in keepers],
            [sealed(value, keeper.wrapped_key) for value, keeper in zip(values, keepers, strict=True)],
            classes_of(values),
        ],
    )
    others = sorted(missing.keys() - found.keys())  # somebody else has inserted them in this very moment
    return found | _ids(_FIND, _columns(others)) if others else found


def _columns(keys: list[Key]) -> list[Any]:
    return [[kind for kind, _ in keys], [mark for _, mark in keys]]


def _ids(statement: str, columns: list[Any]) -> dict[Key, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, columns)
        return {(kind, mark): key for kind, mark, key in cursor.fetchall()}
