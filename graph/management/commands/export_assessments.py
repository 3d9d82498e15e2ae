"""Write what is thought of every account, one JSON line each: recommendation, score, network, reasons."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.parties.models import Account
from graph.pipeline.arguments import add_as_of, moment_of, teller
from graph.pipeline.looking_back import as_it_was
from graph.signals.reading import newest_read


class Command(BaseCommand):
    """`export_assessments FILE [--as-of T]`."""

    help = "Write one JSON line per account: recommendation, score, network, reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path)
        add_as_of(parser)

    def handle(self, **options: Any) -> None:
        """Write all lines, then say how many."""
        moment = moment_of(options)
        with as_it_was(moment, teller(self.stderr, quiet=options["quiet"])) if moment else nullcontext():
            count = _write(options["file"], assessments(moment))
        if not options["quiet"]:
            self.stdout.write(f"{count:,} accounts written.")


def _write(path: Path, lines: Iterator[dict[str, Any]]) -> int:
    count = 0
    try:
        with path.open("w", encoding="utf-8") as file:
            for count, line in enumerate(lines, 1):  # noqa: B007  # the last one is how many there were
                file.write(json.dumps(line, ensure_ascii=False) + "\n")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from error
    return count


def assessments(moment: datetime | None = None) -> Iterator[dict[str, Any]]:
    """Everybody, in the order of their ids; whom nothing ties is clear. `moment` is what they were derived as of."""
    rows = Account.objects.select_related("assessment__network").order_by("account")
    as_of = (moment or newest_read("fold") or timezone.now()).isoformat()
    for account in rows.iterator(chunk_size=2_000):
        assessment = getattr(account, "assessment", None)
        network = assessment.network if assessment else None
        yield {
            "account": account.account,
            "recommendation": assessment.recommendation if assessment else "clear",
            "score": assessment.score if assessment else 0.0,
            "network": network.network if network else None,
            "reasons": [
                {"factor": line["factor"], "bits": line["bits"], "sentence": line["sentence"]}
                for line in (assessment.reasons if assessment else [])
            ],
            "assessed_at": assessment.assessed_at.isoformat() if assessment else as_of,
        }
