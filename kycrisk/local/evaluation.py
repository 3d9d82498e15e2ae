"""How good is the product today? Worlds simulated, evaluated and summed up: what `dev.py evaluate` does."""

import argparse
import os
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from kycrisk.local.children import run_to_end
from kycrisk.local.state import ROOT

PRESET, SEEDS = "small", (1, 2)


def add_options(parser: argparse.ArgumentParser) -> None:
    """Which worlds, and where the figures go."""
    parser.add_argument("--preset", default=PRESET, metavar="NAME", help=f"the world, by default {PRESET}")
    parser.add_argument("--seeds", type=int, nargs="+", default=SEEDS, metavar="N", help="by default 1 2")
    parser.add_argument("--scale", type=float, default=1.0, metavar="F", help="0.1: a tenth of its accounts")
    parser.add_argument("--page", metavar="FILE", help="write the page too: docs/detection.md")
    parser.add_argument("--keep", metavar="DIR", help="keep worlds and reports in this folder")


def evaluate(chosen: argparse.Namespace, settings: Mapping[str, str]) -> int:
    """Each world in turn, then all together; the first exit code that is not 0."""
    with tempfile.TemporaryDirectory(prefix="kycrisk-worlds-") as scratch:
        place = Path(chosen.keep or scratch).absolute()
        place.mkdir(parents=True, exist_ok=True)
        os.chdir(ROOT)
        reports: list[str] = []
        for seed in chosen.seeds:
            world = str(place / f"{chosen.preset}-{seed}")
            reports.append(f"{world}.json")
            sys.stderr.write(f"{chosen.preset}, seed {seed} ...\n")
            options = ["--preset", chosen.preset, "--seed", str(seed), "--scale", str(chosen.scale), "--out", world]
            for step in (["simulate", *options], ["evaluate", world, "--output", reports[-1]]):
                if code := _manage(step, settings, unheard=True):
                    return code
        page = ["--page", chosen.page] if chosen.page else []
        return _manage(["summarise_evaluations", *reports, *page], settings)


def _manage(words: list[str], settings: Mapping[str, str], *, unheard: bool = False) -> int:
    return run_to_end([sys.executable, str(ROOT / "manage.py"), *words], settings, unheard=unheard)
