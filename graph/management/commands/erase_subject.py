"""erase_subject: the right to be forgotten."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.journal.actors import Actor
from graph.pipeline.erasing import erase_subject
from kycrisk.lib.errors import Refused


class Command(BaseCommand):
    help = (
        "Forgets an account (with its applications and what was observed of it), an application or a person: destroys "
        "the key under which their personal data are sealed. This cannot be undone."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", metavar="ID", help="an account's id, app_… or per_…")
        parser.add_argument("--reason", required=True, help="why, for the journal; name nobody")
        parser.add_argument("--quiet", action="store_true", help="say nothing when all went well")

    def handle(self, *, subject: str, reason: str, **options: Any) -> None:
        try:
            said = erase_subject(by=Actor.command("erase_subject"), name=subject, reason=reason)
        except Refused as refused:
            raise CommandError(refused.detail) from None
        if not options["quiet"]:
            self.stdout.write(said)
