"""Which hashes stand for a prompt's shingles? Keyed ones: only a holder of the key can recognise them.

1. A shingle's *total* is the sum of its five word codes, each times a secret odd coefficient of its place, modulo
   2**64: a universal hash, so two shingles collide with probability about 2**-60.
2. The hash is SipHash-2-4 of the total, under another key. Totals are linear, so by themselves they would let somebody
   without the key combine known prompts into a test of a guessed one; a pseudo-random function of a universal hash is
   itself pseudo-random (Wegman and Carter 1981), so hashes, and which of them are kept, give nothing away.

Sampling keeps the lowest eighth of the hashes' range, at most the 24 lowest of a prompt. The same shingle is therefore
a candidate always or never, in every prompt, and every kept hash is below 2**61.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np

from kycrisk.sketch.siphash import siphash
from kycrisk.sketch.words import Int64s, Uint64s, Words

SHINGLE_WORDS = 5
SAMPLED_ONE_IN = 8
KEPT_AT_MOST = 24
SKETCHED_FROM_WORDS = 30
"""Shorter prompts are everyday phrases; they give traits only."""
SECRET_BYTES = 32

_SAMPLED_BELOW = np.uint64((1 << 64) // SAMPLED_ONE_IN)


@dataclass(frozen=True, slots=True)
class SketchKey:
    """A named secret of 32 bytes. Sketches under different keys cannot be compared."""

    key_id: str
    secret: bytes = field(repr=False)

    def __post_init__(self) -> None:
        """Refuse what cannot be written into a sketch or could be guessed."""
        if not 1 <= len(self.key_id) <= 64 or not self.key_id.isprintable():
            raise ValueError("the key id must be 1 to 64 printable characters")
        if len(self.secret) != SECRET_BYTES:
            raise ValueError(
                f"the key has {len(self.secret)} bytes, {SECRET_BYTES} are needed; "
                "make one with: openssl rand -base64 32"
            )


class ShingleHasher:
    """Hashes and samples shingles under one key. Holds nothing but the derived keys."""

    def __init__(self, key: SketchKey) -> None:
        """Derive a key for each purpose."""
        places = [_derived(key.secret, f"place {place}") for place in range(SHINGLE_WORDS)]
        # An odd factor permutes the numbers modulo 2**64, so no place in the shingle loses a bit of its word.
        self._coefficients = np.array([int.from_bytes(place[:8], "little") | 1 for place in places], dtype=np.uint64)
        self._hash_key = _derived(key.secret, "hash")[:16]

    def sample(self, words: Words) -> list[tuple[int, ...]]:
        """Each prompt's sampled hashes, ascending, none twice; empty for prompts of fewer than 30 words."""
        prompt, hashes = self._sampled(words)
        values = hashes.tolist()
        bounds = np.searchsorted(prompt, np.arange(words.indptr.size)).tolist()
        return [tuple(values[start:end]) for start, end in pairwise(bounds)]

    def _sampled(self, words: Words) -> tuple[Int64s, Uint64s]:
        """Prompt and hash of every kept shingle, by prompt and then ascending."""
        if words.codes.size < SKETCHED_FROM_WORDS:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.uint64)
        hashes = siphash(np.convolve(words.codes, self._coefficients, mode="valid"), self._hash_key)
        first = np.flatnonzero(hashes < _SAMPLED_BELOW)
        prompt = np.searchsorted(words.indptr, first, side="right") - 1
        long_enough = np.diff(words.indptr)[prompt] >= SKETCHED_FROM_WORDS
        inside = first + SHINGLE_WORDS <= words.indptr[prompt + 1]  # not across two prompts
        kept = long_enough & inside
        return _lowest_of_each(prompt[kept], hashes[first[kept]])


def _derived(secret: bytes, purpose: str) -> bytes:
    return blake2b(purpose.encode(), key=secret, digest_size=32, person=b"kycrisk.sketch").digest()


def _lowest_of_each(prompt: Int64s, hashes: Uint64s) -> tuple[Int64s, Uint64s]:
    """Each prompt's distinct hashes, the lowest 24."""
    order = np.lexsort((hashes, prompt))
    prompt, hashes = prompt[order], hashes[order]
    fresh = np.ones(hashes.size, dtype=np.bool_)
    fresh[1:] = (prompt[1:] != prompt[:-1]) | (hashes[1:] != hashes[:-1])
    prompt, hashes = prompt[fresh], hashes[fresh]
    rank = np.arange(prompt.size) - np.searchsorted(prompt, prompt)
    return prompt[rank < KEPT_AT_MOST], hashes[rank < KEPT_AT_MOST]


@lru_cache(maxsize=16)
def hasher_for(key: SketchKey) -> ShingleHasher:
    """The key's hasher; a few keys are in use at a time."""
    return ShingleHasher(key)
