"""What does a new canary say? A house's own accent, and sentences with names that nobody bears. Pure.

The key chooses two thirds of every list (the accent) and turns a random number into one sentence. Whoever reads this
code knows that names are invented, not which; whoever collects some canaries of a house can guess no other. Only
letters carry the secret: digits come out equal however they are read, so years and amounts are decoration.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from math import log2, prod
from typing import Final, NamedTuple

from graph.canaries import lexicon

CORE_WORDS: Final = 5
LONGEST: Final = 200
_NAMES: Final = 4
_BLANK: Final = re.compile(r"\{(core|year|number|thing)\}")


class Phrase(NamedTuple):
    """A sentence to plant, and the five words of it by which it is known again."""

    text: str
    core: str


class _Shape(NamedTuple):
    """A way of hiding names: the sentences, how names stand in them, and whether as in code."""

    frames: tuple[str, ...]
    cores: tuple[str, ...]
    in_code: bool


@dataclass(frozen=True)
class House:
    """What one key makes of the lexicon."""

    secret: bytes

    def phrase(self, number: bytes) -> Phrase:
        """The sentence that a random number (16 bytes or more) stands for."""
        draw = _Draw(blake2b(number, key=self.secret, digest_size=64, person=b"canary.phrase").digest())
        shape = draw.one(self._shapes)
        names = [self._name(draw) for _ in range(_NAMES)]
        core = draw.one(shape.cores).format(*([name.lower() for name in names] if shape.in_code else names))
        fillings = {
            "core": lambda: core,
            "year": lambda: str(1_840 + draw.below(180)),
            "number": lambda: str(2 + draw.below(900)),
            "thing": lambda: draw.one(lexicon.THINGS),
        }
        return Phrase(_BLANK.sub(lambda blank: fillings[blank[1]](), draw.one(shape.frames)), core)

    @property
    def bits(self) -> float:
        """How unguessable the names of one canary are to somebody who knows the key's accent, in bits."""
        return _NAMES * log2(prod(len(part) for part in self._parts))

    def _name(self, draw: "_Draw") -> str:
        return "".join(draw.one(part) for part in self._parts).capitalize()

    @cached_property
    def _parts(self) -> tuple[tuple[str, ...], ...]:
        lists = {
            "onset": lexicon.ONSETS,
            "vowel": lexicon.VOWELS,
            "joint": lexicon.JOINTS,
            "ending": lexicon.ENDINGS,
        }
        return tuple(self._own(purpose, words) for purpose, words in lists.items())

    @cached_property
    def _shapes(self) -> tuple[_Shape, ...]:
        return (
            _Shape(self._own("prose", lexicon.PROSE), lexicon.PROSE_CORES, in_code=False),
            _Shape(self._own("reference", lexicon.REFERENCE), lexicon.AUTHOR_CORES, in_code=False),
            _Shape(self._own("code", lexicon.CODE), lexicon.CODE_CORES, in_code=True),
        )

    def _own(self, purpose: str, words: Sequence[str]) -> tuple[str, ...]:
        """Two thirds of a list, chosen by the key."""
        ranked = sorted(words, key=lambda word: blake2b(f"{purpose}\0{word}".encode(), key=self.secret).digest())
        return tuple(ranked[: len(words) * 2 // 3])


class _Draw:
    """Choices out of 512 random bits: each takes its part and leaves the rest to the next."""

    def __init__(self, number: bytes) -> None:
        self._left = int.from_bytes(number, "little")

    def below(self, limit: int) -> int:
        self._left, chosen = divmod(self._left, limit)
        return chosen

    def one[Choice](self, choices: Sequence[Choice]) -> Choice:
        return choices[self.below(len(choices))]
