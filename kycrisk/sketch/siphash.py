"""What is SipHash-2-4 of many 64-bit words at once? The published function, computed on arrays.

Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012. A message here is always one little-endian word.
"""

import numpy as np
import numpy.typing as npt

_Words = npt.NDArray[np.uint64]

# The initial state of the specification, "somepseudorandomlygeneratedbytes".
_INITIAL = (0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573)
_LENGTH_BLOCK = np.uint64(8 << 56)
_FINAL = np.uint64(0xFF)


def siphash(words: _Words, key: bytes) -> _Words:
    """The 64-bit hash of each word under a key of 16 bytes; indistinguishable from random without the key."""
    halves = int.from_bytes(key[:8], "little"), int.from_bytes(key[8:16], "little")
    state = [
        np.full(words.size, initial ^ half, dtype=np.uint64) for initial, half in zip(_INITIAL, halves * 2, strict=True)
    ]
    spare = np.empty_like(state[0])
    for block in (words, _LENGTH_BLOCK):
        state[3] ^= block
        _rounds(2, state, spare)
        state[0] ^= block
    state[2] ^= _FINAL
    _rounds(4, state, spare)
    return state[0] ^ state[1] ^ state[2] ^ state[3]


def _rounds(count: int, state: list[_Words], spare: _Words) -> None:
    """The add-rotate-xor round, `count` times, in place."""
    first, second, third, fourth = state
    for _ in range(count):
        first += second
        _rotate(second, 13, spare)
        second ^= first
        _rotate(first, 32, spare)
        third += fourth
        _rotate(fourth, 16, spare)
        fourth ^= third
        first += fourth
        _rotate(fourth, 21, spare)
        fourth ^= first
        third += second
        _rotate(second, 17, spare)
        second ^= third
        _rotate(third, 32, spare)


def _rotate(words: _Words, bits: int, spare: _Words) -> None:
    """Rotate each word left, in place."""
    np.left_shift(words, np.uint64(bits), out=spare)
    np.right_shift(words, np.uint64(64 - bits), out=words)
    np.bitwise_or(words, spare, out=words)
