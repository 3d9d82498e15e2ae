"""Why are two accounts tied? The lines of one pair, strongest first, and what is left without each."""

from dataclasses import asdict
from typing import Any

from accounts.parties.models import Account
from accounts.review.evidence import Line
from graph.links.ties import TieLine
from graph.networks.explaining import Explained, explain_pair
from graph.risk.factors import pair_sentence
from kycrisk.lib.errors import Refused


def pair_context(one: str, other: str) -> dict[str, Any]:
    """What `templates/desk/pair.html` names; `problem` says why there is no answer."""
    asked = {"one": one, "other": other}
    if not (one and other):
        return asked
    try:
        found, explanation = explain_pair(*_two(one, other))
    except Refused as refusal:
        return {**asked, "problem": refusal.detail}
    lines = [_line(found, line) for line in explanation.lines]
    groups = [f"{found.masks[group.value]}: {group.accounts:,} controllers show it" for group in explanation.groups]
    return {**asked, "answered": True, "bits": explanation.bits, "lines": lines, "groups": groups}


def _two(one: str, other: str) -> tuple[Account, Account]:
    if one == other:
        raise Refused("A tie needs two different accounts.", code="same_account", status=422)
    found = {account.account: account for account in Account.objects.named([one, other])}
    if unknown := [name for name in (one, other) if name not in found]:
        raise Refused(f"There is no account {unknown[0]}.", code="unknown_account", status=404)
    return found[one], found[other]


def _line(found: Explained, line: TieLine) -> Line:
    if line.kind is None or line.value is None:
        sentence = f"Each has a {line.family} of its own: that speaks against a tie."
        return Line(line.family, line.family, sentence, bits=line.bits)
    named = {**asdict(line), "kind": line.kind.name.lower(), "value": found.masks[line.value]}
    without = f"Without it {line.without:.1f} bits are left."
    return Line(line.family, line.family, pair_sentence(named), small=without, bits=line.bits)
