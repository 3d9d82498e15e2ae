"""What stands in the side nav, and where does a person begin? The pages their role may open, with what waits there."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from accounts.review.models import Case, CaseState, Proposal, ProposalState
from accounts.staff.models import Role, User
from accounts.staff.permissions import any_staff
from accounts.staff.roles import Verb, role_may
from accounts.staff.visitors import visitor

COUNTED_TO = 1000


class Entry(NamedTuple):
    """A page in the nav: the verb opens it; entries of one group stand together."""

    label: str
    route: str
    icon: str
    key: str
    verb: Verb
    group: str = ""


ENTRIES = (
    Entry("Queue", "page-queue", "inbox", "g q", Verb.READ_CASES),
    Entry("Approvals", "page-approvals", "approvals", "g a", Verb.READ_APPROVALS),
    Entry("Networks", "page-networks", "networks", "g n", Verb.READ_NETWORKS),
    Entry("Applications", "page-applications", "applications", "", Verb.READ_APPLICATIONS),
    Entry("Overview", "page-overview", "overview", "", Verb.READ_OVERVIEW, "Oversight"),
    Entry("Policy", "page-policy", "policy", "", Verb.READ_POLICY, "Oversight"),
    Entry("Canaries", "page-canaries", "canary", "", Verb.READ_CANARIES, "Oversight"),
    Entry("Journal", "page-journal", "journal", "", Verb.READ_JOURNAL, "Oversight"),
    Entry("Staff and machines", "page-staff", "person", "", Verb.READ_ADMINISTRATION, "Oversight"),
)
# What a role does first; whoever is not named begins with the first page of their nav.
BEGINS: dict[str, str] = {Role.AUDITOR: "page-journal"}


@any_staff("everybody begins somewhere")
def home(request: HttpRequest) -> HttpResponse:
    """What the person's role does first."""
    user = visitor(request)
    pages = [entry.route for entry in ENTRIES if _may_open(user, entry)]
    first = BEGINS.get(user.role, "")
    if not pages:
        return render(request, "desk/nothing.html")
    return redirect(first if first in pages else pages[0])


def frame(request: HttpRequest) -> dict[str, Any]:
    """Context for `base.html`: nav, person, addresses. Nothing for visitors, and no query for a fragment."""
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return {}
    return {
        "nav": lambda: _nav(request, user),
        "person": {"name": str(user), "initials": _initials(user), "role": user.get_role_display()},
        "profile_url": reverse("page-profile"),
        "sign_out_url": reverse("account_logout"),
        **_search(user),
    }


def _search(user: User) -> dict[str, str]:
    """What the top bar looks for: everything, or among applications for those who see nothing else."""
    if role_may(user.role, Verb.READ_ACCOUNTS):
        return {"search_url": _address("page-search"), "search_placeholder": "Account, company, card, IP, phone …"}
    if role_may(user.role, Verb.READ_APPLICATIONS):
        return {"search_url": _address("applications-search"), "search_placeholder": "Company or application …"}
    return {"search_url": ""}


def _nav(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    return [_shown(request, entry) for entry in ENTRIES if _may_open(user, entry)]


def _may_open(user: User, entry: Entry) -> bool:
    return role_may(user.role, entry.verb) and bool(_address(entry.route))


def _shown(request: HttpRequest, entry: Entry) -> dict[str, Any]:
    counted = COUNTS.get(entry.route)
    return {
        **entry._asdict(),
        "url": _address(entry.route),
        "current": request.path.startswith(_parts(entry.route)),
        "count": counted() if counted else None,
    }


def _parts(route: str) -> tuple[str, ...]:
    """Under which addresses this entry is the current one: a case belongs to the queue, an account to the networks."""
    return {"page-queue": ("/queue/", "/cases/"), "page-networks": ("/networks/", "/accounts/")}.get(
        route, (_address(route),)
    )


def _open_cases() -> int:
    return Case.objects.filter(state=CaseState.OPEN)[:COUNTED_TO].count()


def _waiting_proposals() -> int:
    return Proposal.objects.filter(state=ProposalState.WAITING)[:COUNTED_TO].count()


# What waits, counted up to a thousand: no page pays for a full count.
COUNTS: dict[str, Callable[[], int]] = {"page-queue": _open_cases, "page-approvals": _waiting_proposals}


def _initials(user: User) -> str:
    return "".join(part[0] for part in str(user).split()[:2]).upper()


def _address(route: str) -> str:
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""
