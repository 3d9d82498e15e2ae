"""verify_journal: is the journal as it was written?"""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.journal.anchoring import our_public_key
from accounts.journal.anchors import Anchor, BadAnchor, read_anchor
from accounts.journal.models import Link
from accounts.journal.verifying import Tampered, one_consistent_state, verify
from kycrisk.lib.progress import Progress, add_quiet


class Command(BaseCommand):
    help = (
        "Recomputes every seal and the whole chain of the journal. Exit code 1 and the first broken place if anything "
        "was changed, removed, slipped in or moved; with anchors also if the tail was cut off."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--anchors", type=Path, metavar="FILE", help="what anchor_journal wrote, kept elsewhere")
        add_quiet(parser)

    def handle(self, *, anchors: Path | None, quiet: bool, **_options: Any) -> None:
        known = anchors_in(anchors) if anchors else []
        head = Link.objects.in_order().last()
        total = head.position if head else 0
        try:
            with one_consistent_state(), Progress(sys.stderr, "places", total=total, quiet=quiet) as progress:
                found = verify(known, tell=progress.at)
        except Tampered as broken:
            raise CommandError(f"The journal was tampered with. {broken}") from None
        self.stdout.write(
            f"The journal is whole: {found.chained} entries in the chain, {found.waiting} waiting for their place, "
            f"{len(known)} anchors checked."
        )


def anchors_in(path: Path) -> list[Anchor]:
    """The anchors of a file; `CommandError` naming the first line that is none of ours."""
    known, key = [], our_public_key()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"{path} cannot be read: {getattr(error, 'strerror', None) or 'it is no text'}.") from None
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                known.append(read_anchor(line, key))
            except BadAnchor as error:
                raise CommandError(f"{path}, line {number}: {error}.") from None
    return known
