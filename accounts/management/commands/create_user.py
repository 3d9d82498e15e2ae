"""create_user: somebody joins the staff."""

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.journal.actors import Actor
from accounts.staff.actions import create_user, new_password
from accounts.staff.models import Role
from kycrisk.lib.errors import Refused


class Command(BaseCommand):
    help = "Creates a member of staff. Without --password-stdin a password is made and printed, once, alone on stdout."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", metavar="NAME", help="what they type to log in")
        parser.add_argument("--role", required=True, choices=Role.values)
        parser.add_argument("--full-name", default="", metavar="'INES MOREAU'", help="what colleagues see")
        parser.add_argument(
            "--password-stdin", action="store_true", help="read the password from the first line of stdin"
        )

    def handle(self, *, username: str, role: str, full_name: str, password_stdin: bool, **_options: Any) -> None:
        password = sys.stdin.readline().rstrip("\n") if password_stdin else new_password()
        try:
            create_user(
                by=Actor.command("create_user"), username=username, role=role, password=password, full_name=full_name
            )
        except Refused as refused:
            raise CommandError(refused.detail) from None
        if not password_stdin:
            self.stdout.write(password)
