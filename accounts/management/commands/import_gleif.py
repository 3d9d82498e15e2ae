"""import_gleif: take in GLEIF's file of all LEIs."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.journal.actors import Actor
from accounts.onboarding.gleif import GleifImport
from kycrisk.lib.errors import Refused
from kycrisk.lib.progress import Progress, add_quiet


class Command(BaseCommand):
    help = (
        "Takes in GLEIF's golden copy of level 1 data (CSV, zipped or gzipped or neither) in place of the one before. "
        "A line that cannot be read is reported with its number and left out; of a file that cannot be read, nothing "
        "is taken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        add_quiet(parser)

    def handle(self, *, file: Path, quiet: bool, **_options: Any) -> None:
        def complain(number: int, why: str) -> None:
            self.stderr.write(f"{file}:{number}: {why}")

        try:
            with Progress(sys.stderr, "lines", quiet=quiet) as progress:
                taken = GleifImport(file, complain, progress.at).run(Actor.command("import_gleif"))
        except Refused as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"{taken.lines} lines: {taken.companies} companies, {taken.bad} lines left out.")
