"""Which identifiers stand for these values? Each value is kept once: found if it is known, inserted if not.

Set-wise and in the order of kind and fingerprint, so that two batches with the same new values wait for each other
instead of deadlocking.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.parties.introducing import Known
from graph.signals.classifying import classes_of
from graph.signals.sealing import sealed
from graph.signals.values import Value, mask_of
from kycrisk.lib.fingerprint import digest, fingerprint

# Kind, and the fingerprint in hexadecimal: hundreds travel as one text, which is quicker than as an array of UUIDs.
type Key = tuple[int, str]

_WANTED = "unnest(string_to_array(%s, ',')::smallint[], string_to_array(%s, ',')::uuid[])"
_FIND = f"""
SELECT wanted.place, known.id
  FROM {_WANTED} WITH ORDINALITY AS wanted (kind, fingerprint, place)
  JOIN signals_identifier AS known ON known.kind = wanted.kind AND known.fingerprint = wanted.fingerprint
"""  # noqa: S608  # constants only
_INSERT = """
INSERT INTO signals_identifier (kind, fingerprint, mask, kept_by_id, sealed, network_class)
SELECT * FROM unnest(string_to_array(%s, ',')::smallint[], string_to_array(%s, ',')::uuid[],
                     %s::text[], %s::bigint[], %s::bytea[], %s::smallint[])
ON CONFLICT (kind, fingerprint) DO NOTHING
"""


def fingerprint_of(value: Value) -> UUID:
    """The keyed fingerprint under which a value is found again."""
    return fingerprint(value.kind.name.lower(), value.text)


def identifiers_of(shown: Mapping[Value, Known]) -> dict[Value, int]:
    """Each value's identifier; a value nobody showed before is sealed under the key of the account it is given with."""
    keys = {(int(value.kind), digest(value.kind.name.lower(), value.text).hex()): value for value in shown}
    found = _found(sorted(keys))
    if missing := sorted(keys.keys() - found.keys()):
        _insert(missing, [keys[key] for key in missing], shown)
        found |= _found(missing)  # whoever inserted one in this very moment, it is there now
    return {value: found[key] for key, value in keys.items()}


def known_among(values: Iterable[Value]) -> dict[int, Value]:
    """Those of these values that somebody has shown, by their identifiers; nothing is stored."""
    keys = {(int(value.kind), digest(value.kind.name.lower(), value.text).hex()): value for value in values}
    return {identifier: keys[key] for key, identifier in _found(sorted(keys)).items()} if keys else {}


def _found(keys: Sequence[Key]) -> dict[Key, int]:
    with connection.cursor() as cursor:
        cursor.execute(_FIND, _columns(keys))
        return {keys[place - 1]: identifier for place, identifier in cursor.fetchall()}


def _insert(keys: Sequence[Key], values: Sequence[Value], shown: Mapping[Value, Known]) -> None:
    keepers = [shown[value] for value in values]
    columns: list[Any] = [
        *_columns(keys),
        [mask_of(value) for value in values],
        [keeper.id for keeper in keepers],
        [sealed(value, keeper.wrapped_key) for value, keeper in zip(values, keepers, strict=True)],
        classes_of(values),
    ]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, columns)


def _columns(keys: Sequence[Key]) -> list[str]:
    return [",".join(str(kind) for kind, _ in keys), ",".join(mark for _, mark in keys)]
