"""import_ranges: which networks are hosting, VPN, Tor or carrier ones."""

import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.journal.actors import Actor
from graph.signals.actions import import_ranges
from graph.signals.kinds import NetworkClass
from graph.signals.ranges import Network, blocks_in, tor_exits_in
from kycrisk.lib.errors import Refused
from kycrisk.lib.progress import Progress, add_quiet
from kycrisk.lib.rows import open_any

CLASSES = {known.name.lower(): known for known in NetworkClass if known}


class Command(BaseCommand):
    help = (
        "Replaces the ranges of a class of networks by those in the files: a CIDR block or address a line, # for "
        "comments; a .csv file is a Tor exit list with a column ipaddr. Files may be gzipped. Addresses that were "
        "seen already are looked at again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("network_class", metavar="CLASS", choices=sorted(CLASSES), help=", ".join(sorted(CLASSES)))
        parser.add_argument("files", metavar="FILE", type=Path, nargs="+", help="all of the class's list, in parts")
        add_quiet(parser)

    def handle(self, *, network_class: str, files: list[Path], quiet: bool, **_options: Any) -> None:
        try:
            networks = [block for path in files for block in _blocks(path)]
            with Progress(sys.stderr, "addresses looked at again", quiet=quiet) as progress:
                imported = import_ranges(
                    by=Actor.command("import_ranges"),
                    network_class=CLASSES[network_class],
                    networks=networks,
                    version=", ".join(path.name for path in files),
                    progress=progress.at,
                )
        except Refused as refused:
            raise CommandError(refused.detail) from None
        moved = f"{imported.reclassified:,} known addresses changed their class"
        self.stdout.write(f"{imported.ranges:,} {network_class} ranges; {moved}.")


def _blocks(path: Path) -> Iterator[Network]:
    try:
        with open_any(path) as file:
            lines = (line.decode() for line in file)
            yield from tor_exits_in(lines) if ".csv" in path.suffixes else blocks_in(lines)
    except (OSError, EOFError, ValueError) as error:
        raise CommandError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
