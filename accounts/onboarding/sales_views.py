"""Which pages follow many applications? Board, list, times, the search and the file; each bounded."""

from datetime import UTC, date, datetime, time
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.onboarding.board_page import board
from accounts.onboarding.list_page import HEADS, VIEWS, exported, filters, listing
from accounts.onboarding.models import Application
from accounts.onboarding.timing import default_since, times
from accounts.onboarding.wish import LONGEST, Wish
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb, role_may
from accounts.staff.visitors import page_number, visitor
from kycrisk.lib.spreadsheet import csv_answer

CRUMBS = [{"label": "Applications", "url": ""}]


@requires(Verb.READ_APPLICATIONS)
@require_GET
def applications(request: HttpRequest) -> HttpResponse:
    """The board: five columns, and under them the way from invitation to access."""
    wish, now, user = Wish.read(request.GET), timezone.now(), visitor(request)
    context = _frame(request, wish, now) | board(user, wish, now)
    return render(request, "onboarding/board.html", context)


@requires(Verb.READ_APPLICATIONS)
@require_GET
def applications_list(request: HttpRequest) -> HttpResponse:
    """Every application that fits, fifty a page."""
    wish, now, user = Wish.read(request.GET), timezone.now(), visitor(request)
    context = _frame(request, wish, now) | listing(user, wish, page_number(request), now)
    return render(request, "onboarding/list.html", context)


@requires(Verb.READ_APPLICATIONS)
@require_GET
def applications_times(request: HttpRequest) -> HttpResponse:
    """How far applications get, and how long each step takes, since a day."""
    now = timezone.now()
    since, complaint = _since(request.GET.get("since", ""), now)
    context = _frame(request, Wish(), now) | {"times": times(since), "since": since, "complaint": complaint}
    return render(request, "onboarding/times.html", context)


@requires(Verb.READ_APPLICATIONS)
@require_GET
def applications_file(request: HttpRequest) -> StreamingHttpResponse:
    """The filtered list as CSV."""
    return csv_answer("applications", HEADS, exported(visitor(request), Wish.read(request.GET), timezone.now()))


@requires(Verb.READ_APPLICATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def applications_search(request: HttpRequest) -> HttpResponseRedirect:
    """To the application whose id was typed, ours or the seller's; to the list of those called so otherwise.

    By POST, because what is typed may be a person's name and addresses end up in logs.
    """
    typed = request.POST.get("q", "").strip()[:LONGEST].replace("\0", "")
    named = Application.objects.filter(application=typed) | Application.objects.filter(external_id=typed)
    only = named.values_list("application", flat=True).first() if typed else None
    if only:
        return redirect("page-application", application=only)
    return redirect(reverse("applications-list") + Wish(words=typed).query())


def _frame(request: HttpRequest, wish: Wish, now: datetime) -> dict[str, Any]:
    """What the three views share: tabs, filters, what the visitor may do."""
    here = request.resolver_match.url_name if request.resolver_match else ""
    tabs = [
        {
            "label": label,
            "url": reverse(name) + ("" if name == "applications-times" else wish.query()),
            "current": name == here,
        }
        for name, label in VIEWS
    ]
    user = visitor(request)
    works = role_may(user.role, Verb.WORK_APPLICATIONS)
    return {**filters(user, wish, now), "tabs": tabs, "works": works, "crumbs": CRUMBS}


def _since(asked: str, now: datetime) -> tuple[date, str]:
    """The day that is asked for, and why the usual one is shown instead."""
    usual = default_since(now)
    if not asked:
        return usual, ""
    try:
        day = date.fromisoformat(asked)
        datetime.combine(day, time(), UTC)
    except ValueError:
        return usual, "Write the day as 2026-09-01."
    return (day, "") if day <= now.date() else (usual, "Choose a day that is not in the future.")
