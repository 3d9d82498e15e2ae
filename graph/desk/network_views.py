"""What is asked of a network's page after it was opened? Its structure, a chosen node, tables in an order, pairs."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from accounts.staff.permissions import requires
from accounts.staff.roles import Verb, role_may
from accounts.staff.visitors import page_number, visitor
from graph.desk.network_rows import HEADS, MEMBER_ORDERS, VALUE_ORDERS, members, value_cells, value_rows
from graph.desk.node_page import node_context
from graph.desk.pairs_page import PAIRS_IN_FILE, pair_cells, pairs_context
from graph.desk.reading import PAGE
from graph.desk.structure_page import structure_context
from graph.networks.models import Network
from kycrisk.lib.spreadsheet import csv_answer

NODE_LENGTH = 300


@requires(Verb.READ_NETWORKS)
@require_GET
def structure(request: HttpRequest, network: str) -> HttpResponse:
    """What holds it together, and what falls apart without what."""
    found = get_object_or_404(Network, network=network)
    return render(request, "desk/network_parts.html#structure", structure_context(found))


@requires(Verb.READ_NETWORKS)
@require_GET
def node(request: HttpRequest, network: str) -> HttpResponse:
    """The chosen node beside the drawing."""
    found = get_object_or_404(Network, network=network)
    context = node_context(found, request.GET.get("node", "")[:NODE_LENGTH])
    if not context:
        raise Http404
    return render(request, "desk/node.html", context | {"network": found})


@requires(Verb.READ_NETWORKS)
@require_GET
def picked(request: HttpRequest, network: str) -> HttpResponse:
    """Several accounts taken with the lasso or ticked: what can be done with them."""
    found = get_object_or_404(Network, network=network)
    asked = request.GET.get("names", "").split()[:PAGE]
    rows = found.memberships.filter(account__account__in=asked).order_by("account_id")
    names = list(rows.values_list("account__account", flat=True))
    may_say = role_may(visitor(request).role, Verb.GIVE_VERDICTS)
    return render(request, "desk/node.html#picked", {"network": found, "names": names, "may_say": may_say})


@requires(Verb.READ_NETWORKS)
@require_GET
def values(request: HttpRequest, network: str) -> HttpResponse:
    """Why linked: every shared value and prompt family."""
    found, order = get_object_or_404(Network, network=network), _order(request, VALUE_ORDERS)
    context = {"network": found, "rows": value_rows(found, order), "order": order}
    return render(request, "desk/network_parts.html#values", context)


@requires(Verb.READ_NETWORKS)
@require_GET
def values_file(request: HttpRequest, network: str) -> StreamingHttpResponse:
    """The same as CSV."""
    found = get_object_or_404(Network, network=network)
    rows = value_rows(found, _order(request, VALUE_ORDERS))
    return csv_answer(f"{network}-values", HEADS, map(value_cells, rows))


@requires(Verb.READ_NETWORKS)
@require_GET
def member_rows(request: HttpRequest, network: str) -> HttpResponse:
    """The members, fifty a page, in any order."""
    found, order = get_object_or_404(Network, network=network), _order(request, tuple(MEMBER_ORDERS))
    page = Paginator(members(found, order), PAGE).get_page(page_number(request))
    return render(request, "desk/network_members.html#card", {"network": found, "page": page, "order": order})


@requires(Verb.READ_NETWORKS)
@require_GET
def pairs(request: HttpRequest, network: str) -> HttpResponse:
    """The tied pairs, strongest first, each with its reasons."""
    found = get_object_or_404(Network, network=network)
    return render(request, "desk/network_parts.html#pairs", pairs_context(found, page_number(request)))


@requires(Verb.READ_NETWORKS)
@require_GET
def pairs_file(request: HttpRequest, network: str) -> StreamingHttpResponse:
    """The strongest pairs as CSV, a line for each reason."""
    found = get_object_or_404(Network, network=network)
    heads = ("one", "other", "bits of the pair", "family", "value", "bits", "first seen", "last seen", "sentence")
    rows: Iterator[list[object]] = pair_cells(found, PAIRS_IN_FILE)
    return csv_answer(f"{network}-pairs", heads, rows)


def _order(request: HttpRequest, known: tuple[str, ...]) -> str:
    asked = request.GET.get("sort", "")
    return asked if asked in known else known[0]
