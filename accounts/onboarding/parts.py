"""Where in what was said is an answer, and how is it put there without touching the rest?

Pure. `where` is a path of attributes: `("company", "registered_address")` in `Answers`, `()` for a struct itself.
"""

from collections.abc import Mapping
from typing import Any

import msgspec

type Where = tuple[str, ...]


def part_of(said: msgspec.Struct, where: Where) -> msgspec.Struct:
    """The part at that path."""
    part: Any = said
    for name in where:
        part = getattr(part, name)
    return part  # type: ignore[no-any-return]


def with_part[Said: msgspec.Struct](said: Said, where: Where, values: Mapping[str, Any]) -> Said:
    """The same with other values at that path."""
    if not where:
        return msgspec.structs.replace(said, **values)
    inner = with_part(getattr(said, where[0]), where[1:], values)
    return msgspec.structs.replace(said, **{where[0]: inner})
