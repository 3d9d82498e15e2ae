"""What kind of work does a prompt ask for? A coarse profile; a prompt may have several traits.

`chat` means ordinary help: none of the others. Which traits make up *elicitation* (asking for what a model could be
trained on) is decided by policy, not here.
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import numpy as np

from kycrisk.sketch import phrases, phrases_world
from kycrisk.sketch.folding import Folded
from kycrisk.sketch.phrases import MARKS, STRUCTURES
from kycrisk.sketch.phrases_world import CHARACTERS
from kycrisk.sketch.wire import TRAIT_BIT
from kycrisk.sketch.words import Words, words_of

_CHARACTER_GAP = r"[^\n]{0,16}?"
_WILD = {"*": r"(?: \S+){0,6}", "#": " #"}


@dataclass(frozen=True, slots=True)
class _Clue:
    """A wording or structure, looked for only in prompts that contain all the words it `needs`."""

    bit: int
    needs: frozenset[str]
    pattern: str
    in_words: bool
    """Look in the line of folded words, not in the text as written."""

    def found(self, text: str, line: str) -> bool:
        """Whether it stands there."""
        return _compiled(self.pattern).search(line if self.in_words else text) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: most gateways never see most of the languages."""
    return re.compile(pattern)


def _phrase_clue(phrase: str, bit: int) -> _Clue:
    parts = phrase.split()
    words = frozenset(parts) - _WILD.keys()
    pattern = "".join(_WILD.get(part) or f" {re.escape(part)}" for part in parts)
    return _Clue(bit, words, f"{pattern} ", in_words=True)


def _clues() -> dict[str, list[_Clue]]:
    """The longest word a clue needs → the clues."""
    clues = [
        _phrase_clue(phrase, TRAIT_BIT[trait])
        for lexicon in (phrases.PHRASES, phrases_world.PHRASES)
        for trait, wordings in lexicon.items()
        for phrase in wordings.split("|")
    ]
    clues += [
        _Clue(TRAIT_BIT[trait], frozenset([word]), pattern, in_words=False)
        for trait, structures in STRUCTURES.items()
        for word, pattern in structures
    ]
    found: dict[str, list[_Clue]] = {}
    for clue in clues:
        found.setdefault(max(clue.needs, key=len), []).append(clue)
    return found


def _with_gaps(piece: str) -> re.Pattern[str] | None:
    """For characters with a gap between them; None when all stand together."""
    parts = [re.escape(part) for part in piece.split("*")]
    return re.compile(_CHARACTER_GAP.join(parts)) if len(parts) > 1 else None


_CLUES = _clues()
_VOCABULARY = sorted({word for clues in _CLUES.values() for clue in clues for word in clue.needs})
_VOCABULARY_CODES = words_of(_VOCABULARY).codes
_BY_CODE = np.argsort(_VOCABULARY_CODES)
_SORTED_CODES = _VOCABULARY_CODES[_BY_CODE]
_CHARACTERS = [
    (TRAIT_BIT[trait], piece.split("*"), _with_gaps(piece))
    for trait, pieces in CHARACTERS.items()
    for piece in pieces.split()
]
_MARKS = [(TRAIT_BIT[trait], mark) for trait, marks in MARKS.items() for mark in marks]


def trait_masks(prompts: list[Folded], words: Words) -> list[int]:
    """The traits of each prompt as a bit mask, see `TRAITS`; `words` are the words of the same prompts."""
    spoken = _spoken(words)
    return [
        _in_words(prompt, spoken[position]) | _in_text(prompt) or TRAIT_BIT["chat"]
        for position, prompt in enumerate(prompts)
    ]


def _spoken(words: Words) -> list[set[str]]:
    """The words of the lexicon that each prompt contains."""
    nearest = np.searchsorted(_SORTED_CODES, words.codes)
    nearest[nearest == _SORTED_CODES.size] = 0
    hits = np.flatnonzero(_SORTED_CODES[nearest] == words.codes)
    terms = [_VOCABULARY[term] for term in _BY_CODE[nearest[hits]].tolist()]
    bounds = np.searchsorted(hits, words.indptr).tolist()
    return [set(terms[start:end]) for start, end in pairwise(bounds)]


def _in_words(prompt: Folded, spoken: set[str]) -> int:
    mask = 0
    line = ""
    for word in spoken & _CLUES.keys():
        for clue in _CLUES[word]:
            if not mask & clue.bit and clue.needs <= spoken:
                line = line or f" {' '.join(prompt.folded.split())} "
                if clue.found(prompt.text, line):
                    mask |= clue.bit
    return mask


def _in_text(prompt: Folded) -> int:
    mask = 0
    for bit, mark in _MARKS:
        if mark in prompt.text:
            mask |= bit
    if prompt.spaceless:
        for bit, parts, pattern in _CHARACTERS:
            if not mask & bit and parts[0] in prompt.text and (pattern is None or pattern.search(prompt.text)):
                mask |= bit
    return mask
