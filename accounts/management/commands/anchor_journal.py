"""anchor_journal: sign the journal's head, to be kept outside the database."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.journal.anchoring import signed_head
from kycrisk.lib.progress import add_quiet


class Command(BaseCommand):
    help = (
        "Gives settled entries their place in the chain, then writes its signed head as one JSON line, to stdout or at "
        "the end of a file. Keep the lines where nobody who can change the database can change them."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, metavar="FILE", help="add the line to this file")
        add_quiet(parser)

    def handle(self, *, output: Path | None, **_options: Any) -> None:
        line = signed_head()
        if line is None:
            raise CommandError("The journal is empty: there is no head to anchor.")
        if output is None:
            self.stdout.write(line)
            return
        try:
            with output.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise CommandError(f"{output} cannot be written: {error.strerror}.") from None
