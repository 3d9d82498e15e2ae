"""How does the second person approve the enterprise tier? On the page of approvals; here the application follows."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.onboarding import actions
from accounts.onboarding.check_lines import check_lines
from accounts.onboarding.checking import standing
from accounts.onboarding.models import Application
from accounts.onboarding.outcomes import width
from accounts.onboarding.review_views import application_named
from accounts.policy.querysets import current
from accounts.review.approval_views import page_of
from accounts.review.models import Proposal
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import asks_for_part, go_to


@requires(Verb.APPROVE)
@require_POST
def approve(request: HttpRequest, application: str) -> HttpResponse:
    """Approve the proposal about this application; its account opens at the enterprise tier."""
    found = application_named(application)
    about = Proposal.objects.for_page().filter(case__subject_type="application", case__subject_id=application)
    proposal = get_object_or_404(about, proposal=request.POST.get("proposal", ""))
    note, count = request.POST.get("note", ""), proposal.member_count
    try:
        actions.approve_proposal(by=actor(request), proposal=proposal, typed_count=count, note=note)
    except Refused as refusal:
        return page_of(request, proposal.proposal, refusal)
    messages.success(request, f"{found.company_name}: approved at the enterprise tier. The account opens now.")
    return go_to(request, reverse("page-approvals"))


@requires(Verb.READ_APPROVALS)
@require_GET
def standing_towards_enterprise(request: HttpRequest, application: str) -> HttpResponse:
    """What the tier needs and what was checked, as a part of the page of approvals; names nobody."""
    if not asks_for_part(request):
        return redirect("application-review", application)
    found = application_named(application)
    return render(request, "onboarding/standing.html", {"application": found, **_standing(found)})


def _standing(found: Application) -> dict[str, object]:
    checks = list(found.checks.filter(is_current=True).select_related("party").order_by("id"))
    names = {party.key: f"party {party.key}" for party in found.parties.defer("sealed", "wrapped_key")}
    numbers = current().numbers.onboarding
    return {
        "standing": standing(found, numbers, "enterprise"),
        "opens": width(numbers.enterprise),
        "days": numbers.enterprise_days,
        "checks": check_lines(checks, names),
    }
