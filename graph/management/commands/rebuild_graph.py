"""Derive links, networks and risk anew from the observations; for the same epoch and time the same as `advance`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from graph.management.commands.advance import said
from graph.pipeline.actions import rebuild
from graph.pipeline.arguments import add_as_of, moment_of, teller


class Command(BaseCommand):
    """`rebuild_graph [--as-of T] [--quiet]`."""

    help = "Derive links, networks and risk anew from the observations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As of when, and how loud."""
        add_as_of(parser)

    def handle(self, **options: Any) -> None:
        """Run once and say what was done."""
        done = rebuild(moment_of(options), teller(self.stderr, quiet=options["quiet"]))
        if not options["quiet"]:
            self.stdout.write(said(done))
