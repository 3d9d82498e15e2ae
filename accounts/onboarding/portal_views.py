"""Where does an applicant fill in, step by step? Saved with every field that is left, and by plain forms without it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.onboarding.actions import submit
from accounts.onboarding.models import ApplicationState
from accounts.onboarding.portal_entry import Visit, portal
from accounts.onboarding.portal_groups import Group
from accounts.onboarding.portal_page import (
    Opened,
    chart_of,
    groups,
    heading_of,
    owner_share,
    page_of,
    step_of,
    steps_of,
)
from accounts.onboarding.portal_summary import summary
from accounts.onboarding.portal_tree import cards, may_hold
from accounts.onboarding.portal_cards import card_forms
from accounts.onboarding.portal_slots import files_of, slots
from accounts.onboarding.portal_status import status_page
from accounts.onboarding.saving import Saved, save_answers
from accounts.onboarding.saving_parties import Newcomer, PartyEdit, add_party, save_party
from accounts.policy.querysets import current
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
    return fragments(request, visit, step, [form], saved)


def keep(visit: Visit, opened: Opened, form: Group, seen: int | None) -> Saved:
    """Save what could be read of a group: about the applicant in person, or about the company and its use."""
    if step_of(opened, form.key) != "you":
        return save_answers(by=visit.by, application=visit.application, group=form.key, edits=form.edits, seen=seen)
    key = opened.you[0]
    if not key:
        roles = ("applicant", "representative")
        key = add_party(by=visit.by, application=visit.application, newcomer=Newcomer("person", roles=roles)).key
    change = PartyEdit(key, edits=form.edits)
    return save_party(by=visit.by, application=visit.application, change=change, seen=seen)


def fragments(
    request: HttpRequest,
    visit: Visit,
    step: str,
    forms: list[Any],
    saved: Saved | None = None,
    refused: Refused | None = None,
) -> HttpResponse:
    """What a save changes on the page: errors of its fields, the mark, the rail, the chart, a note."""
    visit.application.refresh_from_db()
    opened = Opened.of(visit.application)
    context = {
        **page_of(request, visit, opened),
        **steps_of(visit, opened, step),
        "forms": forms,
        "elsewhere": bool(saved and saved.elsewhere),
        "refused": refused,
        "chart": chart_of(opened.claims) if step == "ownership" else None,
    }
    return render(request, "apply/saved.html", context, status=refused.status if refused else 200)


def step_page(
    request: HttpRequest,
    visit: Visit,
    opened: Opened,
    step: str,
    *,
    sent: list[Group] | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    """A step in full. `sent`: the groups as they were typed."""
    shown = sent if sent is not None else groups(opened, step)
    context = {
        **page_of(request, visit, opened),
        **steps_of(visit, opened, step),
        **_parts(request, shown),
        **_of_step(request, visit, opened, step),
        "heading": heading_of(opened, step),
        "groups": shown,
        "too_often": status == 429,
        "errors": [form for form in shown if form.is_bound and form.errors],
        **more,
    }
    return render(request, f"apply/{TEMPLATES.get(step, 'questions')}.html", context, status=status)


def seen_by(request: HttpRequest) -> int | None:
    """The revision that the page was made from, if it says so."""
    said = request.POST.get("revision", "")
    return int(said) if said.isascii() and said.isdigit() and len(said) < 9 else None


TEMPLATES = {"ownership": "ownership", "documents": "documents", "review": "review"}


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


def _parts(request: HttpRequest, shown: list[Group]) -> dict[str, Any]:
    """Which group a phone shows, and which comes next there."""
    keys = [form.key for form in shown]
    wrong = next((form.key for form in shown if form.is_bound and form.errors), "")
    part = wrong or request.POST.get("part", "") or request.GET.get("part", "")
    at = keys.index(part) if part in keys else 0
    return {
        "part": keys[at] if keys else "",
        "part_number": at + 1,
        "next_part": keys[at + 1] if at + 1 < len(keys) else "",
        "previous_part": keys[at - 1] if at else "",
        "elsewhere": "elsewhere" in request.GET,
    }


def _of_step(request: HttpRequest, visit: Visit, opened: Opened, step: str) -> dict[str, Any]:
    """What only this step shows."""
    numbers, claims = current().numbers.onboarding, opened.claims
    if step == "documents":
        return {"slots": slots(opened.application, claims, numbers), **files_of(numbers)}
    if step == "review":
        return {"summary": summary(visit, opened)}
    if step == "ownership":
        return ownership(request, opened)
    return {}


def ownership(request: HttpRequest, opened: Opened, sent: Any = None, key: str = "") -> dict[str, Any]:
    """The cards, one of them open, the chart, and the share from which owners are named."""
    claims = opened.claims
    party = next((one for one in claims.parties if one.key == (key or request.GET.get("party", ""))), None)
    forms = card_forms(claims, party, sent) if party else None
    return {
        **cards(claims, opened.gaps, forms),
        "opened_card": forms,
        "may_hold": may_hold(claims, party.key) if party and party.kind == "entity" else [],
        "may_own": may_hold(claims, ""),
        "chart": chart_of(claims),
        "owner_share": owner_share(),
        "loose_gaps": [gap for gap in opened.gaps if gap.step == "ownership" and not gap.party],
    }
