"""In the room: a gateway of today, a newer one, and one that gets it wrong."""

import base64
import json
import struct
from typing import Any

import pytest

from kycrisk.sketch import MOST_SHINGLES, TRAITS, Before, Sketch, trait_mask, traits_of


def packed(*values: int) -> str:
    return base64.b64encode(struct.pack(f"<{len(values)}Q", *values)).decode()


GOOD: dict[str, Any] = {
    "version": 1,
    "key_id": "autumn",
    "tokens": 44,
    "shingles": packed(7, 2**64 - 1),
    "traits": ["reasoning", "math"],
    "language": "de",
}


def test_a_sketch_survives_the_wire() -> None:
    sketch = Sketch.from_dict(json.loads(json.dumps(GOOD)))
    assert sketch == Sketch("autumn", 44, (7, 2**64 - 1), ("reasoning", "math"), "de")
    assert sketch.to_dict() == GOOD


def test_language_and_traits_may_be_missing() -> None:
    sketch = Sketch.from_dict({name: GOOD[name] for name in ("version", "key_id", "tokens", "shingles")})
    assert sketch.language is None
    assert sketch.traits == ()
    assert "language" not in sketch.to_dict()


def test_what_the_key_before_made_of_it_travels_along() -> None:
    wire = {**GOOD, "before": {"key_id": "summer", "shingles": packed(5)}}
    sketch = Sketch.from_dict(json.loads(json.dumps(wire)))
    assert sketch.before == Before("summer", (5,))
    assert sketch.to_dict() == wire


def test_order_and_repeats_on_the_wire_make_no_difference() -> None:
    sketch = Sketch.from_dict({**GOOD, "shingles": packed(9, 3, 9), "traits": ["math", "reasoning", "math"]})
    assert sketch.shingles == (3, 9)
    assert sketch.traits == ("reasoning", "math")


def test_a_newer_gateway_loses_only_what_this_version_does_not_know() -> None:
    sketch = Sketch.from_dict({**GOOD, "traits": ["telepathy", "math"], "colour": "blue"})
    assert sketch.traits == ("math",)
    assert len(sketch.shingles) == 2


@pytest.mark.parametrize(
    ("change", "mend"),
    [
        ({"version": 2}, "version must be 1"),
        ({"version": True}, "version must be 1"),
        ({"version": None}, "version must be 1"),
        ({"key_id": ""}, "key_id"),
        ({"key_id": 7}, "key_id"),
        ({"key_id": "a\nb"}, "key_id"),
        ({"key_id": "x" * 65}, "key_id"),
        ({"tokens": -1}, "tokens"),
        ({"tokens": 1.5}, "tokens"),
        ({"tokens": True}, "tokens"),
        ({"tokens": 2**31}, "tokens"),
        ({"shingles": None}, "shingles"),
        ({"shingles": "not base64!"}, "not base64"),
        ({"shingles": "Ünicode="}, "not base64"),
        ({"shingles": packed(1)[:-2]}, "not base64"),
        ({"shingles": base64.b64encode(b"1234567").decode()}, "8 bytes"),
        ({"shingles": packed(*range(MOST_SHINGLES + 1))}, "keep the 32 smallest"),
        ({"shingles": "A" * 1_000_000}, "at most 32"),
        ({"traits": "math"}, "traits"),
        ({"traits": [1]}, "traits"),
        ({"traits": ["math"] * 65}, "traits"),
        ({"language": "x" * 36}, "language"),
        ({"language": 5}, "language"),
        ({"before": "summer"}, "before must be an object"),
        ({"before": {"key_id": "", "shingles": ""}}, "before.key_id"),
        ({"before": {"key_id": "autumn", "shingles": ""}}, "another key"),
        ({"before": {"key_id": "summer"}}, "before.shingles must be base64"),
        ({"before": {"key_id": "summer", "shingles": "AAAA"}}, "before.shingles holds 3 bytes"),
    ],
)
def test_a_wrong_sketch_is_refused_with_a_sentence_that_mends_it(change: dict[str, Any], mend: str) -> None:
    with pytest.raises(ValueError, match=mend):
        Sketch.from_dict({**GOOD, **change})


@pytest.mark.parametrize("wire", [None, [], "sketch", 5])
def test_something_else_is_refused(wire: object) -> None:
    with pytest.raises(ValueError, match="must be an object"):
        Sketch.from_dict(wire)


def test_trait_bits_keep_their_meaning() -> None:
    """These masks are stored: a change of order would rewrite the past."""
    expected = ("reasoning", "rubric", "generate", "evolve", "training_shape", "code", "math", "tool_use", "chat")
    assert TRAITS[:9] == expected
    assert [trait_mask([trait]) for trait in expected] == [1, 2, 4, 8, 16, 32, 64, 128, 256]
    assert traits_of(0b1000101) == ("reasoning", "generate", "math")
