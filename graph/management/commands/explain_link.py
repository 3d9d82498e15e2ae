"""Why are two accounts tied? By which values, how strongly, how rare they are, and what is left without each."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.parties.models import Account
from graph.links.ties import PairExplanation, TieLine
from graph.networks.explaining import Explained, explain_pair
from graph.pipeline.arguments import add_as_of, moment_of
from graph.risk.factors import pair_sentence
from kycrisk.lib.errors import Refused

TIMES = ("first_seen", "last_seen", "a_first", "b_first")


class Command(BaseCommand):
    """`explain_link A B [--as-of T] [--json]`."""

    help = "Say which values tie two accounts, how strongly, how rare they are, and what is left without each."

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
            found, explanation = explain_pair(one, other, moment_of(options))
        except Refused as refusal:
            raise CommandError(refusal.detail) from refusal
        lines = [_line(found, line) for line in explanation.lines]
        self.stdout.write(_json(found, explanation, lines) if options["json"] else _text(explanation, lines))


def _account(name: str) -> Account:
    found = Account.objects.filter(account=name).first()
    if found is None:
        raise CommandError(f"There is no account {name}.")
    return found


def _line(found: Explained, line: TieLine) -> dict[str, Any]:
    row = asdict(line)
    row["kind"] = line.kind.name.lower() if line.kind is not None else None
    row["value"] = found.masks[line.value] if line.value is not None else None
    known = line.kind is not None
    row["sentence"] = pair_sentence(row) if known else f"Both show a {line.family} of their own: that speaks against."
    return row | {name: datetime.fromtimestamp(row[name], UTC) for name in TIMES}


def _json(found: Explained, explanation: PairExplanation, lines: list[dict[str, Any]]) -> str:
    """`a` is the account recorded first; `families` hold what INTERFACES has of links, and more."""
    groups = [
        {
            "family": group.family,
            "kind": group.kind.name.lower(),
            "value": found.masks[group.value],
            "accounts": group.accounts,
        }
        for group in explanation.groups
    ]
    body = {
        "a": found.names[0],
        "b": found.names[1],
        "bits": explanation.bits,
        "trusted_bits": explanation.trusted_bits,
        "families": lines,
        "groups": groups,
    }
    return json.dumps(body, indent=2, default=datetime.isoformat)


def _text(explanation: PairExplanation, lines: list[dict[str, Any]]) -> str:
    if not lines:
        return "Nothing ties these two accounts."
    said = [
        f"{explanation.bits:.1f} bits together, {explanation.trusted_bits:.1f} of them from what others cannot write."
    ]
    said += [
        f"{line['bits']:5.1f}  {line['family']:<9} {line['sentence']} Without it {line['without']:.1f} bits are left."
        for line in lines
    ]
    said += [
        f"    0  {group.family:<9} One of {group.accounts:,} accounts that share it: a group, which ties nobody."
        for group in explanation.groups
    ]
    return "\n".join(said)
