"""Which arguments do the commands of the derivation share? `--as-of T`, `--quiet`, and progress on a terminal."""

from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import CommandError, OutputWrapper
from django.utils.dateparse import parse_datetime


def add_as_of(parser: ArgumentParser) -> None:
    """`--as-of 2026-11-24T09:00:00Z` and `--quiet`."""
    parser.add_argument("--as-of", metavar="T", help="ISO 8601, UTC; default: the newest accepted signal's time")
    parser.add_argument("--quiet", action="store_true", help="say nothing unless something goes wrong")


def moment_of(options: Mapping[str, Any]) -> datetime | None:
    """The moment asked for; a clear line if it is no time."""
    text = options["as_of"]
    if text is None:
        return None
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise CommandError(f"--as-of {text}: write a time such as 2026-11-24T09:00:00Z")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def teller(stream: OutputWrapper, *, quiet: bool) -> Callable[[str, int], None]:
    """Progress in one line on a terminal; silence otherwise."""

    def tell(what: str, count: int) -> None:
        if not quiet and stream.isatty():
            stream.write(f"\r{count:,} {what}", ending="")

    return tell
