"""How good is the product today? Worlds simulated, evaluated and summed up: what `dev.py evaluate` does."""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from kycrisk.local.children import run_to_end
from kycrisk.local.state import ROOT

AT_THE_END = 366
"""So many days between two derivations: a world is derived once, when it is over."""


@dataclass(frozen=True, slots=True)
class World:
    """One world, how often it is derived, and whether each family and rule is left out once at its end."""

    preset: str
    seed: int
    scale: float = 1.0
    every: int = 1
    ablate: bool = False
    prevalence: float | None = None

    @property
    def name(self) -> str:
        """What its folder and report are called."""
        rare = "" if self.prevalence is None else f"-{self.prevalence:g}"
        return f"{self.preset}{rare}-{self.seed}"

    def simulated(self, folder: str) -> list[str]:
        """The words that write it."""
        words = ["simulate", "--preset", self.preset, "--seed", str(self.seed), "--scale", str(self.scale)]
        rare = [] if self.prevalence is None else ["--prevalence", str(self.prevalence)]
        return [*words, *rare, "--out", folder]

    def evaluated(self, folder: str) -> list[str]:
        """The words that measure it."""
        words = ["evaluate", folder, "--output", f"{folder}.json", "--every", str(self.every)]
        return [*words, "--ablate"] if self.ablate else words


# The everyday worlds day by day, so that waiting can be told; the hard, the honest and the poisoned at their end.
USUAL = (
    World("small", 1, ablate=True),
    World("small", 2),
    World("hard", 1, every=AT_THE_END, ablate=True),
    World("cover", 1, every=AT_THE_END),
    World("faint", 1, every=AT_THE_END),
    World("honest", 1, every=AT_THE_END),
    World("poison", 1, scale=0.25, every=AT_THE_END),
)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which worlds, and where the figures go."""
    usual = ", ".join(dict.fromkeys(world.preset for world in USUAL))
    parser.add_argument("--preset", metavar="NAME", help=f"one world alone; by default {usual}")
    parser.add_argument("--seeds", type=int, nargs="+", metavar="N", help="by default 1; 1 2 of what is daily")
    parser.add_argument("--scale", type=float, default=1.0, metavar="F", help="0.1: a tenth of the accounts")
    parser.add_argument("--prevalence", type=float, metavar="P", help="0.01: one account in a hundred is hostile")
    parser.add_argument("--every", type=int, metavar="N", help="derive every N days; 366: at the end only")
    parser.add_argument("--ablate", action="store_true", help="leave out each family and rule once, at the end")
    parser.add_argument("--page", metavar="FILE", help="write the page too: docs/detection.md")
    parser.add_argument("--keep", metavar="DIR", help="keep worlds and reports in this folder")


def worlds(chosen: argparse.Namespace) -> list[World]:
    """The worlds that were asked for; of several seeds the first alone is ablated, unless all are to be."""
    alone = [World(chosen.preset, seed) for seed in (1, 2)] if chosen.preset else None
    found = list(alone or USUAL)
    if chosen.seeds:
        each = {world.preset: world for world in reversed(found)}
        first, found = chosen.seeds[0], []
        for world in reversed(each.values()):
            found += [replace(world, seed=seed, ablate=world.ablate and seed == first) for seed in chosen.seeds]
    return [
        replace(
            world,
            scale=world.scale * chosen.scale,
            every=chosen.every or world.every,
            ablate=world.ablate or chosen.ablate,
            prevalence=chosen.prevalence,
        )
        for world in found
    ]


def evaluate(chosen: argparse.Namespace, settings: Mapping[str, str]) -> int:
    """Each world in turn, then all together; the first exit code that is not 0."""
    with tempfile.TemporaryDirectory(prefix="kycrisk-worlds-") as scratch:
        place = Path(chosen.keep or scratch).absolute()
        place.mkdir(parents=True, exist_ok=True)
        os.chdir(ROOT)
        asked = worlds(chosen)
        for number, world in enumerate(asked, 1):
            sys.stderr.write(f"{world.preset}, seed {world.seed} ({number} of {len(asked)}) ...\n")
            folder = str(place / world.name)
            for step in (world.simulated(folder), world.evaluated(folder)):
                if code := _manage(step, settings, unheard=True):
                    return code
        page = ["--page", chosen.page] if chosen.page else []
        reports = [str(place / f"{world.name}.json") for world in asked]
        return _manage(["summarise_evaluations", *reports, *page], settings)


def _manage(words: list[str], settings: Mapping[str, str], *, unheard: bool = False) -> int:
    return run_to_end([sys.executable, str(ROOT / "manage.py"), *words], settings, unheard=unheard)
