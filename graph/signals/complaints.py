"""How is a sender told what is wrong with an event? Name the field, say what it must be, repeat nothing of it.

What a field holds may be a prompt or personal data, so no complaint quotes a value.
"""

import re
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from msgspec import Meta, Struct

_PLACE = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")
_MISSING = re.compile(r"missing required field `(?P<name>[^`]+)`")


class Unacceptable(Exception):
    """One event cannot be taken; `str()` names the field and how to mend it."""


def complaint(message: str, shape: type[Struct], prefix: str = "") -> str:
    """A sentence for a validation message of msgspec about `shape`; `prefix` says where the shape stood (`data`)."""
    place = _PLACE.search(message)
    inside = place["path"].split("[")[0].split(".") if place and place["path"] else []
    missing = _MISSING.search(message)
    names = [*inside, missing["name"]] if missing else inside
    field = ".".join(part for part in (prefix, *names) if part)
    rule = _rule(shape, names)
    if not names:
        return f"{field or 'the event'}: must be an object"
    return f"{field}: is missing; it must be {rule}" if missing else f"{field}: must be {rule}"


def _rule(shape: type[Struct], names: list[str]) -> str:
    """What the field at this path must be, by its description."""
    rule = "of another type"
    inner: type[Struct] | None = shape
    for name in names:
        if inner is None:
            break
        rule, inner = rules_of(inner).get(name, (rule, None))
    return rule


def rules_of(shape: type[Struct]) -> dict[str, tuple[str, type[Struct] | None]]:
    """For each field of a shape: its description, and the shape inside it."""
    hints = get_type_hints(shape, include_extras=True)
    return {field: _described(hints[field]) for field in shape.__struct_fields__}


def _described(hint: Any) -> tuple[str, type[Struct] | None]:
    if get_origin(hint) in {Union, UnionType}:
        return _described(next(part for part in get_args(hint) if part is not type(None)))
    if get_origin(hint) is Annotated:
        inner, *notes = get_args(hint)
        described = next((note.description for note in notes if isinstance(note, Meta)), None)
        is_shape = isinstance(inner, type) and issubclass(inner, Struct)
        return described or "", inner if is_shape else None
    return "", None
