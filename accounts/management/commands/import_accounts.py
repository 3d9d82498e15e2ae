"""import_accounts: take over existing customers, once."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.journal.actors import Actor
from accounts.review.taking_over import Import
from kycrisk.lib.errors import Refused
from kycrisk.lib.progress import Progress, add_quiet
from kycrisk.lib.rows import BadFile, rows_of


class Command(BaseCommand):
    help = (
        "Takes over existing customers from CSV (with a header) or JSON Lines, gzipped or not, with the fields of "
        "accounts.jsonl; a company as the object `company` or the columns company_name, company_jurisdiction, "
        "company_registration_number. A line that cannot be read is reported with its number and skipped. "
        "Repeating is safe."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--state", choices=("open", "provisional"), required=True, help="the door they get")
        parser.add_argument("--strict", action="store_true", help="stop at the first line that is wrong")
        add_quiet(parser)

    def handle(self, *, file: Path, state: str, strict: bool, quiet: bool, **_options: Any) -> None:
        def complain(sentence: str) -> None:
            if strict:
                raise CommandError(f"{file}: {sentence} Earlier lines are kept in thousands; mend it and repeat.")
            self.stderr.write(f"{file}: {sentence}")

        try:
            with Progress(sys.stderr, "accounts", quiet=quiet) as progress:
                taking = Import(Actor.command("import_accounts"), state, complain, progress.at)
                taken = taking.run(rows_of(file, column="account"), name=file.name)
        except (BadFile, Refused) as error:
            raise CommandError(str(error)) from None
        self.stdout.write(
            f"{taken.rows} lines: {taken.created} accounts new, {taken.updated} updated, {taken.let_in} let in as "
            f"{state}, {taken.skipped} lines skipped."
        )
