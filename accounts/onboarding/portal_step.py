"""What does a step answer with: the whole page, or only what a save changed on it?"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.onboarding.portal_cards import card_forms
from accounts.onboarding.portal_entry import Visit
from accounts.onboarding.portal_groups import Group
from accounts.onboarding.portal_page import Opened, chart_of, groups, heading_of, owner_share, page_of, steps_of
from accounts.onboarding.portal_slots import files_of, slots
from accounts.onboarding.portal_summary import summary
from accounts.onboarding.portal_tree import cards, may_hold
from accounts.onboarding.saving import Saved
from accounts.policy.querysets import current
from kycrisk.lib.errors import Refused

TEMPLATES = {"ownership": "ownership", "documents": "documents", "review": "review"}


def fragments(
    request: HttpRequest,
    visit: Visit,
    step: str,
    forms: list[Any],
    *,
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
