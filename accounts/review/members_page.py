"""Which accounts would a measure be about? The case's table: pages, filters, and who was put on or left out by hand.

What a person toggled on other pages travels along in the form, so that turning a page forgets nothing. The table shows
whom a suspension would be for, with the rules that are ticked.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator

from accounts.review.choices import Choice
from accounts.review.evidence import Member, listed
from accounts.review.listing import List, list_for, state_of
from accounts.review.models import Case, Evidence
from accounts.review.rules import Rule
from kycrisk.lib.errors import Refused

PAGE = 100
VIEWS = (("", "All"), ("on", "On the list"), ("out", "Left out"))
NO_HAND: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MemberRow:
    """An account of the evidence as it stands now; `default`: is it on the list before anybody touches it?

    `why_out`: why a measure that narrows leaves it out by default.
    """

    member: Member
    state: str
    default: bool
    on_list: bool
    why_out: str
    reasoning: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What part of the table is wanted, and what was toggled by hand: `put` on the list, taken `out` of it."""

    page: int = 1
    view: str = ""
    words: str = ""
    put: frozenset[str] = NO_HAND
    out: frozenset[str] = NO_HAND
    rules: tuple[Rule, ...] = ()


def members_context(case: Case, evidence: Evidence | None, asked: Asked, now: datetime) -> dict[str, Any]:
    """What `templates/review/case_accounts.html` names; the number of queries does not depend on the accounts."""
    rows = _rows(case, evidence, asked, now)
    wanted = [row for row in rows if _fits(row, asked)]
    page = Paginator(wanted, PAGE).get_page(asked.page)
    shown = {row.member.account for row in page}
    return {
        "rows": list(page),
        "members_page": page,
        "ticked": sum(row.on_list for row in rows),
        "ticked_elsewhere": sum(row.on_list for row in rows) - sum(row.on_list for row in page),
        "member_views": _views(rows, asked.view),
        "member_view": asked.view,
        "member_words": asked.words,
        "carried": {"put": sorted(asked.put - shown), "out": sorted(asked.out - shown)},
        "by_hand": len(asked.put) + len(asked.out),
    }


def _rows(case: Case, evidence: Evidence | None, asked: Asked, now: datetime) -> list[MemberRow]:
    if evidence is None:
        return []
    found = _default(case, asked.rules, now)
    chosen = {one.account: one for one in found.chosen}
    rows: list[MemberRow] = []
    for member in listed(evidence.members):
        if one := chosen.get(member.account):
            state = state_of(found.accounts[member.account])
            on_list = (one.included or member.account in asked.put) and member.account not in asked.out
            share = f"{member.elicitation_share:.0%}".replace("%", " %")
            rows.append(MemberRow(member, state, one.included, on_list, one.why_out, share))
    return rows


def _default(case: Case, rules: Sequence[Rule], now: datetime) -> List:
    """Whom a suspension is for before anybody touches the list; rules that cannot be read leave nobody out yet."""
    try:
        return list_for(case, Choice(measure="suspend", note="-", seen=0, rules=tuple(rules)), now=now)
    except Refused:
        return list_for(case, Choice(measure="suspend", note="-", seen=0), now=now)


def _fits(row: MemberRow, asked: Asked) -> bool:
    words = asked.words.casefold()
    if words and words not in f"{row.member.account} {row.member.company}".casefold():
        return False
    return not asked.view or row.on_list == (asked.view == "on")


def _views(rows: Sequence[MemberRow], view: str) -> list[dict[str, Any]]:
    on_list = sum(row.on_list for row in rows)
    counts = {"": len(rows), "on": on_list, "out": len(rows) - on_list}
    return [{"value": name, "label": label, "count": counts[name], "current": name == view} for name, label in VIEWS]
