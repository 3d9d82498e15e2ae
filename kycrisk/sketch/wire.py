"""What does a sketch look like on the wire, and which are refused? Every refusal says how to mend it.

`{"version": 1, "key_id": "…", "tokens": n, "shingles": "<base64 of <= 32 little-endian uint64>", "traits": […],
"language"?: "…", "before"?: {"key_id": "…", "shingles": "…"}}`. `before` is the same prompt under the key before, sent
while two keys overlap. Unknown fields and unknown traits are ignored, so that a newer gateway can speak to an older
server: losing a coarse mark is harmless, losing the whole sketch is not.
"""

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from struct import pack, unpack
from typing import Any

VERSION = 1
MOST_SHINGLES = 32
_MOST_TOKENS = 2**31 - 1
_MOST_TRAITS = 64
_LONGEST_KEY_ID = 64
_LONGEST_LANGUAGE = 35  # RFC 5646: no registered tag is longer
_BYTES_EACH = 8

TRAITS = ("reasoning", "rubric", "generate", "evolve", "training_shape", "code", "math", "tool_use", "chat")
"""Position = bit in the stored mask. Append only: masks in the database keep their meaning."""

TRAIT_BIT = {name: 1 << position for position, name in enumerate(TRAITS)}


def trait_mask(traits: Iterable[str]) -> int:
    """The traits as a bit mask; names this version does not know are left out."""
    mask = 0
    for name in traits:
        mask |= TRAIT_BIT.get(name, 0)
    return mask


def traits_of(mask: int) -> tuple[str, ...]:
    """The names of a mask's traits, in the order of `TRAITS`."""
    return tuple(name for name, bit in TRAIT_BIT.items() if mask & bit)


@dataclass(frozen=True, slots=True)
class Before:
    """The same prompt's sampled hashes under the key before, while two keys overlap."""

    key_id: str
    shingles: tuple[int, ...] = ()

    @property
    def packed_shingles(self) -> bytes:
        """The shingles as little-endian uint64, eight bytes each."""
        return _packed(self.shingles)


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a prompt: sampled keyed hashes (ascending), traits, size. Made by `sketch_prompt`."""

    key_id: str
    tokens: int
    shingles: tuple[int, ...] = ()
    traits: tuple[str, ...] = ()
    language: str | None = None
    before: Before | None = None

    @property
    def key_ids(self) -> frozenset[str]:
        """The keys it was made under: one, or two while they overlap."""
        return frozenset([self.key_id] if self.before is None else [self.key_id, self.before.key_id])

    @property
    def trait_mask(self) -> int:
        """The traits as a bit mask, see `TRAITS`."""
        return trait_mask(self.traits)

    @property
    def packed_shingles(self) -> bytes:
        """The shingles as little-endian uint64, eight bytes each."""
        return _packed(self.shingles)

    def to_dict(self) -> dict[str, Any]:
        """The sketch as it travels in an `exchange.made` signal."""
        wire: dict[str, Any] = {
            "version": VERSION,
            "key_id": self.key_id,
            "tokens": self.tokens,
            "shingles": _in_base64(self.packed_shingles),
            "traits": list(self.traits),
        }
        if self.language is not None:
            wire["language"] = self.language
        if self.before is not None:
            shingles = _in_base64(self.before.packed_shingles)
            wire["before"] = {"key_id": self.before.key_id, "shingles": shingles}
        return wire

    @classmethod
    def from_dict(cls, wire: object) -> "Sketch":
        """Read a sketch that came from outside.

        Raises ValueError with a sentence that says how to mend it. Shingles come back ascending and without repeats.
        """
        if not isinstance(wire, Mapping):
            raise ValueError(  # noqa: TRY004 - whoever reads signals expects one kind of refusal
                'sketch must be an object like {"version": 1, "key_id": "…", "tokens": 0, …}'
            )
        if wire.get("version") != VERSION or isinstance(wire["version"], bool):
            raise ValueError(f"sketch.version must be {VERSION}; update the gateway's kycrisk.sketch or this server")
        key_id = _short_text(wire.get("key_id"), "key_id", _LONGEST_KEY_ID)
        return cls(
            key_id=key_id,
            tokens=_count(wire.get("tokens")),
            shingles=_shingles(wire.get("shingles"), "shingles"),
            traits=traits_of(trait_mask(_names(wire.get("traits", [])))),
            language=None
            if wire.get("language") is None
            else _short_text(wire["language"], "language", _LONGEST_LANGUAGE),
            before=None if wire.get("before") is None else _before(wire["before"], key_id),
        )


def _before(value: object, newer_key_id: str) -> Before:
    if not isinstance(value, Mapping):
        raise ValueError(  # noqa: TRY004 - as above
            'sketch.before must be an object like {"key_id": "…", "shingles": "…"}; leave it out when one key is in use'
        )
    key_id = _short_text(value.get("key_id"), "before.key_id", _LONGEST_KEY_ID)
    if key_id == newer_key_id:
        raise ValueError("sketch.before.key_id must be the id of another key than sketch.key_id")
    return Before(key_id, _shingles(value.get("shingles"), "before.shingles"))


def _packed(shingles: tuple[int, ...]) -> bytes:
    return pack(f"<{len(shingles)}Q", *shingles)


def _in_base64(packed: bytes) -> str:
    return base64.b64encode(packed).decode("ascii")


def _short_text(value: object, name: str, longest: int) -> str:
    if not isinstance(value, str) or not 1 <= len(value) <= longest or not value.isprintable():
        raise ValueError(f"sketch.{name} must be a text of 1 to {longest} printable characters")
    return value


def _count(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= _MOST_TOKENS:
        raise ValueError(f"sketch.tokens must be a whole number from 0 to {_MOST_TOKENS}")
    return value


def _names(value: object) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) > _MOST_TRAITS:
        raise ValueError(f"sketch.traits must be a list of at most {_MOST_TRAITS} names, for example {list(TRAITS)}")
    names = [name for name in value if isinstance(name, str)]
    if len(names) != len(value):
        raise ValueError(f"sketch.traits must hold only texts, for example {list(TRAITS)}")
    return names


def _shingles(value: object, name: str) -> tuple[int, ...]:
    if not isinstance(value, str) or len(value) > 2 * MOST_SHINGLES * _BYTES_EACH:
        raise ValueError(
            f"sketch.{name} must be base64 of at most {MOST_SHINGLES} little-endian uint64 (an empty text for none)"
        )
    try:
        packed = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        raise ValueError(f"sketch.{name} is not base64; use the standard alphabet with padding") from None
    if len(packed) % _BYTES_EACH:
        raise ValueError(f"sketch.{name} holds {len(packed)} bytes; each shingle is 8 bytes, a little-endian uint64")
    if len(packed) > MOST_SHINGLES * _BYTES_EACH:
        raise ValueError(
            f"sketch.{name} holds {len(packed) // _BYTES_EACH} shingles; keep the {MOST_SHINGLES} smallest"
        )
    return tuple(sorted(set(unpack(f"<{len(packed) // _BYTES_EACH}Q", packed))))
