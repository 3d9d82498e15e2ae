"""Why are two accounts tied? The lines of one pair, strongest first, and what is left without each."""

from typing import Any

from accounts.parties.models import Account
from accounts.review.evidence import Line
from graph.desk.telling import ToldTie, told_pair
from kycrisk.lib.errors import Refused


def pair_context(one: str, other: str) -> dict[str, Any]:
    """What `templates/desk/pair.html` names; `problem` says why there is no answer."""
    asked = {"one": one, "other": other}
    if not (one and other):
        return asked
    try:
        pair = told_pair(*_two(one, other))
    except Refused as refusal:
        return {**asked, "problem": refusal.detail}
    return {**asked, "answered": True, "pair": pair, "lines": [shown(line) for line in pair.lines]}


def _two(one: str, other: str) -> tuple[Account, Account]:
    if one == other:
        raise Refused("A tie needs two different accounts.", code="same_account", status=422)
    found = {account.account: account for account in Account.objects.named([one, other])}
    if unknown := [name for name in (one, other) if name not in found]:
        raise Refused(f"There is no account {unknown[0]}.", code="unknown_account", status=404)
    return found[one], found[other]


def shown(tie: ToldTie) -> Line:
    """A tie as a line of evidence."""
    if tie.weight == "context":
        return Line(tie.family, tie.family, tie.sentence, weight="context")
    return Line(tie.family, tie.family, tie.sentence, f"Without it {tie.without:.1f} bits are left.", tie.bits)
