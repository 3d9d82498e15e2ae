"""Fill a fresh local installation: the demo logins and, unless `--empty`, a small simulated world."""

import os
import tempfile
from argparse import ArgumentParser
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts.onboarding.showing import show_board
from accounts.staff.models import Role, User
from graph.evaluation.worlds.presets import DEMO
from graph.evaluation.worlds.writing import Order, write_world

LOGINS = {
    "sam": ("Sam", "Keller", Role.SALES),
    "ines": ("Ines", "Moreau", Role.REVIEWER),
    "noor": ("Noor", "Haddad", Role.REVIEWER),
    "omar": ("Omar", "Aziz", Role.LEAD),
    "lena": ("Lena", "Park", Role.LEAD),
    "ana": ("Ana", "Ferrari", Role.ANALYST),
    "audrey": ("Audrey", "Lindt", Role.AUDITOR),
    "ada": ("Ada", "Novak", Role.ADMIN),
}
SEED = 7


class Command(BaseCommand):
    """`load_demo [--empty]`: only in the embedded mode, where everything is invented."""

    help = "Create the demo logins and load a small simulated world (embedded mode only)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--empty`: the logins alone."""
        parser.add_argument("--empty", action="store_true", help="only the logins, no simulated world")

    def handle(self, **options: Any) -> None:
        """Create logins, write the world to a temporary folder, load it, derive."""
        password = os.environ.get("KYCRISK_DEMO_PASSWORD", "")
        if not settings.EMBEDDED or not password:
            raise CommandError("load_demo invents customers and logins; it only runs under `dev.py run`.")
        for username, (first, last, role) in LOGINS.items():
            _create(username, first, last, role, password)
        if not options["empty"]:
            _load_world()
            show_board(User.objects.get(username="sam"), User.objects.get(username="ines"))


def _create(username: str, first: str, last: str, role: Role, password: str) -> None:
    user, created = User.objects.get_or_create(
        username=username,
        defaults={"first_name": first, "last_name": last, "role": role, "is_staff": role == Role.ADMIN},
    )
    if created:
        user.set_password(password)
        user.save(update_fields=["password"])


def _load_world() -> None:
    until = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    with tempfile.TemporaryDirectory() as folder:
        write_world(Order(DEMO, SEED, until), Path(folder))
        call_command("load_dataset", folder, quiet=True)
    call_command("advance", quiet=True)
