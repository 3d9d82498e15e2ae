"""simulate: write a world with a known truth as a dataset folder."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from graph.evaluation.simulating import Wish, simulate
from graph.evaluation.worlds.presets import PRESETS
from kycrisk.lib.errors import Refused
from kycrisk.lib.progress import Progress, add_quiet


class Command(BaseCommand):
    help = (
        "Writes a simulated world as a dataset folder: accounts, companies, people, signals, and truth.json, which "
        "says who is hostile. The same arguments write the same bytes. world.json states what is in it and how well "
        "the best single feature of an account tells the hostile ones. Presets: "
        + "; ".join(f"{preset.name}: {preset.about}" for preset in PRESETS.values())
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--preset", required=True, metavar="NAME", help=", ".join(PRESETS))
        parser.add_argument("--seed", type=int, required=True, metavar="N", help="another number, another world")
        parser.add_argument("--out", type=Path, required=True, metavar="DIR", help="empty, or an earlier world")
        parser.add_argument("--prompts", type=Path, metavar="DIR", help="folder of texts (.jsonl) to mix in")
        parser.add_argument("--until", metavar="T", help="the end of the world, ISO 8601, UTC; default 2026-11-01")
        parser.add_argument("--scale", type=float, default=1.0, metavar="F", help="0.1: a tenth of the accounts")
        parser.add_argument(
            "--prevalence", type=float, metavar="P", help="0.01: so many honest people that one in a hundred is hostile"
        )
        parser.add_argument("--gzip", action="store_true", help="pack the files; for large presets")
        add_quiet(parser)

    def handle(self, *, quiet: bool, **options: Any) -> None:
        wish = Wish(**{name: options[name] for name in Wish.__dataclass_fields__})
        try:
            with Progress(sys.stderr, "accounts", quiet=quiet) as progress:
                world = simulate(wish, show=progress.at, complain=self.stderr.write)
        except Refused as refused:
            raise CommandError(refused.detail) from None
        best, value = next(iter(world["separation"].items()))
        told = f"the best single feature is “{best}” (AUC {value})" if world["hostile"] else "there is no ring to tell"
        self.stdout.write(
            f"{world['accounts']:,} accounts ({world['hostile']:,} hostile), {world['lines']['signals.ndjson']:,} "
            f"signals in {wish.out}; {told}."
        )
