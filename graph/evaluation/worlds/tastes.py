"""What does somebody ask all day? Tastes: how often each kind of text, and what is pasted from elsewhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from random import Random

from graph.evaluation.worlds import texts
from graph.evaluation.worlds.plans import Ask

type Kind = Callable[[Random], str]
type Taste = Mapping[Kind, float]
"""Kinds of text and how often somebody asks for each (weights)."""

ANYTHING: Taste = {texts.everyday: 20, texts.popular: 1, texts.reasons: 1}
CHATTING: Taste = {texts.chat: 3, texts.short: 8, texts.letter: 4, texts.popular: 1}
PROGRAMMING: Taste = {texts.coding: 6, texts.short_coding: 4, texts.everyday: 3, texts.reasons: 2, texts.popular: 0.2}
LEARNING: Taste = {texts.sums: 5, texts.everyday: 5, texts.reasons: 4, texts.popular: 1.3}
TEACHING: Taste = {texts.marks: 6, texts.reasons: 2, texts.document: 2, texts.everyday: 2, texts.popular: 0.5}
THINKING: Taste = {texts.reasons: 6, texts.sums: 3, texts.coding: 2, texts.everyday: 2, texts.popular: 0.5}
WRITING: Taste = {
    texts.letter: 6,
    texts.document: 4,
    texts.table: 1,
    texts.everyday: 3,
    texts.reasons: 2,
    texts.popular: 0.3,
}
WORKING: Taste = {texts.document: 3, texts.table: 3, texts.letter: 3, texts.short: 3, texts.reasons: 2}

_NEW_CHAT = 0.3


@dataclass(frozen=True, slots=True)
class Library:
    """Texts brought along (`--prompts`), and the share of everyday requests in which one of them is pasted."""

    brought: tuple[str, ...] = ()
    share: float = 0.3

    def ask(self, taste: Taste) -> Ask:
        """Questions to somebody's taste."""
        kinds, sums = list(taste), list(accumulate(taste.values()))
        total, brought = sums[-1], self.brought
        share = self.share if brought else 0.0

        def ask(rng: Random, _at: datetime) -> str:
            if share and rng.random() < share:
                return brought[int(rng.random() * len(brought))]
            drawn = rng.random() * total
            return next(kind for kind, limit in zip(kinds, sums, strict=True) if drawn <= limit)(rng)

        return ask


NOTHING_BROUGHT = Library()


def sometimes(ask: Ask, otherwise: Ask, share: float) -> Ask:
    """The first in that share of requests."""
    return lambda rng, at: ask(rng, at) if rng.random() < share else otherwise(rng, at)


def any_of(asks: tuple[Ask, ...]) -> Ask:
    """One of several each time."""
    if len(asks) == 1:
        return asks[0]
    return lambda rng, at: asks[int(rng.random() * len(asks))](rng, at)


def conversation(ask: Ask, turns: int) -> Ask:
    """A chat program that sends all that was said before with every question; a new chat after some turns."""
    said: list[str] = []

    def asked(rng: Random, at: datetime) -> str:
        if len(said) >= turns or rng.random() < _NEW_CHAT:
            said.clear()
        said.append(ask(rng, at))
        return "\n".join(said)

    return asked
