"""What does the second person see? What waits, who proposed it, what changed since, and the frozen list."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator

from accounts.review.actions_propose import why_not_approve_by
from accounts.review.evidence import Fact
from accounts.review.measures import MEASURES
from accounts.review.models import Proposal, ProposalMember
from accounts.review.since import Since, since_proposal
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may

WAITING_SHOWN = 100
MEMBERS_PAGE = 50
NAMED = 3
VERBS = {"suspend": "Suspend", "restore": "Restore"}
ICONS = {"suspend": "lock", "restore": "undo"}


@dataclass(frozen=True, slots=True)
class Item:
    """A waiting proposal in the list on the left; `barred` says why this person may not approve it."""

    proposal: Proposal
    title: str
    icon: str
    barred: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Something that is not as it was when the list was frozen."""

    icon: str
    text: str
    small: str
    kind: str = "review"


def waiting(user: User) -> list[Item]:
    """What waits for a second person, oldest first; a constant number of queries for each that may be approved."""
    found = Proposal.objects.waiting().for_page()[:WAITING_SHOWN]
    return [Item(one, title_of(one), ICONS.get(one.measure, "flag"), barred(one, user)) for one in found]


def barred(proposal: Proposal, user: User) -> str:
    """Why this person may not approve; empty if they may."""
    if proposal.proposed_by_id == user.pk:
        return "You proposed this; another person must approve it."
    if not role_may(user.role, Verb.APPROVE):
        return "A lead approves this."
    return why_not_approve_by(user.pk, proposal)


def title_of(proposal: Proposal) -> str:
    """`Suspend 379 accounts`."""
    verb = VERBS.get(proposal.measure, MEASURES[proposal.measure].label)
    return f"{verb} {proposal.member_count:,} {'account' if proposal.member_count == 1 else 'accounts'}"


def detail(proposal: Proposal, user: User, number: int) -> dict[str, Any]:
    """The right half of the page."""
    members = proposal.members.select_related("account__legal_entity", "account__access").order_by("-included", "id")
    page = Paginator(members, MEMBERS_PAGE).get_page(number)
    since = since_proposal(proposal)
    mine = proposal.proposed_by_id == user.pk
    return {
        "proposal": proposal,
        "title": title_of(proposal),
        "why": proposal.get_reason_display().lower() if proposal.reason != "none" else "",
        "barred": barred(proposal, user),
        "mine": mine,
        "may_work": role_may(user.role, Verb.PROPOSE),
        "changes": changed(since),
        "rows": [_row(member) for member in page],
        "page": page,
        "facts": _facts(proposal),
        "speaks_for": proposal.evidence.body.get("speaks_for", []) if proposal.evidence else [],
        "may_return": role_may(user.role, Verb.APPROVE) and not mine and proposal.state == "waiting",
        "count_label": f"Type {proposal.member_count:,} to approve",
        "previous_url": f"?page={page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"?page={page.next_page_number()}" if page.has_next() else "",
        "verb": f"Approve {'suspension' if proposal.measure == 'suspend' else 'restoration'}",
    }


def changed(since: Since) -> list[Changed]:
    """What changed since the proposal, in words; the last line says whether the evidence holds."""
    found = []
    if since.joined:
        text = f"{_accounts(len(since.joined))} joined since"
        found.append(Changed("plus", text, f"{_named(since.joined)}: not on the list, they stay as they are", "accent"))
    if since.left:
        text = f"{_accounts(len(since.left))} on the list left the evidence"
        found.append(Changed("minus", text, _named(since.left)))
    found += [
        Changed("access-limited", f"{one.account} moved", f"from {one.before} to {one.now}") for one in since.moved
    ]
    found += [Changed("warn", sentence, "") for sentence in since.evidence]
    if not since.evidence:
        found.append(
            Changed("check", "Evidence holds", f"{since.bits_then:.1f} bits then, {since.bits_now:.1f} now", "clear")
        )
    return found


def _accounts(count: int) -> str:
    return f"{count:,} {'account' if count == 1 else 'accounts'}"


def _named(names: list[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _facts(proposal: Proposal) -> list[Fact]:
    left_out = proposal.members.filter(included=False).count()
    contracts = proposal.members.filter(included=True, account__tier="enterprise").count()
    return [
        Fact(MEASURES[proposal.measure].past.capitalize(), f"{proposal.member_count:,}"),
        Fact("Left out", f"{left_out:,}"),
        Fact("Enterprise contracts", f"{contracts:,}"),
        Fact("Reversible", "yes", "exact earlier state"),
    ]


def _row(member: ProposalMember) -> dict[str, Any]:
    access = getattr(member.account, "access", None)
    moved = access is not None and access.sequence != member.access_sequence
    return {"member": member, "access": access, "moved": moved}
