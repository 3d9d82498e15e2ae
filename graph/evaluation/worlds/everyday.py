"""What do people ask all day? Questions of several kinds, hardly ever the same twice, and the tastes of those who ask.

Honest people ask for reasons, for code and for marks by a rubric too: whoever looks at that alone finds a teacher.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from random import Random

from graph.evaluation.worlds import texts
from graph.evaluation.worlds.plans import Ask

KINDS: dict[str, tuple[Callable[[Random], str], ...]] = {
    "life": (texts.short, texts.short, texts.chat, texts.letter, texts.abroad),
    "letters": (texts.letter, texts.letter, texts.document, texts.abroad),
    "code": (texts.short_coding, texts.coding, texts.coding),
    "maths": (texts.sums, texts.short),
    "reasons": (texts.reasons,),
    "marks": (texts.marks, texts.marks, texts.short, texts.table),
}


def filling(rng: Random, sentences: int) -> str:
    """Words that nobody else is likely to use in this order; about ten words a sentence."""
    return texts.story(rng, sentences)


def question(kind: str, rng: Random) -> str:
    """An ordinary question of one of the `KINDS`: half are short, a few paste a whole document."""
    asked = KINDS[kind]
    return asked[int(rng.random() * len(asked))](rng)


@dataclass(frozen=True, slots=True)
class Taste:
    """How often somebody asks for each of the `KINDS` (weights), and the share of public texts that they paste."""

    life: float = 0.0
    letters: float = 0.0
    code: float = 0.0
    maths: float = 0.0
    reasons: float = 0.0
    marks: float = 0.0
    popular: float = 0.04


CASUAL = Taste(life=6, letters=3, code=0.5, maths=1, reasons=1, popular=0.08)
DEVELOPER = Taste(life=1, letters=1, code=7, maths=0.5, reasons=2)
STUDENT = Taste(life=2, letters=3, code=1, maths=3, reasons=2, popular=0.08)
TEACHER = Taste(life=1, letters=3, maths=1, reasons=1, marks=5)
THINKER = Taste(life=1, letters=1, code=1, maths=3, reasons=6)
WRITER = Taste(life=2, letters=8, reasons=1)
TASTES = (CASUAL, DEVELOPER, STUDENT, TEACHER, THINKER, WRITER)


@dataclass(frozen=True, slots=True)
class Library:
    """What there is to paste: public texts, and texts brought along (`--prompts`) with the share they make up."""

    brought: tuple[str, ...] = ()
    share_brought: float = 0.3

    def ask(self, taste: Taste) -> Ask:
        """Questions to somebody's taste."""
        kinds = [kind for kind in KINDS if getattr(taste, kind)]
        sums = list(accumulate(getattr(taste, kind) for kind in kinds))
        brought, share = self.brought, self.share_brought if self.brought else 0.0

        def ask(rng: Random, _at: datetime) -> str:
            if share and rng.random() < share:
                return brought[int(rng.random() * len(brought))]
            if rng.random() < taste.popular:
                return texts.popular(rng)
            return question(rng.choices(kinds, cum_weights=sums)[0], rng)

        return ask


NOTHING_BROUGHT = Library()


def saved_prompt(rng: Random) -> str:
    """The long wording that one person keeps for their own use; `{filling}` is what changes from day to day."""
    return f"{texts.letter(rng)} Now: {{filling}} {texts.wish(rng)}"


def repeating(wordings: tuple[str, ...], share: float, otherwise: Ask) -> Ask:
    """One of the wordings with its gap filled in that share of requests."""

    def ask(rng: Random, at: datetime) -> str:
        if rng.random() >= share:
            return otherwise(rng, at)
        wording = wordings[int(rng.random() * len(wordings))]
        return wording.replace("{filling}", filling(rng, 1 + int(rng.random() * 3)))

    return ask
