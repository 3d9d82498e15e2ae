"""What do people ask all day? Questions of several kinds, hardly ever the same twice, and the tastes of those who ask.

Honest people ask for reasons, for code and for marks by a rubric too: whoever looks at that alone finds a teacher.
"""

from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from random import Random

from graph.evaluation.worlds.plans import Ask
from graph.evaluation.worlds.popular import POPULAR
from graph.evaluation.worlds.words import Fill, any_of, patterns

_OPENINGS = patterns("""
    Could you
    Please help me
    I would like to
    How do I
    My {person} asked to
    We want to
    Is it wise to
    The {person} wants to
""")
_MIDDLES = patterns("""
    {doing} the {quality} {thing}
    {doing} a {quality} {thing} for my {person}
    find a {thing} in {place} and {doing} it
    {doing} {number} {quality} {thing}s
    write to the {person} about the {thing}
""")
_JOINTS = patterns("""
    because the {person} in {place} has a {quality} {thing}
    before {number} {thing}s arrive from {place}
    while the {quality} {thing} is with the {person}
    without a {thing} or any {quality} {thing}
    and keep the {thing} as {quality} as the {thing}
    since our {quality} {person} moved to {place}
""")
_CODE = patterns("""
    fix the {fault} in our {tongue} {part}
    write a function that {doing}s each {thing} in {tongue}
    add unit tests for the {quality} {part}
    refactor the {part} code so that {place} and {place} {doing} separately
    why does the {part} {fault} after {number} {thing}s
    explain the stack trace of the {quality} {part}
    implement a class for the {thing} {part} in {tongue}
""")
_MATHS = patterns("""
    if {number} {thing}s cost {number} and the {person} takes {number}, how much is left
    solve for x when {number} {thing}s weigh {number} at {place}
    prove that {number} {quality} {thing}s share {number} {thing}s
    calculate the area of a {thing} with sides {number} and {number}
    what is the probability that {number} of {number} {thing}s are {quality}
""")
_REASONS = patterns("""
    think it through step by step: which {thing} suits the {person} in {place}
    explain your reasoning about {topic} for a {quality} {person}
    show your reasoning on {topic} before the {quality} answer
    weigh {topic} against {topic} and reason step by step for the {person}
    which {topic} argument would a {person} from {place} doubt, and why
""")
_MARKS = patterns("""
    grade the {quality} answer on {topic} with {number} points for the {person}
    use our grading rubric for {topic}: the pupil from {place} wrote of a {quality} {thing}
    give the {person} a score for the essay on {topic} and {topic}
    compare the two {quality} answers about {topic} by {number} pupils of {place}
    write {number} exam questions on {topic} for {place}
""")
_LETTERS = patterns("""
    translate my letter to the {person} in {place} about {number} {thing}s
    shorten this mail to our {person}: the {quality} {thing} from {place} came late
    make the paragraph on {topic} sound {quality} for the {person}
    summarise the minutes of {place}: {person}, {person} and the {quality} {thing}
    draft a reply to the {person} who wants the {quality} {thing} by {number}
""")
KINDS: dict[str, tuple[Fill, ...]] = {
    "life": _MIDDLES,
    "letters": _LETTERS,
    "code": _CODE,
    "maths": _MATHS,
    "reasons": _REASONS,
    "marks": _MARKS,
}


def filling(rng: Random, clauses: int) -> str:
    """Words that nobody else is likely to use in this order; about fourteen words a clause."""
    return ", ".join([f"{any_of(_JOINTS, rng)} {any_of(_MIDDLES, rng)}" for _ in range(clauses)])


def question(kind: str, rng: Random) -> str:
    """An ordinary question of one of the `KINDS`: 20–90 words."""
    clauses = filling(rng, 1 + int(rng.random() * 4))
    if kind == "life":
        return f"{any_of(_OPENINGS, rng)} {any_of(_MIDDLES, rng)} {clauses}."
    return f"{any_of(KINDS[kind], rng)}, {clauses}?"


def everyday_question(rng: Random) -> str:
    """What an ordinary customer asks who wants no code: 30–80 words, hardly ever the same twice."""
    return f"{any_of(_OPENINGS, rng)} {any_of(_MIDDLES, rng)} {filling(rng, 2 + int(rng.random() * 4))}."


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
                return popular_text(rng)
            return question(rng.choices(kinds, cum_weights=sums)[0], rng)

        return ask


NOTHING_BROUGHT = Library()


def popular_text(rng: Random) -> str:
    """A public text that many people paste, a few far more than the rest; some have a gap that each fills anew."""
    text = POPULAR[int(rng.random() ** 2 * len(POPULAR))]
    return text.replace("{filling}", filling(rng, 2)) if "{filling}" in text else text


def saved_prompt(rng: Random) -> str:
    """The long wording that one person keeps for their own use; `{filling}` is what changes from day to day."""
    return f"{question('letters', rng)} {question('life', rng)} Now: {{filling}}. {any_of(_REASONS, rng)}."


def repeating(wordings: tuple[str, ...], share: float, otherwise: Ask) -> Ask:
    """One of the wordings with its gap filled in that share of requests."""

    def ask(rng: Random, at: datetime) -> str:
        if rng.random() >= share:
            return otherwise(rng, at)
        wording = wordings[int(rng.random() * len(wordings))]
        return wording.replace("{filling}", filling(rng, 1 + int(rng.random() * 3)))

    return ask
