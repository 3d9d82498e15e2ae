"""What do register, customer and document say of the same thing, and do they say the same?

Pure. A `Field` is one thing with up to three voices; `compare` makes the row that a reviewer reads: the verdict of all
pairs that can be compared (the worst counts) and which characters differ from what the customer says.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from difflib import SequenceMatcher
from enum import IntEnum
from itertools import combinations
from typing import Final, Literal, NamedTuple

from accounts.onboarding.spelling import as_written, in_latin, legal_forms, plain, words

type Kind = Literal["name", "address", "date", "share", "number", "text"]
# From here on two texts are told apart by a few letters, below it by everything.
NEAR: Final = 0.85
# Below it single characters would only be confetti: the whole text is marked.
LETTERS_TELL: Final = 0.6


class Verdict(IntEnum):
    """How far voices are apart; the worst pair gives the verdict of a row."""

    NOT_COMPARED = 0
    AGREE = 1
    SPELLING = 2
    SMALL = 3
    DIFFERS = 4
    DECIDES = 5

    @property
    def words(self) -> str:
        """As the page says it."""
        return "not compared" if self is Verdict.NOT_COMPARED else self.name.capitalize()


@dataclass(frozen=True, slots=True)
class Said:
    """What one voice says: the text that is compared, what is shown of it if not that, and a remark beside it.

    `text` of a date is ISO with its precision, of a share `22` or `22-30` in percent; empty: nothing was said, and the
    remark is why.
    """

    text: str = ""
    shown: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that three may speak of. `decides`: an answer of the ownership rules hangs on it."""

    key: str
    label: str
    kind: Kind
    register: Said
    customer: Said
    document: Said
    decides: bool = False


class Piece(NamedTuple):
    """A stretch of a text, and whether it differs."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """What is shown of a voice."""

    pieces: tuple[Piece, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Row:
    """A field, compared."""

    key: str
    label: str
    register: Cell
    customer: Cell
    document: Cell
    verdict: Verdict

    @property
    def differs(self) -> bool:
        """Is it among the differences that somebody should look at?"""
        return self.verdict >= Verdict.SMALL


def compare(field: Field) -> Row:
    """The row of a field."""
    voices = (field.register, field.customer, field.document)
    verdict = _verdict(field, voices)
    register, customer, document = (_cell(field, voice, verdict) for voice in voices)
    return Row(field.key, field.label, register, customer, document, verdict)


def finding(rows: Iterable[Row]) -> str:
    """`1 difference decides, 1 is small, 7 agree or need nothing`."""
    verdicts = [row.verdict for row in rows]
    counts = [
        (sum(verdict is Verdict.DECIDES for verdict in verdicts), "decides", "decide"),
        (sum(verdict is Verdict.DIFFERS for verdict in verdicts), "is plain", "are plain"),
        (sum(verdict is Verdict.SMALL for verdict in verdicts), "is small", "are small"),
    ]
    said = [f"{count} {one if count == 1 else many}" for count, one, many in counts if count]
    if said:
        said[0] = said[0].replace(" ", " difference " if said[0].startswith("1 ") else " differences ", 1)
    rest = sum(verdict < Verdict.SMALL for verdict in verdicts)
    return ", ".join([*said, f"{rest} {'agrees or needs' if rest == 1 else 'agree or need'} nothing"])


def _verdict(field: Field, voices: tuple[Said, ...]) -> Verdict:
    pairs = combinations([voice.text for voice in voices if voice.text], 2)
    worst = max((PAIRS[field.kind](*pair) for pair in pairs), default=Verdict.NOT_COMPARED)
    settled = worst in {Verdict.AGREE, Verdict.SPELLING} and not any("-" in voice.text for voice in voices)
    return Verdict.DECIDES if field.decides and not settled else worst


def names(one: str, other: str) -> Verdict:
    """Of persons and companies."""
    if as_written(one) == as_written(other):
        return Verdict.AGREE
    if not (in_latin(one) and in_latin(other)):
        return Verdict.NOT_COMPARED
    left, right = words(one), words(other)
    if left == right:
        return Verdict.SPELLING
    forms = legal_forms(left), legal_forms(right)
    if (all(forms) and forms[0] != forms[1]) or _digits(left) != _digits(right):
        return Verdict.DIFFERS
    fewer, more = sorted((frozenset(left), frozenset(right)), key=len)
    if (len(fewer) > 1 and fewer < more) or _ratio(" ".join(left), " ".join(right)) >= NEAR:
        return Verdict.SMALL
    return Verdict.DIFFERS


def addresses(one: str, other: str) -> Verdict:
    """House number 12 and 12a is small; another street or another number is not."""
    if as_written(one) == as_written(other):
        return Verdict.AGREE
    if not (in_latin(one) and in_latin(other)):
        return Verdict.NOT_COMPARED
    left, right = _places(one), _places(other)
    if left == right:
        return Verdict.SPELLING
    fewer, more = sorted((left, right), key=len)
    numbers = _digits(left), _digits(right)
    if len(fewer) > 1 and fewer < more:
        return Verdict.SMALL
    if numbers[0] == numbers[1] and _ratio(" ".join(sorted(left)), " ".join(sorted(right))) >= NEAR:
        return Verdict.SMALL
    return Verdict.DIFFERS


def dates(one: str, other: str) -> Verdict:
    """A year agrees with a day in it."""
    return Verdict.AGREE if one.startswith(other) or other.startswith(one) else Verdict.DIFFERS


def shares(one: str, other: str) -> Verdict:
    """A range that holds the other share says less, not something else."""
    if (left := bounds(one)) == (right := bounds(other)):
        return Verdict.AGREE
    apart = max(left[0], right[0]) > min(left[1], right[1])
    return Verdict.DIFFERS if apart else Verdict.SMALL


def bounds(share: str) -> tuple[Decimal, Decimal]:
    """`22-30` is from 22 to 30, `22` from 22 to 22."""
    least, _, most = share.partition("-")
    return Decimal(least), Decimal(most or least)


def numbers(one: str, other: str) -> Verdict:
    """Of registers, taxes and documents: blanks and points do not count, a missing prefix or zero is spelling."""
    left, right = (re.sub(r"[\W_]+", "", value).casefold() for value in (one, other))
    if left == right:
        return Verdict.AGREE
    bare = [re.sub(r"\D+", "", value).lstrip("0") for value in (left, right)]
    prefixes = [re.sub(r"\d+", "", value) for value in (left, right)]
    same = bare[0] == bare[1] != "" and (not all(prefixes) or prefixes[0] == prefixes[1])
    return Verdict.SPELLING if same else Verdict.DIFFERS


PAIRS: Final[dict[Kind, Callable[[str, str], Verdict]]] = {
    "name": names,
    "address": addresses,
    "date": dates,
    "share": shares,
    "number": numbers,
    "text": lambda _one, _other: Verdict.NOT_COMPARED,
}
STREETS: Final = (("strasse", "str"), ("street", "st"), ("road", "rd"), ("avenue", "ave"), ("platz", "pl"))


def _places(address: str) -> frozenset[str]:
    """Words and numbers of an address; `12a` is two of them, street words are short."""
    text = plain(address)
    for long, short in STREETS:
        text = text.replace(long, short)
    return frozenset(words(" ".join(re.findall(r"\d+|[^\W\d]+", text))))


def _digits(found: Iterable[str]) -> frozenset[str]:
    return frozenset(word for word in found if word[0].isdigit())


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _cell(field: Field, voice: Said, verdict: Verdict) -> Cell:
    shown = voice.shown or voice.text
    if not voice.text or verdict < Verdict.SMALL:
        return Cell((Piece(shown, differs=False),) if shown else (), voice.remark)
    others = _others(field, voice)
    if not others:
        return Cell((Piece(shown, field.decides and "-" in voice.text),), voice.remark)
    if field.kind in {"share", "date"} or voice.shown:
        return Cell((Piece(shown, differs=any(other != voice.text for other in others)),), voice.remark)
    return Cell(tuple(_pieces(voice.text, others[0])), voice.remark)


def _others(field: Field, voice: Said) -> list[str]:
    """What it is held against: the customer's words; those of the customer against whoever says something else."""
    if voice is not field.customer and field.customer.text:
        return [field.customer.text]
    said = [one.text for one in (field.register, field.document, field.customer) if one.text and one is not voice]
    return sorted(said, key=lambda text: text == voice.text)


def _pieces(text: str, other: str) -> Iterable[Piece]:
    """The stretches of a text; what is not in the other one differs."""
    matcher = SequenceMatcher(None, other, text, autojunk=False)
    if matcher.ratio() < LETTERS_TELL:
        yield Piece(text, differs=True)
        return
    for tag, _, _, start, end in matcher.get_opcodes():
        if start < end:
            yield Piece(text[start:end], differs=tag != "equal")
