"""Write what is thought of every account, one JSON line each: recommendation, score, network, reasons."""

import json
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.parties.models import Account
from graph.signals.reading import newest_read


class Command(BaseCommand):
    """`export_assessments FILE`."""

    help = "Write one JSON line per account: recommendation, score, network, reasons."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--quiet", action="store_true", help="say nothing unless something goes wrong")

    def handle(self, **options: Any) -> None:
        """Write all lines, then say how many."""
        count = 0
        try:
            with options["file"].open("w", encoding="utf-8") as lines:
                for line in assessments():
                    lines.write(json.dumps(line, ensure_ascii=False) + "\n")
                    count += 1
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        if not options["quiet"]:
            self.stdout.write(f"{count:,} accounts written.")


def assessments() -> Iterator[dict[str, Any]]:
    """Everybody, in the order of their ids; whom nothing ties is clear."""
    rows = Account.objects.select_related("assessment__network").order_by("account")
    as_of = (newest_read("fold") or timezone.now()).isoformat()
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
