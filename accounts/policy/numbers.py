"""Which numbers are there, what do they mean, and what can each be? Read from the structures that ship. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from accounts.policy.bodies import SHIPPED, leaves, shown
from accounts.policy.defaults import Policy
from accounts.policy.meanings import MEANINGS, NAMES, SECTIONS
from accounts.policy.meanings_work import WORK

UNITS = ("days", "hours", "minutes", "seconds", "bits", "bytes")
WORDS = MEANINGS | WORK
LARGEST = 1e15


class BadNumber(ValueError):
    """What was typed is no value for this number; the message says what is."""


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the policy: `ties.payment.cap`, what it means, its unit, its kind and bounds."""

    place: str
    kind: inspect.Type

    @property
    def section(self) -> str:
        """The part of the policy it belongs to."""
        return self.place.partition(".")[0]

    @property
    def meaning(self) -> str:
        """A sentence; the place in words for a number that has none."""
        return meaning(self.place)

    @property
    def unit(self) -> str:
        """What it is counted in, empty for a plain count or a list."""
        words = self.place.rpartition(".")[2].split("_")
        return "bits" if words[-1] == "cap" else next((unit for unit in UNITS if unit in words), "")

    @property
    def may_be_none(self) -> bool:
        """Is "no limit" an answer?"""
        return isinstance(self.kind, inspect.UnionType)

    @property
    def whole(self) -> inspect.Type:
        """The kind of the value when it is not none."""
        kinds = self.kind.types if isinstance(self.kind, inspect.UnionType) else (self.kind,)
        return next(kind for kind in kinds if not isinstance(kind, inspect.NoneType))

    @property
    def one(self) -> inspect.Type:
        """The kind of the value itself, or of one in the list."""
        whole = self.whole
        return whole.item_type if isinstance(whole, inspect.ListType | inspect.VarTupleType) else whole

    @property
    def is_list(self) -> bool:
        """Several values, with commas between them."""
        return self.one is not self.whole

    @property
    def bounds(self) -> str:
        """What can stand here, in words: `a whole number from 1 to 3,650`."""
        said = _said(self.one)
        said = f"{said}, several with commas between" if self.is_list else said
        return f"{said}; or none" if self.may_be_none else said

    def read(self, text: str) -> Any:
        """What was typed, as the body holds it. Raises `BadNumber`, saying what would be right."""
        text = text.strip()
        if self.may_be_none and text.lower() in {"", "none"}:
            return None
        if self.is_list:
            return [self._one(part.strip()) for part in text.split(",") if part.strip()]
        return self._one(text)

    def _one(self, text: str) -> Any:
        if isinstance(self.one, inspect.StrType):
            return text
        wanted = int if isinstance(self.one, inspect.IntType) else float
        try:
            value = msgspec.convert(text, wanted, strict=False)
        except msgspec.ValidationError:
            value = None
        if value is None or not _inside(self.one, value):
            raise BadNumber(f"Write {self.bounds}.")
        return value


@cache
def every_number() -> tuple[Number, ...]:
    """All of them in the order of the policy."""
    return tuple(Number(place, kind) for place, kind in _places(inspect.type_info(Policy)))


def meaning(place: str) -> str:
    """What the number at this place means."""
    if place in WORDS:
        return WORDS[place]
    head, _, last = place.rpartition(".")
    common = f"{head.rpartition('.')[0]}.*.{last}"
    if common in WORDS:
        return WORDS[common].format(it=NAMES.get(head, head.rpartition(".")[2].replace("_", " ")))
    return place.replace(".", ": ").replace("_", " ").capitalize() + "."


def texts(policy: Policy) -> dict[str, str]:
    """Every number as it is typed."""
    return {place: shown(value) for place, value in leaves(msgspec.to_builtins(policy))}


def body_of(values: dict[str, Any]) -> dict[str, Any]:
    """The body that lays these values over what ships: only what differs, at its place."""
    body: dict[str, Any] = {}
    shipped = dict(leaves(SHIPPED))
    for place, value in values.items():
        if _plain(value) == _plain(shipped[place]):
            continue
        *above, last = place.split(".")
        inside = body
        for name in above:
            inside = inside.setdefault(name, {})
        inside[last] = _plain(value)
    return body


def trimmed(policy: Policy) -> dict[str, Any]:
    """A policy as the smallest body that says it."""
    return body_of(dict(leaves(msgspec.to_builtins(policy))))


def section_title(section: str) -> str:
    """A section in words."""
    return SECTIONS.get(section, section.capitalize())


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, list | tuple) else value


def _places(kind: inspect.Type, path: str = "") -> Iterator[tuple[str, inspect.Type]]:
    if isinstance(kind, inspect.StructType):
        for field in kind.fields:
            yield from _places(field.type, f"{path}.{field.name}" if path else field.name)
    else:
        yield path, kind


def _inside(kind: Any, value: float) -> bool:
    low = (kind.ge is None or value >= kind.ge) and (kind.gt is None or value > kind.gt)
    return low and (kind.le is None or value <= kind.le) and abs(value) < LARGEST


def _said(kind: Any) -> str:
    if isinstance(kind, inspect.StrType):
        return "words"
    said = "a whole number" if isinstance(kind, inspect.IntType) else "a number"
    if kind.ge is not None and kind.le is not None:
        return f"{said} from {kind.ge:,} to {kind.le:,}"
    low = f" of at least {kind.ge:,}" if kind.ge is not None else f" above {kind.gt:,}" if kind.gt is not None else ""
    return f"{said}{low}{f' and at most {kind.le:,}' if kind.le is not None else ''}"
