"""summarise_evaluations: several reports as one, on the terminal and as a page."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError

from graph.evaluation.pages import page, terminal
from graph.evaluation.report import VERSION, Report, decoded


class Command(BaseCommand):
    help = (
        "Sums up reports that `evaluate --output` wrote: the mean over all of them, with 95 % intervals "
        "in brackets. With --page it also writes them as a page for a repository; docs/detection.md is one."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("reports", type=Path, nargs="+", metavar="REPORT")
        parser.add_argument("--page", type=Path, metavar="FILE", help="write this Markdown page")
        parser.add_argument("--quiet", action="store_true", help="say nothing unless something goes wrong")

    def handle(self, *, reports: list[Path], **options: Any) -> None:
        runs = [_read(path) for path in reports]
        if not options["quiet"]:
            self.stdout.write(terminal(runs))
        if options["page"]:
            try:
                options["page"].write_text(page(runs), encoding="utf-8")
            except OSError as error:
                raise CommandError(f"{options['page']}: {error.strerror}") from error


def _read(path: Path) -> Report:
    try:
        report = decoded(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise CommandError(f"{path} is no report of `evaluate --output`, or one of another version.") from None
    if report.version != VERSION:
        raise CommandError(f"{path} is a report of version {report.version}; this program reads version {VERSION}.")
    return report
