"""Which differences between two texts make no difference? Folding takes them away.

They are case, punctuation, digits, accents typed in two ways, whatever cannot be seen, strokes laid over letters, and
letters of another alphabet that look like Latin ones. A folded text keeps letters, a `#` for each number, and spaces;
it works for any script and any string Python can hold.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from kycrisk.sketch.lookalikes import LOOKALIKES, as_latin

LONGEST_PROMPT = 1 << 20
"""Characters read of a prompt; the rest is ignored, so that a single prompt cannot occupy a worker."""

NUMBER = "#"
_SPACELESS_SCRIPTS = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Myanmar
    (0x1780, 0x17FF),  # Khmer
    (0x3005, 0x3007),  # ideographic iteration mark, closing mark, zero
    (0x3040, 0x30FF),  # kana
    (0x3400, 0x4DBF),  # Han, extension A
    (0x4E00, 0x9FFF),  # Han
    (0xF900, 0xFAFF),  # Han, compatibility
    (0x20000, 0x3FFFF),  # Han, the other extensions
)

# Not seen, though Unicode counts them as letters or marks: joiners, fillers, vowel signs that are mostly left out, and
# the stroke that stretches Arabic words.
_UNSEEN = (
    (0x034F, 0x034F),
    (0x0591, 0x05BD),
    (0x05BF, 0x05BF),
    (0x0640, 0x0640),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x115F, 0x1160),
    (0x17B4, 0x17B5),
    (0x180B, 0x180F),
    (0x3164, 0x3164),
    (0xFE00, 0xFE0F),  # variation selectors
    (0xFFA0, 0xFFA0),
    (0xE0000, 0xE01FF),  # tags, more variation selectors
)
# Marks that fit any letter. Where they make a letter of their own, NFKC has composed it; what is left is decoration.
_OVERLAYS = ((0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x20D0, 0x20FF))
_LONGEST_MARK_RUN = 8
_SEPARATOR, _LETTER, _DIGIT, _MARK, _INVISIBLE = range(5)
# `1,250.00` and `90` are one number each, and so is a list of numbers.
_NUMBERS = re.compile(rf"{NUMBER}(?: {{0,2}}{NUMBER})+")


class Folded(NamedTuple):
    """A prompt made comparable: `text` is what can be seen of it, `folded` has only letters, `#` and spaces."""

    text: str
    folded: str
    spaceless: bool
    """Some of it is in a script that writes no spaces between words."""


def fold(prompt: str) -> Folded:
    """Unicode NFKC, case folded; punctuation, control characters and lone surrogates become spaces. Linear time."""
    text = prompt[:LONGEST_PROMPT]
    if text.isascii():
        return Folded(text, _one_number(text.encode().translate(_ASCII_FOLD).decode()), spaceless=False)
    text = unicodedata.normalize("NFKC", _visible(text))[:LONGEST_PROMPT]
    codes = _codes(text.casefold())
    codes = codes[~_IS_OVERLAY[codes]]
    kinds = _KINDS[codes]
    folded = np.where(kinds == _SEPARATOR, np.uint32(ord(" ")), codes)
    folded[kinds == _DIGIT] = ord(NUMBER)
    line = _one_number(_text(folded))
    return Folded(text, as_latin(line) if _IS_LOOKALIKE[codes].any() else line, bool(IS_SPACELESS[codes].any()))


def _one_number(folded: str) -> str:
    return _NUMBERS.sub(NUMBER, folded) if NUMBER in folded else folded


def _visible(text: str) -> str:
    """The text without what cannot be seen, and without more marks on one letter than any language needs.

    Bringing a run of marks into canonical order takes quadratic time: a megabyte of accents would take half an hour.
    """
    codes = _codes(text)
    kinds = _KINDS[codes]
    keep = kinds != _INVISIBLE
    if not keep.all():
        codes, kinds = codes[keep], kinds[keep]
    marks = kinds == _MARK
    if np.count_nonzero(marks) > _LONGEST_MARK_RUN:
        run = np.convolve(marks, np.ones(_LONGEST_MARK_RUN + 1, dtype=np.int64))[: marks.size]
        codes = codes[run <= _LONGEST_MARK_RUN]
    return text if codes.size == len(text) else _text(codes)


def _codes(text: str) -> npt.NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


def _text(codes: npt.NDArray[np.uint32]) -> str:
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _kind_of(character: str) -> int:
    category = unicodedata.category(character)
    if category in {"Mn", "Mc", "Me"}:  # part of a Hindi, Arabic or Thai word, though Python's \w leaves them out
        return _MARK
    if category == "Cf":  # bidi controls, zero-width characters, soft hyphen
        return _INVISIBLE
    if character.isdigit():
        return _DIGIT
    return _LETTER if character.isalpha() or character.isnumeric() else _SEPARATOR


def _kinds() -> npt.NDArray[np.uint8]:
    """The kind of every code point. Nearly all letters are in the first two planes; asking for all takes too long."""
    kinds = np.full(0x110000, _SEPARATOR, dtype=np.uint8)
    kinds[:0x20000] = [_kind_of(chr(point)) for point in range(0x20000)]
    kinds[0x20000:0x40000] = _LETTER  # Han extensions
    kinds[_points(_UNSEEN)] = _INVISIBLE
    return kinds


def _ascii_fold() -> bytes:
    """The same for plain ASCII, as a table for `bytes.translate`: an order of magnitude quicker."""
    folded = ""
    for character in map(chr, range(128)):
        kind = _KINDS[ord(character)]
        folded += character.lower() if kind == _LETTER else NUMBER if kind == _DIGIT else " "
    return folded.encode().ljust(256, b" ")


def _points(ranges: Sequence[tuple[int, int]]) -> npt.NDArray[np.bool_]:
    points = np.zeros(0x110000, dtype=np.bool_)
    for low, high in ranges:
        points[low : high + 1] = True
    return points


IS_SPACELESS = _points(_SPACELESS_SCRIPTS)
"""For every code point: does its script write no spaces between words?"""
_IS_OVERLAY = _points(_OVERLAYS)
_IS_LOOKALIKE = _points([(ord(letter), ord(letter)) for letter in LOOKALIKES])
_KINDS = _kinds()
_ASCII_FOLD = _ascii_fold()
