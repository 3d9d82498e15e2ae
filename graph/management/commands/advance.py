"""Drain the pipeline: fold in what waits, derive networks, refer what deserves a person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from graph.pipeline.actions import Advanced, advance
from graph.pipeline.arguments import add_as_of, moment_of, teller


class Command(BaseCommand):
    """`advance [--as-of T] [--quiet]`."""

    help = "Fold in everything that waits and derive networks and recommendations."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """As of when, and how loud."""
        add_as_of(parser)

    def handle(self, **options: Any) -> None:
        """Run once and say what was done."""
        done = advance(moment_of(options), teller(self.stderr, quiet=options["quiet"]))
        if not options["quiet"]:
            self.stdout.write(said(done))


def said(done: Advanced) -> str:
    """What was done, in one line."""
    return (
        f"{done.signals:,} signals and {done.facts:,} journal lines folded in, {done.touched:,} accounts touched; "
        f"epoch {done.epoch}, {done.networks:,} networks, {done.referrals:,} referred."
    )
