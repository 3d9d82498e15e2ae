"""Who is on a decision's list, and why is somebody left out? The innocent first.

Pure. A measure that narrows access starts from those whose own conduct the evidence speaks of: whoever the evidence
leaves out, is only tied to the others, or has paid for a long time is left out with the reason. A person may leave out
more, with a reason, and may put somebody back on the list by naming them.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from accounts.review.evidence import Member
from accounts.review.measures import ABOUT_AN_APPLICATION, MEASURES, starting_states
from accounts.review.people import Person
from accounts.review.rules import Rule, why_left_out
from kycrisk.lib.errors import Refused


class Chosen(NamedTuple):
    """One account and whether it is on the list; `why_out` is empty for those who are."""

    account: str
    included: bool
    why_out: str = ""


def select(
    measure: str,
    members: Sequence[Member],
    people: Mapping[str, Person],
    undone: str = "",
    rules: Sequence[Rule] = (),
) -> list[Chosen]:
    """The list a measure starts with, in the order of the evidence; `undone` is the measure that it takes back."""
    chosen = []
    for member in members:
        person = people.get(member.account, Person())
        why = why_out(measure, member, person, undone) or why_left_out(rules, member, person)
        chosen.append(Chosen(member.account, included=not why, why_out=why))
    return chosen


def why_out(measure: str, member: Member, person: Person, undone: str = "") -> str:
    """Why this account is left out by default; empty if it is on the list."""
    if not MEASURES[measure].changes_access or person.pending:
        return ""
    if impossible := _impossible(measure, person, undone):
        return impossible
    spares = MEASURES[measure].narrows and measure not in ABOUT_AN_APPLICATION
    return _innocent(member, person) if spares else ""


def _innocent(member: Member, person: Person) -> str:
    """What speaks for leaving an account out, strongest first."""
    tied = "only tied to the others" if member.recommendation in {"clear", "watch"} else ""
    established = "established payer" if person.established_payer else ""
    contract = "enterprise contract" if person.tier == "enterprise" else ""
    return established or contract or person.earlier or member.leave_out or tied


def _impossible(measure: str, person: Person, undone: str) -> str:
    if person.moved:
        return person.moved
    if person.state in starting_states(measure, undone):
        return ""
    return f"is {person.state}" if person.state else "no access record"


def adjust(chosen: Sequence[Chosen], included: Collection[str], left_out: Mapping[str, str]) -> list[Chosen]:
    """The list as a person wants it: exactly `included`, the others left out, with their reasons.

    Raises `Refused` (422) for an account that is not in the evidence, and for one that the person leaves out of the
    default list without a reason.
    """
    if strangers := set(included) - {choice.account for choice in chosen}:
        raise Refused(
            f"{min(strangers)} is not among the accounts of this case's evidence; leave it off the list.",
            code="not_in_evidence",
            status=422,
        )
    return [_as_wanted(choice, included, left_out) for choice in chosen]


def _as_wanted(choice: Chosen, included: Collection[str], left_out: Mapping[str, str]) -> Chosen:
    if choice.account in included:
        return Chosen(choice.account, included=True)
    why = left_out.get(choice.account, "").strip() or choice.why_out
    if not why:
        raise Refused(
            f"Say why {choice.account} is left out: a reason in a few words.",
            code="left_out_without_reason",
            status=422,
        )
    return Chosen(choice.account, included=False, why_out=why[:200])


def seal(members: Iterable[tuple[str, bool]]) -> str:
    """SHA-256 over the sorted pairs of account and whether it is included: the list two people agree on, in hex."""
    canonical = json.dumps(sorted(members), separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
