"""How is a decision watched, stopped, taken back and continued? Every step says first what it would do."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from accounts.review import actions
from accounts.review.decision_page import HEADS, cells, decision_context, progress_context, undoing
from accounts.review.models import Case, Decision
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor, page_number, visitor
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import go_to, page_or_dialog
from kycrisk.lib.spreadsheet import csv_answer

DECISION_KEYS = [
    {"keys": ["j", "k"], "word": "move"},
    {"keys": ["Enter"], "word": "open"},
    {"keys": ["o"], "word": "case"},
]


@requires(Verb.READ_CASES)
@require_GET
def decision(request: HttpRequest, decision: str) -> HttpResponse:
    """What was decided, how far it got, and what became of each account."""
    context = {"decision_keys": DECISION_KEYS}
    context |= decision_context(_named(decision), visitor(request), request.GET.get("view", ""), page_number(request))
    return render(request, "review/decision.html", context)


@requires(Verb.READ_CASES)
@require_GET
def progress(request: HttpRequest, decision: str) -> HttpResponse:
    """The bar alone, asked for again while the decision runs."""
    context = progress_context(_named(decision), visitor(request))
    answer = render(request, "review/progress.html", context)
    if not context["progress"].running:
        answer["HX-Trigger"] = "decision:done"
    return answer


@requires(Verb.READ_CASES)
@require_GET
def members(request: HttpRequest, decision: str) -> StreamingHttpResponse:
    """Every account and what became of it, as CSV."""
    return csv_answer(decision, HEADS, cells(_named(decision)))


@requires(Verb.DECIDE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, decision: str) -> HttpResponse:
    """Stop it where it is; whoever was reached stays as they are."""
    found = _named(decision)
    if request.method != "POST":
        return _asked(request, "review/cancel.html", found)
    try:
        made = actions.cancel(by=actor(request), decision=found, note=request.POST.get("note", ""))
    except Refused as refusal:
        return _asked(request, "review/cancel.html", found, refusal)
    messages.success(request, f"Stopped: {made.member_count:,} accounts stay as they were.")
    return go_to(request, _address(found))


@requires(Verb.DECIDE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, decision: str) -> HttpResponse:
    """Open the case that takes it back; before that, whom it would bring back and whom it cannot."""
    found = _named(decision)
    if request.method != "POST":
        return _asked(request, "review/undo.html", found)
    try:
        case = actions.reconsider(by=actor(request), decision=found, note=request.POST.get("note", ""))
    except Refused as refusal:
        return _asked(request, "review/undo.html", found, refusal)
    return go_to(request, _prepared(case, undoing(found, timezone.now()).measure))


@requires(Verb.DECIDE_CASES)
@require_http_methods(["GET", "HEAD", "POST"])
def next_stage(request: HttpRequest, decision: str) -> HttpResponse:
    """Open the case in which the next measure starts from the list of this one."""
    found = _named(decision)
    if request.method != "POST":
        return _asked(request, "review/next_stage.html", found)
    try:
        case = actions.next_stage(by=actor(request), decision=found, note=request.POST.get("note", ""))
    except Refused as refusal:
        return _asked(request, "review/next_stage.html", found, refusal)
    return go_to(request, _prepared(case, ""))


def _asked(request: HttpRequest, template: str, found: Decision, refused: Refused | None = None) -> HttpResponse:
    context: dict[str, Any] = progress_context(found, visitor(request)) | {
        "title": TITLES[template].format(f"{found.member_count:,}"),
        "undoing": undoing(found, timezone.now()) if template == "review/undo.html" else None,
        "typed": request.POST,
        "refused": refused.detail if refused else "",
        "crumbs": [{"label": "Decision", "url": _address(found)}],
    }
    return page_or_dialog(request, template, context, refused.status if refused else 200)


TITLES = {
    "review/cancel.html": "Stop this decision?",
    "review/undo.html": "Take this decision back?",
    "review/next_stage.html": "Go one stage further with {} accounts?",
}


def _named(decision: str) -> Decision:
    found = Decision.objects.select_related("case", "decided_by", "approved_by", "reverses")
    return get_object_or_404(found, decision=decision)


def _address(decision: Decision) -> str:
    return reverse("page-decision", args=[decision.decision])


def _prepared(case: Case, measure: str) -> str:
    """The case with its measure chosen; choosing does nothing yet."""
    address = reverse("page-case", args=[case.case])
    return f"{address}?measure={measure}" if measure else address
