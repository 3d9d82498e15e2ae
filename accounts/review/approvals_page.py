"""What does the second person see? What waits, who proposed it, what changed since, and the frozen list."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.utils import timezone

from accounts.review.actions_propose import why_not_approve_by
from accounts.review.evidence import Fact, Member, listed
from accounts.review.listing import accounts_of, latest_evidence, people_of
from accounts.review.measures import MEASURES
from accounts.review.models import Evidence, Proposal, ProposalMember, SubjectType
from accounts.review.people import Person
from accounts.review.reach import reach_of
from accounts.review.reach_lines import Compared, compared
from accounts.review.since import Since, since_proposal
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may

WAITING_SHOWN = 100
MEMBERS_PAGE = 50
NAMED = 3
VIEWS = {"": "All", "on": "On the list", "out": "Left out", "since": "Changed since"}
VERBS = {"suspend": "Suspend", "restore": "Restore"}
ICONS = {"suspend": "lock", "restore": "undo", "approve_enterprise": "applications"}
APPROVING = {
    "suspend": "Approve suspension",
    "restore": "Approve restoration",
    "approve_enterprise": "Approve enterprise tier",
}


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
    """`Suspend 379 accounts`; of an application `Enterprise tier for Harbour Analytics GmbH`."""
    if proposal.case.subject_type == SubjectType.APPLICATION:
        return f"Enterprise tier for {proposal.case.title}"
    verb = VERBS.get(proposal.measure, MEASURES[proposal.measure].label)
    return f"{verb} {proposal.member_count:,} {'account' if proposal.member_count == 1 else 'accounts'}"


def detail(proposal: Proposal, user: User, view: str, number: int) -> dict[str, Any]:
    """The right half of the page; the number of queries does not depend on the accounts."""
    since = since_proposal(proposal)
    view = view if view in VIEWS else ""
    page = Paginator(_members(proposal, since, view), MEMBERS_PAGE).get_page(number)
    mine, address = proposal.proposed_by_id == user.pk, f"?view={view}&page=" if view else "?page="
    return {
        "proposal": proposal,
        "title": title_of(proposal),
        "why": proposal.get_reason_display().lower() if proposal.reason != "none" else "",
        "barred": barred(proposal, user),
        "mine": mine,
        "may_work": role_may(user.role, Verb.PROPOSE),
        "changes": changed(since),
        "rows": _rows(page, since),
        "page": page,
        "views": _views(proposal, since, view),
        "facts": _facts(proposal),
        "reach": _reach(proposal),
        "left_out": _left_out(proposal),
        "rules": [rule["sentence"] for rule in proposal.rules],
        "speaks_for": proposal.evidence.body.get("speaks_for", []) if proposal.evidence else [],
        "may_return": role_may(user.role, Verb.APPROVE) and not mine and proposal.state == "waiting",
        "count_label": f"Type {proposal.member_count:,} to approve",
        "previous_url": f"{address}{page.previous_page_number()}" if page.has_previous() else "",
        "next_url": f"{address}{page.next_page_number()}" if page.has_next() else "",
        "verb": APPROVING.get(proposal.measure, "Approve"),
        "application": proposal.case.subject_id if proposal.case.subject_type == SubjectType.APPLICATION else "",
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
    found += [Changed("networks", f"{_accounts(len(one.accounts))} {one.how}", one.case) for one in since.parted]
    if since.decided:
        text = f"{_accounts(len(since.decided))} decided by somebody else: passed over"
        found.append(Changed("person", text, _named([f"{one.account}, {one.why}" for one in since.decided])))
    if since.moved:
        moves = [f"{one.account} from {one.before or 'none'} to {one.now or 'none'}" for one in since.moved]
        found.append(Changed("access-limited", f"The access of {_accounts(len(since.moved))} moved", _named(moves)))
    found += [Changed("warn", sentence, "") for sentence in since.evidence]
    if not since.evidence:
        bits = f"{since.bits_then:.1f} bits then, {since.bits_now:.1f} now" if since.bits_then else ""
        found.append(Changed("check", "Evidence holds", bits, "clear"))
    return found


def _accounts(count: int) -> str:
    return f"{count:,} {'account' if count == 1 else 'accounts'}"


def _named(names: list[str]) -> str:
    more = f" and {len(names) - NAMED:,} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def _facts(proposal: Proposal) -> list[Fact]:
    left_out = proposal.members.filter(included=False).count()
    return [
        Fact(MEASURES[proposal.measure].past.capitalize(), f"{proposal.member_count:,}"),
        Fact("Left out", f"{left_out:,}"),
        Fact("Reversible", "yes", "exact earlier state"),
    ]


def _reach(proposal: Proposal) -> list[Compared]:
    """What hangs on the list: by the evidence it was frozen with, and by the newest."""
    frozen = proposal.members.filter(included=True).values_list("account__account", "access_state")
    states = Counter(state for _, state in frozen)
    newest = latest_evidence(proposal.case)
    people = people_of(accounts_of([name for name, _ in frozen]), timezone.now())
    then, now = (
        reach_of(proposal.measure, _on_list(evidence, people), people) for evidence in (proposal.evidence, newest)
    )
    return compared(replace(then, states=states), now)


def _on_list(evidence: Evidence | None, people: Mapping[str, Person]) -> list[Member]:
    """What the evidence says of those on the list; an account that it no longer names counts without figures."""
    said = {member.account: member for member in listed(evidence.members)} if evidence else {}
    return [said.get(name) or Member(name, "clear") for name in people]


def _left_out(proposal: Proposal) -> list[tuple[str, int]]:
    """Why how many were left out, most first."""
    reasons = proposal.members.filter(included=False).order_by().values_list("left_out_reason")
    return sorted(reasons.annotate(Count("pk")), key=lambda row: (-row[1], row[0]))


def _members(proposal: Proposal, since: Since, view: str) -> QuerySet[ProposalMember]:
    members = proposal.members.select_related("account__legal_entity", "account__access").order_by("-included", "id")
    if view == "since":
        return members.filter(account__account__in=_touched(since))
    return members.filter(included=view == "on") if view else members


def _touched(since: Since) -> dict[str, str]:
    """Accounts on the list that are not as they were, each with what is said of it."""
    return {
        **dict.fromkeys(since.left, "left the evidence"),
        **{one.account: f"access is {one.now or 'none'} now" for one in since.moved},
        **{one.account: one.why for one in since.decided},
    }


def _views(proposal: Proposal, since: Since, view: str) -> list[dict[str, Any]]:
    left_out = proposal.members.filter(included=False).count()
    on_list = proposal.member_count
    counts = {"": on_list + left_out, "on": on_list, "out": left_out, "since": len(_touched(since))}
    return [
        {"label": label, "url": f"?view={name}", "count": counts[name], "current": name == view}
        for name, label in VIEWS.items()
    ]


def _rows(members: Iterable[ProposalMember], since: Since) -> list[dict[str, Any]]:
    touched = _touched(since)
    return [
        {
            "member": member,
            "access": getattr(member.account, "access", None),
            "since": touched.get(member.account.account, ""),
        }
        for member in members
    ]
