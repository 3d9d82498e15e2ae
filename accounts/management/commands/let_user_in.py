"""let_user_in: for somebody who lost their password or their phone."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.journal.actors import Actor
from accounts.staff.actions import let_in_again, new_password
from accounts.staff.models import User
from kycrisk.lib.errors import Refused


class Command(BaseCommand):
    help = "Gives a member of staff a new password, printed once, and takes away the second factor."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="NAME")

    def handle(self, *, username: str, **_options: Any) -> None:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"There is nobody called {username!r} on the staff.")
        password = new_password()
        try:
            let_in_again(by=Actor.command("let_user_in"), user=user, password=password)
        except Refused as refused:
            raise CommandError(refused.detail) from None
        self.stdout.write(password)
