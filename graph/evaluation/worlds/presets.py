"""Which worlds are there? Tables: which population, how many accounts, in units of which size, in which style."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from itertools import accumulate, pairwise
from random import Random

from graph.evaluation.worlds import cast
from graph.evaluation.worlds.honest import homes, kinds
from graph.evaluation.worlds.honest.events import hackathon
from graph.evaluation.worlds.honest.houses import organisation
from graph.evaluation.worlds.honest.persons import PersonStyle
from graph.evaluation.worlds.hostile import kinds as rings
from graph.evaluation.worlds.hostile import others
from graph.evaluation.worlds.hostile.poison import Technique, poisoned
from graph.evaluation.worlds.hostile.rings import ring
from graph.evaluation.worlds.hostile.styles import Life, RingStyle
from graph.evaluation.worlds.plans import Unit
from graph.evaluation.worlds.room import Room
from kycrisk.lib.errors import Refused

type Population = Callable[[Room, int], Unit]

UNTIL = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Part:
    """So many accounts of a population, in units of about `each` accounts; 0: one unit, whatever its size."""

    name: str
    population: Population
    accounts: int
    each: int = 0
    spread: float = 0.5

    def total(self, scale: float) -> int:
        """How many accounts there are when the world is scaled; never none."""
        return max(1, round(self.accounts * scale))

    def sizes(self, scale: float, rng: Random) -> list[int]:
        """The sizes of its units, some several times as large as others: a larger world has more of them."""
        total = self.total(scale)
        units = max(1, round(total / self.each)) if self.each else 1
        sums = list(accumulate(rng.lognormvariate(0.0, self.spread) for _ in range(units)))
        ends = [0, *(round(total * passed / sums[-1]) for passed in sums)]
        return [size for start, end in pairwise(ends) if (size := end - start)]


@dataclass(frozen=True, slots=True)
class Preset:
    """A world: what it is good for, how long it is observed, who is in it.

    `pace`: a factor on everybody's requests. `prompts`: the share of all exchanges, honest or not, that carry their
    prompt; the others say lengths alone.
    """

    name: str
    about: str
    parts: tuple[Part, ...]
    days: int = 42
    pace: float = 1.0
    prompts: float = 1.0

    def accounts(self, scale: float) -> int:
        """How many accounts there are."""
        return sum(part.total(scale) for part in self.parts)


def times(factor: float, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same populations, so many times as large."""
    return tuple(replace(part, accounts=round(part.accounts * factor)) for part in parts)


def mostly_mundane(style: RingStyle) -> RingStyle:
    """The same ring with about 65 % ordinary questions."""
    return replace(style, work=replace(style.work, mundane=(0.5, 0.8)))


_ANYBODY = PersonStyle()
_HONEST = (
    Part("individuals", partial(homes.individuals, style=_ANYBODY), 640, 100),
    Part("households", partial(homes.household, style=_ANYBODY), 120, 3),
    Part("travellers", partial(homes.travellers, style=_ANYBODY), 80, 100),
    Part("cafes", partial(homes.cafe, style=_ANYBODY), 30, 30),
    Part("campuses", partial(organisation, house=kinds.CAMPUS), 130, 150),
    Part("firms", partial(organisation, house=kinds.FIRM), 120, 12),
    Part("agencies", partial(organisation, house=kinds.AGENCY), 60, 20),
    Part("resellers", partial(organisation, house=kinds.RESELLER), 60, 20),
    Part("build machines", partial(organisation, house=kinds.CI_FLEET), 50, 25),
    Part("evaluators", partial(organisation, house=kinds.EVALUATORS), 45, 15),
    Part("support desks", partial(organisation, house=kinds.SUPPORT_DESK), 25, 5),
    Part("hackathons", partial(hackathon, house=kinds.HACKATHON), 50, 60),
    Part("laboratories", partial(organisation, house=kinds.RESEARCHERS), 50, 10),
)
_OTHERS = (
    Part("resale", others.resale, 20, 20),
    Part("farms of free credit", others.credit_farm, 20, 20),
    Part("stolen cards", others.stolen_cards, 20, 10),
)
"""Abuse that is no distillation, by small operators; benign as far as the truth about distillation goes."""
_EVERYBODY_ELSE = (*_HONEST, *_OTHERS)
"""1,520 accounts that are no ring's, in the shares of every larger world."""

DEMO = Preset(
    name="demo",
    about="What a newcomer sees first: two rings among honest people, an agency, a firm, a campus and a café.",
    parts=(
        Part("individuals", partial(homes.individuals, style=_ANYBODY), 180, 50),
        Part("households", partial(homes.household, style=_ANYBODY), 50, 3),
        Part("cafe", partial(homes.cafe, style=_ANYBODY), 24),
        Part("campus", partial(organisation, house=cast.SAINT_ALDATE), 64),
        Part("agency", partial(organisation, house=cast.PINECOTE), 18),
        Part("firm", partial(organisation, house=cast.HARBOUR), 14),
        Part("larkspur", cast.larkspur, 48),
        Part("slow ring", cast.slow_ring, 24),
    ),
)
SMALL = Preset(
    name="small",
    about="The everyday measure: 2,000 accounts, six operators of different shape among every honest group.",
    parts=(
        *_EVERYBODY_ELSE,
        Part("lazy ring", partial(ring, style=rings.LAZY), 140),
        Part("slow ring", partial(ring, style=rings.SLOW), 100),
        Part("shell companies", partial(ring, style=rings.PATIENT), 100),
        Part("steady ring", partial(ring, style=rings.STEADY), 60),
        Part("burst", partial(ring, style=rings.BURST), 50),
        Part("proxy network", partial(ring, style=rings.HYDRA), 30),
    ),
)
HARD = Preset(
    name="hard",
    about="Slow, paraphrased, two thirds ordinary questions, from homes where honest people live: what we still miss.",
    parts=(
        *_EVERYBODY_ELSE,
        Part("hollow ring", partial(ring, style=mostly_mundane(rings.HOLLOW)), 120),
        Part("many tongues", partial(ring, style=mostly_mundane(rings.POLYGLOT)), 120),
        Part("drifting ring", partial(ring, style=mostly_mundane(rings.DRIFTING)), 120),
        Part("ownerless shells", partial(ring, style=mostly_mundane(rings.OWNERLESS)), 120),
    ),
)
_POISONER = replace(rings.SLOW, life=Life(days=28, aged=0.0))
"""It begins when its victims have been seen for a while."""
POISON = Preset(
    name="poison",
    about="200 honest victims for each technique of making them look like a ring, among 4,000 accounts.",
    parts=(
        *times(1.3, _EVERYBODY_ELSE),
        *(
            Part(f"poison: {way.value}", partial(poisoned, style=_POISONER, technique=way), 2 * 200)
            for way in Technique
        ),
    ),
)
HEADLINE = Preset(
    name="headline",
    about="The published campaign: 100,000 accounts, 24,000 of them hostile, 1.6 million exchanges in 45 days.",
    parts=(
        *times(50, _EVERYBODY_ELSE),
        Part("slow", partial(ring, style=rings.SLOW), 5_380),
        Part("patient", partial(ring, style=rings.PATIENT), 3_000, 1_500),
        Part("steady", partial(ring, style=rings.STEADY), 7_000),
        Part("fast", partial(ring, style=rings.FAST), 273),
        Part("burst", partial(ring, style=rings.BURST), 3_500),
        Part("proxy network", partial(ring, style=rings.HYDRA), 1_847),
        Part("lazy", partial(ring, style=rings.LAZY), 3_000, 600),
    ),
    days=45,
    pace=0.21,
)
FULL = Preset(
    name="full",
    about="A million accounts, 24,000 of them hostile, 16 million exchanges; one exchange in five has its prompt.",
    parts=(
        *times(642, _EVERYBODY_ELSE),
        *(part for part in HEADLINE.parts if part not in times(50, _EVERYBODY_ELSE)),
    ),
    days=45,
    pace=0.21,
    prompts=0.2,
)
PRESETS = {preset.name: preset for preset in (DEMO, SMALL, HARD, POISON, HEADLINE, FULL)}


def preset_named(name: str) -> Preset:
    """The preset; refused with the known ones if there is none."""
    if name not in PRESETS:
        known = ", ".join(PRESETS)
        raise Refused(f"There is no preset {name!r}; the presets are {known}.", code="preset_unknown", status=422)
    return PRESETS[name]
