"""load_dataset: bring in a folder of accounts, companies, people, signals and verdicts."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from graph.signals.loading import Dataset
from kycrisk.lib.errors import Refused
from kycrisk.lib.progress import Progress, add_quiet
from kycrisk.lib.rows import BadFile


class Command(BaseCommand):
    help = (
        "Loads a dataset folder: persons.jsonl, entities.jsonl, accounts.jsonl, signals.ndjson, verdicts.jsonl, each "
        "of which may be missing or gzipped. New accounts start open. A line that cannot be read is reported with its "
        "file and number and skipped. Repeating is safe."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--strict", action="store_true", help="stop at the first line that is wrong")
        add_quiet(parser)

    def handle(self, *, folder: Path, strict: bool, quiet: bool, **_options: Any) -> None:
        def complain(sentence: str) -> None:
            if strict:
                raise CommandError(f"{sentence} Stopped; what was read before is kept. Mend it and repeat.")
            self.stderr.write(sentence)

        if not folder.is_dir():
            raise CommandError(f"{folder} is no folder; name the folder that holds accounts.jsonl or signals.ndjson.")
        try:
            with Progress(sys.stderr, "", quiet=quiet) as progress:

                def show(noun: str, count: int) -> None:
                    progress.noun = noun
                    progress.at(count)

                loaded = Dataset(folder, complain, show).load()
        except (BadFile, Refused) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{loaded.accounts} accounts new; {loaded.signals} signals taken, {loaded.duplicates} known already; "
            f"{loaded.verdicts} verdicts new; {loaded.complaints} complaints."
        )
