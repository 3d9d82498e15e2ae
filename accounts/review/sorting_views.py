"""How are several cases sorted at once? Put to sleep, or given to a colleague; each that cannot be says why."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.review import actions
from accounts.review.desk_forms import ReassignForm, SnoozeForm, colleagues
from accounts.review.models import Case
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import go_to, page_or_dialog

CASES_AT_ONCE = 100
TITLES = {"review/snooze_several.html": "Put {} to sleep", "review/reassign.html": "Give {} to a colleague"}


@requires(Verb.CLAIM_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def snooze_several(request: HttpRequest) -> HttpResponse:
    """Put the chosen cases to sleep, with one reason."""
    cases = _named(request)
    if request.method != "POST":
        return _asked(request, "review/snooze_several.html", cases)
    try:
        reason, until = SnoozeForm(request.POST).asked()
        return _done(
            request, cases, partial(actions.snooze, reason=reason, until=until), f"until {until:%-d %b} asleep"
        )
    except Refused as refusal:
        return _asked(request, "review/snooze_several.html", cases, refusal)


@requires(Verb.REASSIGN_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: HttpRequest) -> HttpResponse:
    """Give the chosen cases to a colleague; they stay there until released."""
    cases = _named(request)
    if request.method != "POST":
        return _asked(request, "review/reassign.html", cases)
    try:
        to = ReassignForm(request.POST).asked()
        return _done(request, cases, partial(actions.reassign, to=to), f"with {to} now")
    except Refused as refusal:
        return _asked(request, "review/reassign.html", cases, refusal)


def _named(request: HttpRequest) -> list[Case]:
    names = (request.POST if request.method == "POST" else request.GET).getlist("case")[:CASES_AT_ONCE]
    return list(Case.objects.filter(case__in=names).order_by("due_at", "id"))


def _asked(request: HttpRequest, template: str, cases: list[Case], refused: Refused | None = None) -> HttpResponse:
    context = {
        "title": TITLES[template].format(_counted(len(cases))),
        "cases": cases,
        "colleagues": colleagues(),
        "typed": request.POST,
        "refused": refused.detail if refused else "",
        "crumbs": [{"label": "Queue", "url": reverse("page-queue")}, {"label": "Several cases", "url": ""}],
    }
    return page_or_dialog(request, template, context, refused.status if refused else 200)


def _done(request: HttpRequest, cases: list[Case], verb: Callable[..., Any], past: str) -> HttpResponse:
    """Do it to each; what was refused for one says so and keeps nobody else from it."""
    if not cases:
        raise Refused("Choose cases first: tick them in the queue.", code="no_cases", status=422)
    done, by = 0, actor(request)
    for case in cases:
        try:
            verb(by=by, case=case)
            done += 1
        except Refused as refusal:
            messages.error(request, f"{case.title}: {refusal.detail}")
    if done:
        messages.success(request, f"{_counted(done)} {past}.")
    return go_to(request, reverse("page-queue"))


def _counted(number: int) -> str:
    return f"{number:,} {'case' if number == 1 else 'cases'}"
