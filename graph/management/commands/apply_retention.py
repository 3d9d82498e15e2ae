"""apply_retention: what is not to be kept any longer goes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.journal.actors import Actor
from graph.pipeline.retaining import apply_retention
from kycrisk.lib.errors import Refused


class Command(BaseCommand):
    help = (
        "Destroys documents and applications, drops months of raw signals and forgets receipts whose time has come by "
        "policy; what was observed stays. Safe to repeat, and run every day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say nothing when all went well")

    def handle(self, **options: Any) -> None:
        try:
            gone = apply_retention(by=Actor.command("apply_retention"), now=timezone.now())
        except Refused as refused:
            raise CommandError(refused.detail) from None
        if not options["quiet"]:
            answers = f"{gone.documents:,} documents, {gone.applications:,} applications"
            self.stdout.write(f"Forgotten: {answers}, {gone.months:,} months of signals, {gone.receipts:,} receipts.")
