"""Where does a reviewer read what a rejected applicant says? A part of the case about the rejection."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.onboarding.contest_words import said_to
from accounts.onboarding.models import Contest
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import visitor


@requires(Verb.READ_CASES)
@require_GET
def contest(request: HttpRequest, decision: str) -> HttpResponse:
    """Their words, and the way to the application they are about."""
    found = get_object_or_404(Contest.objects.select_related("application"), decision=decision)
    return render(request, "onboarding/contest.html", {"said": said_to(found, visitor(request))})
