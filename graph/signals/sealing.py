"""How is a value kept so that it can be forgotten? Sealed under the key of one account that showed it."""

from graph.signals.kinds import Kind
from graph.signals.models import Identifier
from graph.signals.values import Value
from kycrisk.lib.vault import Unreadable, seal, unseal


def sealed(value: Value, wrapped_key: bytes | None) -> bytes | None:
    """The value under an account's key; of an erased account nothing readable is kept."""
    return None if wrapped_key is None else seal(wrapped_key, value.text, context=_context(value.kind))


def opened(identifier: Identifier) -> Value | None:
    """The value of an identifier; None once it was forgotten."""
    keeper = identifier.kept_by
    if keeper is None or keeper.wrapped_key is None or identifier.sealed is None:
        return None
    kind = Kind(identifier.kind)
    try:
        return Value(kind, unseal(bytes(keeper.wrapped_key), bytes(identifier.sealed), context=_context(kind)))
    except Unreadable:
        return None


def _context(kind: Kind) -> str:
    """A sealed value opens as nothing but this kind of value."""
    return f"identifier.{kind.name.lower()}"
