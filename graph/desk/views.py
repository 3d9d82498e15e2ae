"""Which pages show both gears? Networks, one account, search: read-only, decisions are made in the case."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.parties.models import Account
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor, page_number, visitor
from graph.desk import reading
from graph.desk.account_page import account_context
from graph.desk.drawing_rows import drawing_of
from graph.desk.facts_page import facts_context
from graph.desk.network_page import network_context
from graph.desk.searching import is_own_id
from graph.desk.searching import search as find
from graph.networks.models import Membership, Network
from graph.signals.pasted import LONGEST
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import asks_for_part
from kycrisk.lib.spreadsheet import csv_answer

LEVELS = (("", "All live"), ("limit", "Limit recommended"), ("review", "Review"), ("watch", "Watch"))


@requires(Verb.READ_NETWORKS)
@require_GET
def networks(request: HttpRequest) -> HttpResponse:
    """Live networks, strongest first."""
    level = request.GET.get("level", "") if request.GET.get("level", "") in dict(LEVELS) else ""
    counts = reading.level_counts()
    tabs = [
        {"label": label, "url": f"?level={key}", "count": counts[key or "all"], "current": key == level}
        for key, label in LEVELS
    ]
    page = reading.networks_page(page_number(request), level)
    context = {"page": page, "tabs": tabs, "level": level, "crumbs": [{"label": "Networks", "url": ""}]}
    return render(request, "desk/networks.html", context)


@requires(Verb.READ_NETWORKS)
@require_GET
def network(request: HttpRequest, network: str) -> HttpResponse:
    """One network: drawing, why linked, members."""
    found = get_object_or_404(Network.objects.select_related("merged_into"), network=network)
    context = network_context(found, visitor(request)) | drawing_urls(found.network, large=True)
    context["tools"] = "desk/network_tools.html"
    return render(request, "desk/network.html", context)


@requires(Verb.READ_NETWORKS)
@require_GET
def network_drawing(request: HttpRequest, network: str) -> JsonResponse:
    """The drawing's nodes and lines."""
    found = get_object_or_404(Network, network=network)
    return JsonResponse(drawing_of(found, whole_cell=_cell(request)).as_json())


@requires(Verb.READ_NETWORKS)
@require_GET
def network_panel(request: HttpRequest, network: str) -> HttpResponse:
    """The drawing as a fragment: the case page loads it by this address."""
    found, large = Network.objects.filter(network=network).first(), bool(request.GET.get("large"))
    context = {"network": found, "large": large, **drawing_urls(network, large=large, whole_cell=_cell(request))}
    return render(request, "desk/network.html#panel", context)


def drawing_urls(network: str, *, large: bool = False, whole_cell: int | None = None) -> dict[str, str]:
    """Where the drawing's JSON and the fragment around it are."""
    all_of = "" if whole_cell is None else f"?all={whole_cell}"
    return {
        "source_url": reverse("page-network-drawing", args=[network]) + all_of,
        "panel_url": reverse("page-network-panel", args=[network]) + ("?large=1" if large else ""),
    }


def _cell(request: HttpRequest) -> int | None:
    """The cell that is wanted whole."""
    wanted = request.GET.get("all", "")
    return int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else None


@requires(Verb.READ_NETWORKS)
@require_GET
def network_members(request: HttpRequest, network: str) -> StreamingHttpResponse:
    """Every member as CSV."""
    rows = reading.members(get_object_or_404(Network, network=network)).iterator(chunk_size=2_000)
    heads = ("account", "role", "cell", "in_step", "recommendation", "access")
    return csv_answer(network, heads, map(_cells, rows))


def _cells(row: Membership) -> list[object]:
    assessment, access = getattr(row.account, "assessment", None), getattr(row.account, "access", None)
    suggested, state = assessment.recommendation if assessment else "", access.state if access else ""
    return [row.account.account, row.role, row.cell_name, row.in_step, suggested, state]


@requires(Verb.READ_ACCOUNTS)
@require_GET
def account(request: HttpRequest, account: str) -> HttpResponse:
    """One account: conduct, why, signals, identity, access."""
    found = get_object_or_404(
        Account.objects.select_related("access", "legal_entity", "assessment__network"), account=account
    )
    return render(request, "desk/account.html", account_context(found, visitor(request)))


@requires(Verb.READ_ACCOUNTS)
@require_GET
def account_facts(request: HttpRequest, account: str) -> HttpResponse:
    """What the account says beside what it does: the account's page and the reviewer's load it by this address."""
    found = get_object_or_404(Account.objects.select_related("legal_entity"), account=account)
    template = "desk/facts.html#panel" if asks_for_part(request) else "desk/facts.html"
    return render(request, template, facts_context(found, timezone.now()))


@requires(Verb.READ_ACCOUNTS)
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """What somebody typed or pasted; a single exact hit opens at once.

    By POST, because addresses end up in logs, histories and bookmarks; by GET only ids of ours, which say nothing.
    """
    typed = request.POST.get("q", "") if request.method == "POST" else request.GET.get("q", "")
    context: dict[str, Any] = {"typed": typed[:LONGEST], "crumbs": [{"label": "Search", "url": ""}]}
    if request.method != "POST" and typed and not is_own_id(typed):
        return render(request, "desk/search.html", {**context, "typed": "", "in_address": True}, status=400)
    try:
        found = find(typed, by=actor(request), reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return render(request, "desk/search.html", {**context, "refused": refusal.detail}, status=refusal.status)
    if found.only:
        return redirect(found.only)
    return render(request, "desk/search.html", {**context, "found": found, "length": len(typed), "longest": LONGEST})
