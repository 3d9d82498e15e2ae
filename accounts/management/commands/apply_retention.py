"""apply_retention: what is not to be kept any longer goes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.erasing import expire_applications
from accounts.onboarding.retaining import expire_documents


class Command(BaseCommand):
    help = "Destroys documents and applications whose time has come by policy; safe to repeat, and run every day."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="say nothing when all went well")

    def handle(self, **options: Any) -> None:
        by, now = Actor.command("apply_retention"), timezone.now()
        documents, applications = expire_documents(by, now.date()), expire_applications(by, now)
        if not options["quiet"]:
            self.stdout.write(f"Forgotten: {documents:,} documents, {applications:,} applications.")
