"""Where does an applicant fill in, step by step? Saved with every field that is left, and by plain forms without it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from accounts.onboarding.actions import submit
from accounts.onboarding.models import ApplicationState
from accounts.onboarding.portal_entry import Visit, portal
from accounts.onboarding.portal_groups import Group
from accounts.onboarding.portal_keeping import keep, seen_by
from accounts.onboarding.portal_page import Opened, groups, step_of
from accounts.onboarding.portal_status import status_page
from accounts.onboarding.portal_step import fragments, step_page
from kycrisk.lib.errors import Refused


@portal()
@require_http_methods(["GET", "HEAD"])
def enter(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Go on where something is missing; once it is sent, how it stands."""
    if visit.application.state != ApplicationState.DRAFT:
        return status_page(request, visit)
    return redirect(visit.address("apply-step", step=Opened.of(visit.application).first_open()))


@portal(keeps_typed=True)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, visit: Visit, step: str) -> HttpResponse:
    """One step: shown, or saved as a whole by whoever has no JavaScript."""
    opened = Opened.of(visit.application)
    if step not in opened.step_keys():
        raise Http404
    if visit.application.state != ApplicationState.DRAFT:
        return redirect(visit.address("apply"))
    if request.method != "POST":
        return step_page(request, visit, opened, step)
    sent = groups(opened, step, request.POST)
    if visit.too_often:
        return step_page(request, visit, opened, step, sent=sent, status=429)
    return _saved_step(request, visit, opened, step, sent)


@portal()
@require_POST
def save_group(request: HttpRequest, visit: Visit, group: str) -> HttpResponse:
    """One group, saved on leaving a field: answers what is wrong in it, and the marks around."""
    opened = Opened.of(visit.application)
    step = step_of(opened, group)
    form = next((one for one in groups(opened, step, request.POST) if one.key == group), None)
    if form is None:
        raise Http404
    try:
        saved = keep(visit, opened, form, seen_by(request))
    except Refused as refused:
        return fragments(request, visit, step, [form], refused=refused)
    return fragments(request, visit, step, [form], saved=saved)


def _saved_step(request: HttpRequest, visit: Visit, opened: Opened, step: str, sent: list[Group]) -> HttpResponse:
    """Save every group that was sent; go on, or stay with what is to be mended."""
    elsewhere, seen = False, seen_by(request)
    try:
        for form in sent:
            elsewhere |= keep(visit, Opened.of(visit.application), form, None if elsewhere else seen).elsewhere
            seen = None
        visit.application.refresh_from_db()
        if request.POST.get("go") == "send" and not any(form.errors for form in sent):
            submit(by=visit.by, application=visit.application)
            return redirect(visit.address("apply"))
    except Refused as refused:
        visit.application.refresh_from_db()
        again = Opened.of(visit.application)
        return step_page(request, visit, again, step, sent=sent, status=refused.status, refused=refused)
    return _gone_on(request, visit, step, sent, elsewhere=elsewhere)


def _gone_on(request: HttpRequest, visit: Visit, step: str, sent: list[Group], *, elsewhere: bool) -> HttpResponse:
    opened = Opened.of(visit.application)
    go = request.POST.get("go", "")
    judged = [form for form in sent if form.key == request.POST.get("part")] if go.startswith("part:") else sent
    if any(form.errors for form in judged):
        return step_page(request, visit, opened, step, sent=sent, status=422, elsewhere=elsewhere)
    if go.startswith("part:"):
        return redirect(f"{visit.address('apply-step', step=step)}?part={go.removeprefix('part:')[:20]}")
    after = step if elsewhere else opened.after(step)
    return redirect(f"{visit.address('apply-step', step=after)}{'?elsewhere=1' if elsewhere else ''}")
