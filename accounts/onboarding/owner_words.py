"""Who are the beneficial owners, in words? These, nobody, or cannot tell and which share would settle it. Pure."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from accounts.onboarding.owners import Answer, Owner


class OwnerWords(NamedTuple):
    """The answer of the rule: its tag, what is known, and what is needed."""

    tag: str
    kind: str
    sentence: str
    needed: str


def owner_words(answer: Answer, names: Mapping[str, str], line: float) -> OwnerWords:
    """`names`: how the page names each party."""
    known = [f"{names.get(one.party, one.party)} {_held(one)}: yes." for one in answer.owners]
    open_ones = [
        f"{names.get(one.party, one.party)} {_held(one)}: on both sides of {line:g} %." for one in answer.possible
    ]
    sentence = " ".join([*known, *open_ones, *_unnamed(answer, line)])
    if answer.verdict == "yes":
        return OwnerWords(f"{len(answer.owners)} named", "clear", sentence, "")
    if answer.verdict == "no":
        return OwnerWords("Nobody", "clear", sentence or f"Nobody holds {line:g} % or more.", "")
    return OwnerWords("Cannot tell", "review", sentence, _needed(answer, names))


def _needed(answer: Answer, names: Mapping[str, str]) -> str:
    if answer.decides is None:
        return "No single share would settle it. Needed: the shareholder lists of the whole chain."
    of = f" of {names.get(answer.decides.owned, answer.decides.owned)}" if answer.decides.owned else ""
    if not answer.decides.owner:
        return f"What is not declared{of} decides. Needed: a shareholder list that names everybody."
    who = names.get(answer.decides.owner, answer.decides.owner)
    return f"The share{of} of {who} alone decides. Needed: the latest shareholder list{of}."


def _unnamed(answer: Answer, line: float) -> Iterable[str]:
    if answer.unidentified_max >= Decimal(str(line)):
        yield f"Somebody unnamed may hold up to {_number(answer.unidentified_max)} %."


def _held(owner: Owner) -> str:
    least, most = _number(owner.least), _number(owner.most)
    return f"{least} %" if least == most else f"{least}–{most} %"


def _number(share: Decimal) -> str:
    """To one place, without zeros behind the point."""
    return f"{round(share, 1).normalize():f}"
