"""evaluate: how good is the product on a labelled folder?"""

import sys
import tempfile
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from graph.evaluation.ablations import chosen
from graph.evaluation.evaluating import Evaluation, truth_of
from graph.evaluation.pages import terminal
from graph.evaluation.replaying import Replay
from graph.evaluation.report import Report, encoded
from kycrisk.lib.errors import Refused
from kycrisk.lib.postgres_binaries import PostgresError
from kycrisk.lib.progress import Progress, add_quiet
from kycrisk.lib.rows import BadFile
from kycrisk.local.children import run_to_end, stopping_on_signals
from kycrisk.local.scratch import scratch
from kycrisk.local.state import ROOT, LocalError

TOLD_PER_FILE = 20


class Command(BaseCommand):
    help = (
        "Replays a labelled dataset folder day by day in a scratch database that is thrown away afterwards, and "
        "compares what is found with truth.json: accounts, networks, operators, honest groups, poisoned victims, and "
        "what simpler rules would have found. Nothing of this installation is read or changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--output", type=Path, metavar="FILE", help="write the report as JSON too")
        parser.add_argument("--every", type=int, default=1, metavar="N", help="derive every N days (default: 1)")
        parser.add_argument(
            "--ablate",
            nargs="*",
            metavar="NAME",
            help="at the end, judge again without each of these families and rules; without names, of all (minutes)",
        )
        parser.add_argument("--strict", action="store_true", help="stop at the first line that is wrong")
        parser.add_argument(
            "--here", action="store_true", help="use the database of DATABASE_URL, which must be migrated and empty"
        )
        add_quiet(parser)

    def handle(self, **options: Any) -> None:
        if options["every"] < 1:
            raise CommandError("--every: write a number of days from 1 up.")
        output: Path | None = options["output"]
        if output and not output.absolute().parent.is_dir():
            raise CommandError(f"{output}: there is no folder {output.absolute().parent}.")
        try:
            chosen(options["ablate"])
            if options["here"]:
                self._evaluate(options)
                return
            truth_of(options["folder"])
            with stopping_on_signals(), scratch() as settings:
                code = run_to_end([sys.executable, str(ROOT / "manage.py"), *_passed_on(options)], settings)
        except (BadFile, LocalError, PostgresError, Refused) as error:
            raise CommandError(str(error)) from None
        except KeyboardInterrupt:
            raise CommandError("Stopped. The scratch database is thrown away.", returncode=130) from None
        if code:
            raise SystemExit(code)

    def _evaluate(self, options: dict[str, Any]) -> None:
        truth, complaints = truth_of(options["folder"])
        told = _Told(self, strict=options["strict"])
        for sentence in complaints:
            told.complain(f"truth.json: {sentence}")
        with tempfile.TemporaryDirectory() as work, Progress(sys.stderr, "", quiet=options["quiet"]) as progress:

            def show(noun: str, count: int) -> None:
                progress.noun = noun
                progress.at(count)

            replay = Replay(options["folder"], Path(work), told.complain, show, options["every"])
            replay.complaints.update({"truth.json": len(complaints)} if complaints else {})
            try:
                report = Evaluation(truth, replay, show, chosen(options["ablate"])).run()
            except DatabaseError as error:
                raise CommandError(f"The scratch database gave up: {str(error).splitlines()[0]}") from error
        told.rest()
        self._write(report, options["output"])

    def _write(self, report: Report, output: Path | None) -> None:
        self.stdout.write(terminal([report]))
        try:
            if output:
                output.write_bytes(encoded(report))
        except OSError as error:
            raise CommandError(f"{output}: {error.strerror}") from error


class _Told:
    """Complaints on stderr: the first ones of each file in full, then how many more; `strict` stops at the first."""

    def __init__(self, command: BaseCommand, *, strict: bool) -> None:
        self.command, self.strict, self.counts = command, strict, Counter[str]()

    def complain(self, sentence: str) -> None:
        name = sentence.partition(":")[0]
        if self.strict:
            raise CommandError(f"{sentence} Stopped; mend it, or leave --strict out to skip such lines.")
        self.counts[name] += 1
        if self.counts[name] <= TOLD_PER_FILE:
            self.command.stderr.write(sentence)

    def rest(self) -> None:
        for name, count in self.counts.items():
            if count > TOLD_PER_FILE:
                self.command.stderr.write(f"{name}: {count - TOLD_PER_FILE:,} more complaints are not shown.")


def _passed_on(options: dict[str, Any]) -> list[str]:
    words = ["evaluate", str(options["folder"]), "--here", "--every", str(options["every"])]
    words += ["--output", str(options["output"])] if options["output"] else []
    words += ["--ablate", *options["ablate"]] if options["ablate"] is not None else []
    return words + [f"--{name}" for name in ("strict", "quiet") if options[name]]
