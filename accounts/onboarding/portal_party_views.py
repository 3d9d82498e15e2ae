"""How does an applicant name who owns the company? Cards that are opened, saved, added and removed, with the chart.

Every button of the page posts `go`: `close`, `next`, `add:person:p2` (a person who owns p2), `share:p2` (somebody named
already owns p2, too), `drop:p2` (the card's party holds nothing of p2 after all), `remove`. What was typed is saved
first, whatever the button.
"""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.onboarding.claims import NamedParty
from accounts.onboarding.portal_cards import CardForms, as_typed, card_forms
from accounts.onboarding.portal_entry import Visit, portal
from accounts.onboarding.portal_keeping import keep, seen_by
from accounts.onboarding.portal_page import Opened, chart_of, groups, page_of
from accounts.onboarding.portal_step import fragments, ownership, step_page
from accounts.onboarding.saving_parties import (
    Newcomer,
    add_party,
    add_share,
    remove_party,
    remove_share,
    save_party,
)
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import asks_for_part

ROLES = {"director": ("director",), "representative": ("representative",), "control": ("control",)}


@portal(keeps_typed=True)
@require_http_methods(["GET", "HEAD", "POST"])
def party(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """One card: saved on leaving a field, or as a whole with one of its buttons."""
    opened = Opened.of(visit.application)
    if request.method != "POST":
        return redirect(_card(visit, _party(opened, key).key))
    card = _sent(opened, key, request)
    if visit.too_often:
        return _page(request, visit, opened, key, status=429)
    try:
        saved = save_party(by=visit.by, application=visit.application, change=card.change(), seen=seen_by(request))
        if asks_for_part(request):
            return fragments(request, visit, "ownership", _judged(visit, key, request), saved=saved)
        return _gone(request, visit, key)
    except Refused as refused:
        if asks_for_part(request):
            return fragments(request, visit, "ownership", card.forms, refused=refused)
        visit.application.refresh_from_db()
        return _page(request, visit, Opened.of(visit.application), key, status=refused.status, refused=refused)


@portal()
@require_POST
def parties(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page's buttons while no card is open."""
    try:
        return _gone(request, visit, "")
    except Refused as refused:
        visit.application.refresh_from_db()
        opened = Opened.of(visit.application)
        return step_page(request, visit, opened, "ownership", status=refused.status, refused=refused)


@portal()
@require_POST
def draw(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """The chart as it would be with what is typed just now; nothing is saved."""
    opened = Opened.of(visit.application)
    claims = as_typed(opened.claims, _sent(opened, key, request).change())
    return render(request, "apply/chart.html", {**page_of(request, visit, opened), "chart": chart_of(claims)})


def _sent(opened: Opened, key: str, request: HttpRequest) -> CardForms:
    return card_forms(opened.claims, _party(opened, key), request.POST)


def _party(opened: Opened, key: str) -> NamedParty:
    found = next((one for one in opened.claims.parties if one.key == key), None)
    if found is None:
        raise Http404
    return found


def _judged(visit: Visit, key: str, request: HttpRequest) -> list[Any]:
    """The card's forms after the save, with what is wrong about the shares taken together."""
    visit.application.refresh_from_db()
    return card_forms(
        Opened.of(visit.application).claims, _party(Opened.of(visit.application), key), request.POST
    ).forms


def _gone(request: HttpRequest, visit: Visit, key: str) -> HttpResponse:
    """Do what the button says, and where to go then; stays on a card with something to mend."""
    _keep_owners(request, visit)
    go, _colon, rest = request.POST.get("go", "").partition(":")
    if key and go in {"close", "next"}:
        visit.application.refresh_from_db()
        opened = Opened.of(visit.application)
        card = _sent(opened, key, request)
        if card.is_wrong or any(form.complaint for form in card.shares):
            return _page(request, visit, opened, key, status=422)
    return redirect(_done(request, visit, key, go, rest))


def _done(request: HttpRequest, visit: Visit, key: str, go: str, rest: str) -> str:
    who: dict[str, Any] = {"by": visit.by, "application": visit.application}
    page = visit.address("apply-step", step="ownership")
    if go == "add":
        kind, _colon, owned = rest.partition(":")
        newcomer = Newcomer(kind, roles=ROLES[owned]) if owned in ROLES else Newcomer(kind, owned=owned)
        return _card(visit, add_party(**who, newcomer=newcomer).key)
    if go == "share":
        owner = request.POST.get(f"holder-{rest or 'us'}", "")
        add_share(**who, owner=owner, owned=rest)
        return _card(visit, owner)
    if go == "drop":
        remove_share(**who, owner=key, owned="" if rest == "us" else rest)
        return _card(visit, key)
    if go == "remove":
        remove_party(**who, key=key)
        return page
    return visit.address("apply-step", step="documents") if go == "next" else f"{page}#card-{key}" if key else page


def _keep_owners(request: HttpRequest, visit: Visit) -> None:
    """The sentence below the tree travels with every button."""
    if "owners-shown" not in request.POST:
        return
    opened = Opened.of(visit.application)
    keep(visit, opened, groups(opened, "ownership", request.POST)[0], None)


def _card(visit: Visit, key: str) -> str:
    return f"{visit.address('apply-step', step='ownership')}?party={key}#card-{key}"


def _page(request: HttpRequest, visit: Visit, opened: Opened, key: str, *, status: int, **more: Any) -> HttpResponse:
    """The ownership page with a card as it was typed."""
    shown = ownership(request, opened, request.POST, key)
    card = shown["opened_card"]
    errors = [form for form in card.forms if form.errors] if card else []
    return step_page(request, visit, opened, "ownership", status=status, **{**shown, "errors": errors, **more})
