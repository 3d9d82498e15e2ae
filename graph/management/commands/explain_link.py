"""Why are two accounts tied? By which values and scripts, how strongly, how rare, and what is left without each."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.parties.models import Account
from graph.desk.telling import ToldPair, told_pair
from graph.pipeline.arguments import add_as_of, moment_of
from kycrisk.lib.errors import Refused


class Command(BaseCommand):
    """`explain_link A B [--as-of T] [--json]`."""

    help = "Say what ties two accounts, how strongly, how rare it is, and what is left without each of it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The two accounts."""
        parser.add_argument("a", help="the provider's id of one account")
        parser.add_argument("b", help="and of the other")
        parser.add_argument("--json", action="store_true", help="for machines")
        add_as_of(parser)

    def handle(self, **options: Any) -> None:
        """Explain, or say in one line why not."""
        one, other = (_account(options[name]) for name in ("a", "b"))
        if one == other:
            raise CommandError("A tie needs two different accounts.")
        try:
            pair = told_pair(one, other, moment_of(options))
        except Refused as refusal:
            raise CommandError(refusal.detail) from refusal
        self.stdout.write(_json(pair) if options["json"] else _text(pair))


def _account(name: str) -> Account:
    found = Account.objects.filter(account=name).first()
    if found is None:
        raise CommandError(f"There is no account {name}.")
    return found


def _json(pair: ToldPair) -> str:
    """`a` is the account recorded first; `families` hold what INTERFACES has of links, and more."""
    body = asdict(pair)
    body["families"] = body.pop("lines")
    return json.dumps(body, indent=2, default=datetime.isoformat)


def _text(pair: ToldPair) -> str:
    said = [
        f"{pair.bits:.1f} bits together.",
        f"{pair.identity_bits:5.1f}  say who they are, {pair.trusted_bits:.1f} of it from what others cannot write.",
        f"{pair.conduct_bits:5.1f}  say what they do.",
    ]
    said += [
        f"{line.bits:5.1f}  {line.family:<9} {line.sentence}"
        + (f" Without it {line.without:.1f} bits are left." if line.weight == "counts" else "")
        for line in pair.lines
    ]
    said += [f"    0  {group.family:<9} {group.sentence}" for group in pair.groups]
    return "\n".join(said) if pair.lines or pair.groups else "Nothing ties these two accounts."
