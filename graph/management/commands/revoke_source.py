"""revoke_source: nothing that a lying source told counts any more, or counts again."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.journal.actors import Actor
from graph.signals.actions_sources import Told, keys_that_speak, restore_source, revoke_source, told_under
from kycrisk.lib.errors import Refused


class Command(BaseCommand):
    help = (
        "Withholds everything that the sources under a prefix told and will tell (sightings, prompts, payments): the "
        "next `advance` derives without it. It is kept, and counts again after --withdraw. Says how much that is first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("prefix", metavar="PREFIX", help="/billing/acme: this source and all below it")
        parser.add_argument("--reason", default="revoked at the command line", help="why, for the journal; name nobody")
        parser.add_argument("--withdraw", action="store_true", help="believe the sources again")
        parser.add_argument("--count", action="store_true", help="only say how much it is")
        parser.add_argument("--quiet", action="store_true", help="say nothing when all went well")

    def handle(self, *, prefix: str, reason: str, withdraw: bool, count: bool, **options: Any) -> None:
        try:
            told, keys = told_under(prefix), keys_that_speak(prefix)
            self._say(_in_words(prefix, told), options)
            if not count:
                act = restore_source if withdraw else revoke_source
                act(by=Actor.command("revoke_source"), prefix=prefix, reason=reason)
                self._say("It counts again." if withdraw else _revoked(keys), options)
        except Refused as refused:
            raise CommandError(refused.detail) from None

    def _say(self, line: str, options: dict[str, Any]) -> None:
        if not options["quiet"]:
            self.stdout.write(line)


def _in_words(prefix: str, told: Told) -> str:
    evidence = f"{told.sightings:,} sightings and {told.exchanges:,} exchanges of {told.accounts:,} accounts"
    return f"{prefix}: {told.sources:,} sources told {evidence}."


def _revoked(keys: list[str]) -> str:
    speaking = f" Keys that still speak for it (revoke them on /staff/): {', '.join(keys)}." if keys else ""
    return f"Nothing of it counts from the next derivation on.{speaking}"
