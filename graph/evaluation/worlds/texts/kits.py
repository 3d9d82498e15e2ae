"""What does a harvesting script send? A kit: families of orders in one operator's own words, filled anew each time.

A kit is drawn from a seed, so that two operators share no wording. A family is an order for one purpose, made of parts
whose every word has alternatives of the kit's own. How hard it is to recognise is said by its `KitStyle`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from random import Random
from typing import Literal

from graph.evaluation.worlds.texts.dialects import DIALECTS, Dialect
from graph.evaluation.worlds.texts.frames import Frame, Words

type Ask = Callable[[Random, datetime], str]

PURPOSES = ("reasoning", "rubric", "preference", "questions", "evolve", "code", "tools")


@dataclass(frozen=True, slots=True)
class KitStyle:
    """How a kit is worded.

    `paraphrase`: the chance of each word to be replaced by one of its `alternatives` in each request, and the chance of
    each demand to be left out. `drift`: the same, once for each account or day, as `drifts_by` says. `shuffled`: parts
    come in another order each time. `each`: how many of the families one account works with, 0 for all. `pool`: from
    how many different problems the fillings are taken
    0 for endlessly many. `plain`: the share of families that also say
    what they want in everybody's words.
    """

    families: int = 40
    purposes: tuple[str, ...] = PURPOSES
    languages: tuple[str, ...] = ("en",)
    paraphrase: float = 0.0
    alternatives: int = 6
    drift: float = 0.0
    drifts_by: Literal["account", "day"] = "account"
    shuffled: bool = False
    each: int = 0
    pool: int = 0
    plain: float = 0.75


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence with the kit's own alternatives for each slot; the first of them is the usual word."""

    form: str
    slots: tuple[Words, ...]
    usual: str

    @classmethod
    def of(cls, frame: Frame, rng: Random, alternatives: int) -> "Wording":
        """Choose the words of one kit."""
        slots = tuple(tuple(rng.sample(words, min(alternatives, size))) for words, size in frame.slots)
        return cls.usually(frame.form, slots)

    @classmethod
    def usually(cls, form: str, slots: tuple[Words, ...]) -> "Wording":
        """The wording whose usual words come first."""
        return cls(form, slots, form % tuple([words[0] for words in slots]))

    def said(self, rng: Random, paraphrase: float) -> str:
        """The sentence in one request."""
        if not paraphrase:
            return self.usual
        uniform = rng.random
        chosen = [words[int(uniform() * len(words))] if uniform() < paraphrase else words[0] for words in self.slots]
        return self.form % tuple(chosen)

    def drifted(self, rng: Random, drift: float) -> "Wording":
        """The same with other usual words in some slots."""
        slots = [_led_by(rng.randrange(len(words)), words) if rng.random() < drift else words for words in self.slots]
        return self.usually(self.form, tuple(slots))


def _led_by(position: int, words: Words) -> Words:
    return (words[position], *words[:position], *words[position + 1 :])


@dataclass(frozen=True, slots=True)
class Family:
    """An order for one purpose: what stands before the filling, what is demanded, and the form of the answer."""

    purpose: str
    opening: tuple[Wording, ...]
    label: Wording
    demands: tuple[Wording, ...]
    form: Wording
    filling: Callable[[Random], str]

    def drifted(self, rng: Random, drift: float) -> "Family":
        """The family as one account or one day has it."""
        return replace(
            self,
            opening=tuple(part.drifted(rng, drift) for part in self.opening),
            label=self.label.drifted(rng, drift),
            demands=tuple(part.drifted(rng, drift) for part in self.demands),
            form=self.form.drifted(rng, drift),
        )

    def said(self, rng: Random, style: KitStyle, filling: str) -> str:
        """The prompt of one request."""
        level = style.paraphrase
        opening = " ".join([part.said(rng, level) for part in self.opening])
        demands = [part.said(rng, level) for part in self.demands if not level or rng.random() > level * 0.4]
        blocks = [f"{self.label.said(rng, level)} {filling}", " ".join(demands), self.form.said(rng, level)]
        if style.shuffled:
            rng.shuffle(blocks)
        return "\n".join([opening, *blocks])


@dataclass(frozen=True, slots=True)
class Kit:
    """One operator's script. `name` is a number that nobody else has; everything of the kit descends from it."""

    name: int
    style: KitStyle
    families: tuple[Family, ...]
    _days: dict[int, tuple[Family, ...]] = field(default_factory=dict)

    def ask(self, rng: Random, when: datetime) -> str:
        """One request of the script, whichever account sends it."""
        return self._said(self.families, rng)

    def asker(self, account: str) -> Ask:
        """How one account asks: with its own part of the families and, if the style says so, in its own words."""
        style = self.style
        own = Random(f"{self.name}/{account}")  # noqa: S311 - words, nothing secret
        numbers = range(len(self.families))
        mine = own.sample(numbers, min(style.each, len(numbers))) if style.each else list(numbers)
        if style.drift and style.drifts_by == "day":
            return lambda rng, when: self._said([self._today(when)[number] for number in mine], rng)
        families = [self.families[number] for number in mine]
        if style.drift:
            families = [family.drifted(own, style.drift) for family in families]
        return lambda rng, _when: self._said(families, rng)

    def _said(self, families: "tuple[Family, ...] | list[Family]", rng: Random) -> str:
        family = families[int(rng.random() * len(families))]
        return family.said(rng, self.style, family.filling(self._source(rng)))

    def _source(self, rng: Random) -> Random:
        if not self.style.pool:
            return rng
        return Random(self.name + int(rng.random() * self.style.pool))  # noqa: S311 - words, nothing secret

    def _today(self, when: datetime) -> tuple[Family, ...]:
        day = when.toordinal()
        if day not in self._days:
            rng = Random(f"{self.name}/{day}")  # noqa: S311 - words, nothing secret
            self._days[day] = tuple(family.drifted(rng, self.style.drift) for family in self.families)
        return self._days[day]


def hostile_kit(rng: Random, style: KitStyle = KitStyle()) -> Kit:
    """A kit in words of its own."""
    families = tuple(_family(rng, style, number) for number in range(style.families))
    return Kit(rng.getrandbits(64), style, families)


def evaluation_forms(rng: Random, count: int) -> Kit:
    """What an honest evaluation firm sends: rubrics and comparisons in its own words, always the same."""
    return hostile_kit(rng, KitStyle(families=count, purposes=("rubric", "preference")))


def _family(rng: Random, style: KitStyle, number: int) -> Family:
    purpose = style.purposes[number % len(style.purposes)]
    dialect = DIALECTS[rng.choice(style.languages)]

    def worded(frame: Frame) -> Wording:
        return Wording.of(frame, rng, style.alternatives)

    return Family(
        purpose=purpose,
        opening=tuple(map(worded, _opening(dialect, purpose, rng))),
        label=worded(rng.choice(dialect.labels)),
        demands=tuple(map(worded, _demands(dialect, purpose, rng, style.plain))),
        form=worded(rng.choice(dialect.formats)),
        filling=dialect.fillings[purpose],
    )


def _opening(dialect: Dialect, purpose: str, rng: Random) -> list[Frame]:
    task = rng.choice(dialect.tasks[purpose])
    return [rng.choice(dialect.roles), task] if rng.random() < 0.6 else [task]


def _demands(dialect: Dialect, purpose: str, rng: Random, plain: float) -> list[Frame]:
    demands = rng.sample(dialect.demands, rng.randint(1, 3))
    usual = dialect.plain.get(purpose, ())
    return [rng.choice(usual), *demands] if usual and rng.random() < plain else demands
