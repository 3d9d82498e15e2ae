"""Which words do these prompts consist of? Numbers stand for them.

A word's code is a 64-bit polynomial hash of its letters: the same for everybody, without a key, only a quick way to say
"the same word" for many prompts at once. Scripts that write no spaces give one token per character: the character with
the two that follow it. Five such tokens span seven characters, about as much meaning as five English words.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kycrisk.sketch.folding import IS_SPACELESS

Uint64s = npt.NDArray[np.uint64]
Int64s = npt.NDArray[np.int64]
_Letters = npt.NDArray[np.uint8] | npt.NDArray[np.uint32]

_SPACELESS_WIDTH = 3
_SPACE = ord(" ")
_BASE = 0x9E3779B97F4A7C15  # 2**64 divided by the golden ratio: odd, no short pattern in its bits
_BASE_INVERSE = pow(_BASE, -1, 1 << 64)
_KEPT_POWERS = 1 << 16


class Words(NamedTuple):
    """The words of several prompts: those of prompt i are `codes[indptr[i]:indptr[i + 1]]`."""

    codes: Uint64s
    indptr: Int64s


def _powers_of(base: int, count: int) -> Uint64s:
    """base**0, base**1, … modulo 2**64."""
    factors = np.full(count, base, dtype=np.uint64)
    factors[:1] = 1
    return np.cumprod(factors, dtype=np.uint64)


_POWERS = _powers_of(_BASE, _KEPT_POWERS)
_INVERSE_POWERS = _powers_of(_BASE_INVERSE, _KEPT_POWERS)


def words_of(folded: Sequence[str]) -> Words:
    """Split folded prompts (see `folding`) into word codes."""
    letters = _letters(" ".join(folded))
    starts, ends = _bounds(letters)
    lengths = np.fromiter(map(len, folded), dtype=np.int64, count=len(folded))
    first_letter = np.cumsum(lengths + 1) - lengths - 1
    indptr = np.append(np.searchsorted(starts, first_letter), starts.size)
    return Words(_codes(letters, starts, ends), indptr)


def _letters(text: str) -> _Letters:
    if text.isascii():
        return np.frombuffer(text.encode(), dtype=np.uint8)
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")


def _bounds(letters: _Letters) -> tuple[Int64s, Int64s]:
    """Where each word starts and ends (exclusive)."""
    inside = np.zeros(letters.size + 2, dtype=np.int8)
    np.not_equal(letters, _SPACE, out=inside[1:-1], casting="unsafe")
    if letters.dtype == np.uint8:
        edges = np.flatnonzero(inside[1:] != inside[:-1])
        return edges[::2], edges[1::2]
    spaceless = IS_SPACELESS[letters]
    inside[1:-1] += spaceless
    changes = inside[1:] != inside[:-1]
    starts = np.flatnonzero(changes & (inside[1:] > 0))
    ends = np.flatnonzero(changes & (inside[:-1] > 0))
    if not spaceless.any():
        return starts, ends
    return _with_pieces(starts, ends, inside[1:][starts] == 2)


def _with_pieces(starts: Int64s, ends: Int64s, spaceless: npt.NDArray[np.bool_]) -> tuple[Int64s, Int64s]:
    """Each run without spaces as one overlapping piece per character, other words as they are."""
    lengths = np.where(spaceless, ends - starts, 1)
    run = np.repeat(np.arange(starts.size), lengths)
    within = np.arange(run.size) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    piece_starts = starts[run] + within
    pieces = np.minimum(piece_starts + _SPACELESS_WIDTH, ends[run])
    return piece_starts, np.where(spaceless[run], pieces, ends[run])


def _codes(letters: _Letters, starts: Int64s, ends: Int64s) -> Uint64s:
    """Σ mixed(letter) · base**place for each word, from one running sum over the text."""
    kept = letters.size <= _KEPT_POWERS
    powers = _POWERS[: letters.size] if kept else _powers_of(_BASE, letters.size)
    inverse = _INVERSE_POWERS if kept else _powers_of(_BASE_INVERSE, letters.size)
    sums = np.zeros(letters.size + 1, dtype=np.uint64)
    np.cumsum(_mixed(letters) * powers, out=sums[1:])
    return (sums[ends] - sums[starts]) * inverse[starts]


def _mixed(letters: _Letters) -> Uint64s:
    """Letters as well-spread 64-bit numbers."""
    if letters.dtype == np.uint8 or letters.max() < _MIXED.size:
        return _MIXED[letters]
    return _multiply_xorshift(letters)


def _multiply_xorshift(letters: _Letters) -> Uint64s:
    mixed = (letters.astype(np.uint64) + np.uint64(1)) * np.uint64(0xD6E8FEB86659FD93)
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(0xC2B2AE3D27D4EB4F)
    return mixed ^ (mixed >> np.uint64(29))


_MIXED = _multiply_xorshift(np.arange(0x10000, dtype=np.uint32))
