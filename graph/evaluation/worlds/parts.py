"""What is a preset made of? Populations, how many accounts of each, and how many of them work for an operator."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate, pairwise
from random import Random

from graph.evaluation.worlds.hostile.rings import ring
from graph.evaluation.worlds.hostile.styles import RingStyle
from graph.evaluation.worlds.plans import Unit
from graph.evaluation.worlds.room import Room
from kycrisk.lib.errors import Refused

type Population = Callable[[Room, int], Unit]


@dataclass(frozen=True, slots=True)
class Part:
    """So many accounts of a population, in units of about `each` accounts; 0: one unit, whatever its size.

    `hostile`: the share of them that works for an operator.
    """

    name: str
    population: Population
    accounts: int
    each: int = 0
    spread: float = 0.5
    hostile: float = 0.0

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

    def with_prevalence(self, share: float) -> "Preset":
        """The same rings among so many honest people that `share` of all accounts is hostile.

        Honest people become more or fewer in the same proportions; `--scale` then makes the whole larger or smaller.
        Refused where no number of them does it.
        """
        hostile = sum(part.accounts * part.hostile for part in self.parts)
        beside = sum(part.accounts * (1.0 - part.hostile) for part in self.parts if part.hostile)
        others = tuple(part for part in self.parts if not part.hostile)
        if not hostile:
            raise Refused(f"--prevalence: there is no ring in {self.name!r}; leave it out.")
        if not 0.0 < share < hostile / (hostile + beside + len(others)):
            raise Refused(f"--prevalence {share:g}: write a share above 0 and below 1, such as 0.01.")
        factor = (hostile / share - hostile - beside) / sum(part.accounts for part in others)
        parts = tuple(part if part.hostile else times(factor, (part,))[0] for part in self.parts)
        return replace(self, name=f"{self.name}@{share:g}", parts=parts)


def campaign(name: str, style: RingStyle, accounts: int, each: int = 0) -> Part:
    """A ring of so many accounts, or several of about `each`."""
    return Part(name, partial(ring, style=style), accounts, each, hostile=1.0)


def times(factor: float, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same populations, so many times as large."""
    return tuple(replace(part, accounts=round(part.accounts * factor)) for part in parts)
