"""create_api_key: a machine gets a key."""

from argparse import ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.journal.actors import Actor
from accounts.staff.actions_keys import KeyWanted, create_key
from accounts.staff.bearer import SCOPES
from kycrisk.lib.errors import Refused


class Command(BaseCommand):
    help = "Creates a key for a machine and prints it, once, alone on stdout."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", metavar="NAME", help="what the journal calls the machine")
        parser.add_argument("--scope", action="append", required=True, metavar="S", help=", ".join(SCOPES))
        parser.add_argument(
            "--source", action="append", default=[], metavar="PREFIX", help="whose signals it may hand in"
        )
        parser.add_argument("--network", action="append", default=[], metavar="CIDR", help="from where it may call")
        parser.add_argument("--expires", type=moment, metavar="WHEN", help="such as 2027-06-30 or 2027-06-30T12:00Z")

    def handle(self, *, name: str, scope: list[str], source: list[str], network: list[str], **options: Any) -> None:
        wanted = KeyWanted(name=name, scopes=scope, sources=source, networks=network, expires_at=options["expires"])
        try:
            _, secret = create_key(by=Actor.command("create_api_key"), wanted=wanted)
        except Refused as refused:
            raise CommandError(refused.detail) from None
        self.stdout.write(secret)


def moment(text: str) -> datetime:
    """A date or time; UTC unless it says otherwise."""
    try:
        found = parse_datetime(text) or datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text!r} is no time; write such as 2027-06-30 or 2027-06-30T12:00Z") from None
    return found if timezone.is_aware(found) else timezone.make_aware(found)
