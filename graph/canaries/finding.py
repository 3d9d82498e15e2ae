"""Which planted words stand in these prompts? Pure: words and what to look for in, prompts and canaries out.

Every window of five words has a *total*: its word codes, each times a secret odd coefficient of its place, modulo 2**64
(the universal hash that sketches begin with). Totals of canaries are kept sorted behind a bitmap, so that a word which
belongs to none costs a multiplication and a look, however many canaries there are. Words are those of sketches: case,
punctuation, white space and digits make no difference, nor what stands around.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph.canaries.wording import CORE_WORDS
from kycrisk.sketch.folding import fold
from kycrisk.sketch.words import Words, words_of

type Totals = NDArray[np.uint64]
type Keys = NDArray[np.int64]

_ROOM = 16
"""Bits of the bitmap for each canary: one window in so many is looked up for nothing."""
_LEAST_BITS, _MOST_BITS = 12, 26


@dataclass(frozen=True, slots=True, eq=False)
class Planted:
    """What to look for: totals ascending, the canary behind each, and the bitmap over their highest bits."""

    coefficients: Totals
    totals: Totals
    canaries: Keys
    gate: NDArray[np.bool_]
    shift: np.uint64

    @classmethod
    def nothing(cls, secret: bytes) -> Self:
        """No canary yet; `secret` makes totals that only its holder can compute."""
        places = [blake2b(f"place {place}".encode(), key=secret, digest_size=8) for place in range(CORE_WORDS)]
        # An odd factor permutes the numbers modulo 2**64, so no place loses a bit of its word.
        factors = np.array([int.from_bytes(place.digest(), "little") | 1 for place in places], np.uint64)
        return cls._of(factors, np.empty(0, np.uint64), np.empty(0, np.int64))

    def with_more(self, cores: Sequence[str], canaries: Sequence[int]) -> Self:
        """The same and these: five words each (more or fewer are left aside), with the canary they belong to."""
        words = words_of([fold(core).folded for core in cores])
        whole = np.flatnonzero(np.diff(words.indptr) == CORE_WORDS)
        fresh = _totals(words, self.coefficients)[words.indptr[whole]] if len(whole) else np.empty(0, np.uint64)
        totals = np.concatenate([self.totals, fresh])
        keys = np.concatenate([self.canaries, np.array(canaries, np.int64)[whole]])
        order = np.argsort(totals, kind="stable")
        return self._of(self.coefficients, totals[order], keys[order])

    @classmethod
    def _of(cls, coefficients: Totals, totals: Totals, canaries: Keys) -> Self:
        bits = min(max((len(totals) * _ROOM).bit_length(), _LEAST_BITS), _MOST_BITS)
        shift = np.uint64(64 - bits)
        gate = np.zeros(1 << bits, np.bool_)
        gate[totals >> shift] = True
        return cls(coefficients, totals, canaries, gate, shift)

    def among(self, words: Words) -> list[tuple[int, int]]:
        """Pairs of a prompt's position and a canary whose five words stand in it, by prompt."""
        if not len(self.totals) or words.codes.size < CORE_WORDS:
            return []
        totals = _totals(words, self.coefficients)
        first = np.flatnonzero(self.gate[totals >> self.shift])
        place = np.searchsorted(self.totals, totals[first])
        place[place == len(self.totals)] = 0
        prompt = np.searchsorted(words.indptr, first, side="right") - 1
        # Five words that begin in one prompt and end in the next are nobody's.
        found = (self.totals[place] == totals[first]) & (first + CORE_WORDS <= words.indptr[prompt + 1])
        return sorted(set(zip(prompt[found].tolist(), self.canaries[place[found]].tolist(), strict=True)))


def _totals(words: Words, coefficients: Totals) -> Totals:
    """Of the window that begins at each word; empty when there are fewer words than a window has."""
    if words.codes.size < CORE_WORDS:
        return np.empty(0, np.uint64)
    return np.convolve(words.codes, coefficients, mode="valid")


@dataclass(slots=True)
class Lookout:
    """Sees the words of prompts go by, batch after batch, and remembers which canary stood in which prompt."""

    planted: Planted
    found: list[tuple[int, int]] = field(default_factory=list)
    seen: int = 0

    def see(self, words: Words) -> None:
        """The words of the next prompts; they are forgotten when this returns."""
        self.found += [(self.seen + prompt, canary) for prompt, canary in self.planted.among(words)]
        self.seen += len(words.indptr) - 1
