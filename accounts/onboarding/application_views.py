"""What does a seller do to one application? Look, invite again, take the link back."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.journal.actors import Actor
from accounts.onboarding import actions
from accounts.onboarding.application_page import application_page
from accounts.onboarding.models import Application
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor, visitor
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import go_to

type Step = Callable[[Actor, Application], str]


@requires(Verb.READ_APPLICATIONS)
@require_GET
def application(request: HttpRequest, application: str) -> HttpResponse:
    """One application: what is missing, whose turn it is, and what was sent."""
    return _page(request, _found(application))


@requires(Verb.WORK_APPLICATIONS)
@require_POST
def invite(request: HttpRequest, application: str) -> HttpResponse:
    """A new link by mail; the earlier one stops working."""

    def again(by: Actor, found: Application) -> str:
        actions.invite(by=by, application=found)
        return "Invited again: a new link is on its way, the earlier one no longer works."

    return done(request, application, again)


@requires(Verb.WORK_APPLICATIONS)
@require_POST
def revoke(request: HttpRequest, application: str) -> HttpResponse:
    """Nobody gets in by a link any more."""

    def taken_back(by: Actor, found: Application) -> str:
        revoked = actions.revoke_links(by=by, application=found)
        return "The link no longer works. What was filled in is kept." if revoked else "No link worked any more."

    return done(request, application, taken_back)


def _found(application: str) -> Application:
    found: Application = get_object_or_404(
        Application.objects.select_related("owner", "account"), application=application
    )
    return found


def done(request: HttpRequest, name: str, step: Step) -> HttpResponse:
    """Take the step and show the page again; a refusal stands on it, with what was typed."""
    found = _found(name)
    try:
        said = step(actor(request), found)
    except Refused as refused:
        typed: dict[str, Any] = {"refused": refused.detail, "typed": request.POST}
        return _page(request, found, refused.status, **typed)
    if said:
        messages.success(request, said)
    return go_to(request, reverse("page-application", args=[name]))


def _page(request: HttpRequest, found: Application, status: int = 200, **more: Any) -> HttpResponse:
    context = application_page(found, visitor(request)) | more
    return render(request, "onboarding/application.html", context, status=status)
