"""intake_source: a service of another house may send us signed webhooks."""

from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.journal.actors import Actor
from accounts.policy.querysets import current
from accounts.staff.actions_sources import add_source, remove_source, rotate_source
from accounts.staff.models import IntakeSource
from kycrisk.lib.errors import Refused

BY = Actor.command("intake_source")


class Command(BaseCommand):
    help = "Adds a source of POST /api/v1/intake/NAME or rotates its secret, which is printed once, alone on stdout."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["add", "rotate", "remove", "list"])
        parser.add_argument("name", metavar="NAME", nargs="?", default="", help="such as acme-billing")

    def handle(self, *, what: str, name: str, **_options: Any) -> None:
        if what == "list":
            for source in IntakeSource.objects.kept():
                self.stdout.write(source.name)
            return
        try:
            self._change(what, name)
        except Refused as refused:
            raise CommandError(refused.detail) from None

    def _change(self, what: str, name: str) -> None:
        if what == "remove":
            remove_source(by=BY, name=name)
            return
        if what == "add":
            _, secret = add_source(by=BY, name=name)
        else:
            overlap = timedelta(hours=current().numbers.webhooks.secret_overlap_hours)
            _, secret = rotate_source(by=BY, name=name, overlap=overlap)
        self.stdout.write(secret)
