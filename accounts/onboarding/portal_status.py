"""How does an application stand, once it was sent? What happens next, what is asked, and the answer."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.onboarding.models import Application, ApplicationState
from accounts.onboarding.portal_entry import Visit
from accounts.onboarding.portal_page import Opened, page_of
from accounts.onboarding.portal_slots import given
from accounts.review.models import Case


def status_page(request: HttpRequest, visit: Visit, *, status: int = 200, **more: Any) -> HttpResponse:
    """The page of an application that was sent, in any of its states."""
    opened = Opened.of(visit.application)
    context = {
        **page_of(request, visit, opened),
        "state": visit.application.state,
        "due": due_of(visit.application),
        "given": given(visit.application),
        "with_us": visit.application.state in {ApplicationState.SUBMITTED, ApplicationState.IN_REVIEW},
        **more,
    }
    return render(request, "apply/status.html", context, status=status)


def due_of(application: Application) -> Any:
    """By when somebody has looked at it, if that is still to come."""
    cases = Case.objects.filter(subject_type="application", subject_id=application.application)
    due = cases.exclude(state="closed").order_by("id").values_list("due_at", flat=True).first()
    return due if due and due > timezone.now() else None
