"""Which worlds are there? Tables: which population, how many accounts, in units of which size, in which style."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial

from graph.evaluation.worlds import cast
from graph.evaluation.worlds.honest import homes, kinds
from graph.evaluation.worlds.honest.events import hackathon
from graph.evaluation.worlds.honest.houses import organisation
from graph.evaluation.worlds.honest.persons import PersonStyle
from graph.evaluation.worlds.hostile import harder, others
from graph.evaluation.worlds.hostile import kinds as rings
from graph.evaluation.worlds.hostile.poison import Technique, poisoned
from graph.evaluation.worlds.hostile.styles import Life, RingStyle
from graph.evaluation.worlds.parts import Part, Preset, campaign, times
from kycrisk.lib.errors import Refused

UNTIL = datetime(2026, 11, 1, tzinfo=UTC)

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
        Part("larkspur", cast.larkspur, 48, hostile=1.0),
        Part("slow ring", cast.slow_ring, 24, hostile=1.0),
    ),
)
SMALL = Preset(
    name="small",
    about="The everyday measure: 2,000 accounts, six operators of different shape among every honest group.",
    parts=(
        *_EVERYBODY_ELSE,
        campaign("lazy ring", rings.LAZY, 140),
        campaign("slow ring", rings.SLOW, 100),
        campaign("shell companies", rings.PATIENT, 100),
        campaign("steady ring", rings.STEADY, 60),
        campaign("burst", rings.BURST, 50),
        campaign("proxy network", rings.HYDRA, 30),
    ),
)
_HARD_RINGS = {
    "hollow ring": rings.HOLLOW,
    "many tongues": rings.POLYGLOT,
    "drifting ring": rings.DRIFTING,
    "ownerless shells": rings.OWNERLESS,
}


def _hard(name: str, about: str, bent: Callable[[RingStyle], RingStyle]) -> Preset:
    """Four rings that are made to be missed, bent once more, among the people of `small`."""
    parts = (campaign(called, bent(style), 120) for called, style in _HARD_RINGS.items())
    return Preset(name, about, (*_EVERYBODY_ELSE, *parts))


HARD = _hard(
    "hard",
    "Slow, paraphrased, two thirds ordinary questions, from homes where honest people live: what we still miss.",
    harder.mostly_mundane,
)
COVER = _hard("cover", "The rings of `hard` behind 85 % ordinary questions.", harder.covered)
FAINT = _hard(
    "faint",
    "The rings of `hard` with 18 requests an account in six weeks, a third of them for the ring.",
    lambda style: harder.faint(harder.mostly_mundane(style)),
)
HONEST = Preset(
    name="honest",
    about="No ring at all: 1,976 accounts of every honest group and of small abuse that is no distillation.",
    parts=times(1.3, _EVERYBODY_ELSE),
)
_POISONER = replace(rings.SLOW, life=Life(days=28, aged=0.0))
"""It begins when its victims have been seen for a while."""
POISON = Preset(
    name="poison",
    about="200 honest victims for each technique of making them look like a ring, among 4,400 accounts.",
    parts=(
        *times(1.3, _EVERYBODY_ELSE),
        *(
            Part(f"poison: {way.value}", partial(poisoned, style=_POISONER, technique=way), 2 * 200, hostile=0.5)
            for way in Technique
        ),
    ),
)
_SHAPES = (
    ("slow", rings.SLOW, 5_380, 0),
    ("patient", rings.PATIENT, 3_000, 1_500),
    ("steady", rings.STEADY, 7_000, 0),
    ("fast", rings.FAST, 273, 0),
    ("burst", rings.BURST, 3_500, 0),
    ("proxy network", rings.HYDRA, 1_847, 0),
    ("lazy", rings.LAZY, 3_000, 600),
)
_CAMPAIGN = tuple(campaign(name, style, accounts, each) for name, style, accounts, each in _SHAPES)
"""24,000 accounts in seven shapes that providers have published."""
HEADLINE = Preset(
    name="headline",
    about="The published campaign: 100,000 accounts, 24,000 of them hostile, 1.6 million exchanges in 45 days.",
    parts=(*times(50, _EVERYBODY_ELSE), *_CAMPAIGN),
    days=45,
    pace=0.21,
)
HARD_HEADLINE = Preset(
    name="hard_headline",
    about="`hard` among 100,000 accounts: the same four operators with 6,000 accounts each, half as busy.",
    parts=times(50, HARD.parts),
    days=45,
    pace=0.5,
)
APART = Preset(
    name="apart",
    about="The shapes of `headline`, half as busy as `small`, and no two accounts of a ring share any value.",
    parts=(
        *times(50, _EVERYBODY_ELSE),
        *(campaign(name, harder.apart(style), accounts, each) for name, style, accounts, each in _SHAPES),
    ),
    days=45,
    pace=0.5,
)
FULL = Preset(
    name="full",
    about="A million accounts, 24,000 of them hostile, 16 million exchanges; one exchange in five has its prompt.",
    parts=(*times(642, _EVERYBODY_ELSE), *_CAMPAIGN),
    days=45,
    pace=0.21,
    prompts=0.2,
)
_ALL = (DEMO, SMALL, HARD, COVER, FAINT, HONEST, POISON, HEADLINE, HARD_HEADLINE, APART, FULL)
PRESETS = {preset.name: preset for preset in _ALL}


def preset_named(name: str) -> Preset:
    """The preset; refused with the known ones if there is none."""
    if name not in PRESETS:
        known = ", ".join(PRESETS)
        raise Refused(f"There is no preset {name!r}; the presets are {known}.", code="preset_unknown", status=422)
    return PRESETS[name]
