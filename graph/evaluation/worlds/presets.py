"""Which worlds are there? Tables: which population, how many accounts, in units of which size, in which style."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from graph.evaluation.worlds.honest import homes
from graph.evaluation.worlds.honest.persons import PersonStyle
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

    def sizes(self, scale: float) -> list[int]:
        """The sizes of its units when the world is scaled: more units, or a larger single one."""
        total = max(1, round(self.accounts * scale))
        units = max(1, round(total / self.each)) if self.each else 1
        return [total * (index + 1) // units - total * index // units for index in range(units)]


@dataclass(frozen=True, slots=True)
class Preset:
    """A world: what it is good for, how long it is observed, who is in it.

    `prompts`: the share of all exchanges, honest or not, that carry their prompt; the others say lengths alone.
    """

    name: str
    about: str
    parts: tuple[Part, ...]
    days: int = 42
    prompts: float = 1.0

    def accounts(self, scale: float) -> int:
        """How many accounts there are."""
        return sum(sum(part.sizes(scale)) for part in self.parts)


_ANYBODY = PersonStyle()

DEMO = Preset(
    name="demo",
    about="What a newcomer sees first: two rings among honest people, an agency, a firm, a campus and a café.",
    parts=(
        Part("individuals", partial(homes.individuals, style=_ANYBODY), 214, 50),
        Part("households", partial(homes.household, style=_ANYBODY), 16, 3),
        Part("cafe", partial(homes.cafe, style=_ANYBODY), 24),
    ),
)
PRESETS = {preset.name: preset for preset in (DEMO,)}


def preset_named(name: str) -> Preset:
    """The preset; refused with the known ones if there is none."""
    if name not in PRESETS:
        known = ", ".join(PRESETS)
        raise Refused(f"There is no preset {name!r}; the presets are {known}.", code="preset_unknown", status=422)
    return PRESETS[name]
