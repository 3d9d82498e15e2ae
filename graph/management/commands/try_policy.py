"""What would a version of the policy change? Derived beside what holds, said, and left as it was."""

import json
from argparse import ArgumentParser
from typing import Any

import msgspec
from django.core.management.base import BaseCommand, CommandError

from accounts.policy.bodies import BadBody, numbers_of
from accounts.policy.querysets import Numbered, numbered
from graph.desk.trial_page import headline
from graph.pipeline.arguments import add_as_of, moment_of
from graph.pipeline.comparison import Comparison
from graph.pipeline.trying import tried
from kycrisk.lib.errors import Refused


class Command(BaseCommand):
    """`try_policy 15 [--as-of T] [--json]`, or `try_policy '{"ties": {"ip": {"cap": 4}}}'`."""

    help = "Say what a version of the policy, or a body that was never drafted, would change. Nothing is changed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which numbers, as of when."""
        parser.add_argument("policy", help='the number of a version, or a body such as {"ties": {"ip": {"cap": 4}}}')
        parser.add_argument("--json", action="store_true", help="for machines")
        add_as_of(parser)

    def handle(self, **options: Any) -> None:
        """Try it, or say in one line why not."""
        try:
            found = tried(_policy(options["policy"]), moment_of(options))
        except Refused as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stdout.write(json.dumps(msgspec.to_builtins(found)) if options["json"] else _text(found))


def _policy(text: str) -> Numbered:
    if text.isascii() and text.isdigit() and len(text) < 9:
        if found := numbered(int(text)):
            return found
        raise CommandError(f"There is no policy {text}.")
    try:
        return Numbered(0, numbers_of(json.loads(text)))
    except (json.JSONDecodeError, BadBody, RecursionError) as error:
        raise CommandError(f"{text[:60]}: neither the number of a version nor a body: {error}") from error


def _text(found: Comparison) -> str:
    lines = [headline(found)]
    lines += [
        f"{level:7}{was:>9,} accounts now, {now:,} then; {networks[0]:,} networks now, {networks[1]:,} then"
        for level, (was, now) in found.accounts.items()
        for networks in [found.networks[level]]
    ]
    lines += [f"  {change.name}: {change.how}, {change.was.level} to {change.now.level}" for change in found.changed]
    if found.changed_in_all > len(found.changed):
        lines.append(f"  and {found.changed_in_all - len(found.changed):,} more")
    if found.who:
        lines.append("Newly touched: " + ", ".join(f"{count:,} {mark}" for mark, count in found.who))
    return "\n".join(lines)
