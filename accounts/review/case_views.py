"""Which pages does a reviewer work on? The queue and one case; every POST runs one verb and shows what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.journal.actors import Actor
from accounts.review import actions
from accounts.review.case_page import case_context
from accounts.review.desk_forms import NoteForm, SnoozeForm
from accounts.review.evidence_changes import snapshots
from accounts.review.models import Case
from accounts.review.priority import WORDS
from accounts.review.queue_page import Wish
from accounts.review.queue_page import queue as queue_page
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb, role_may
from accounts.staff.visitors import actor, page_number, visitor
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import asks_for_part, details, go_to, page_or_dialog

QUEUE_KEYS = [
    {"keys": ["j", "k"], "word": "move"},
    {"keys": ["Enter"], "word": "open"},
    {"keys": ["c"], "word": "claim"},
    {"keys": ["n"], "word": "next for me"},
    {"keys": ["x"], "word": "select"},
    {"keys": ["z"], "word": "snooze"},
    {"keys": ["f"], "word": "filter"},
    {"keys": ["g", "a"], "word": "approvals"},
]


@requires(Verb.READ_CASES)
@require_GET
def queue(request: HttpRequest) -> HttpResponse:
    """What waits for a person, late first."""
    user = visitor(request)
    context = {
        "queue": queue_page(user, Wish.read(request.GET), page_number(request), timezone.now()),
        "may_claim": role_may(user.role, Verb.CLAIM_CASES),
        "may_reassign": role_may(user.role, Verb.REASSIGN_CASES),
        "priorities": WORDS[::-1],
        "dues": (("late", "late"), ("today", "due today"), ("week", "due this week")),
        "queue_keys": QUEUE_KEYS,
        "crumbs": [{"label": "Queue", "url": ""}],
    }
    return render(request, "review/queue.html#list" if asks_for_part(request) else "review/queue.html", context)


@requires(Verb.CLAIM_CASES)
@require_POST
def next_case(request: HttpRequest) -> HttpResponse:
    """Start reviewing: the most urgent case this person may decide, locked to them."""
    return onwards(request, "Nothing waits for you: the queue is empty, or your colleagues are at work on it.")


def onwards(request: HttpRequest, nothing: str = "") -> HttpResponse:
    """The next case for this person, claimed; the queue when there is none."""
    case = actions.next_case(by=actor(request))
    if case is None and nothing:
        messages.info(request, nothing)
    return go_to(request, reverse("page-case", args=[case.case]) if case else reverse("page-queue"))


@requires(Verb.READ_CASES)
@require_GET
def case(request: HttpRequest, case: str) -> HttpResponse:
    """One case; whoever holds it holds it on by looking at it."""
    found = case_named(case)
    if found.assignee_id == visitor(request).pk and actions.keep(by=actor(request), case=found):
        found.refresh_from_db(fields=["locked_until"])
    return render(request, "review/case.html", case_context(found, visitor(request), timezone.now(), request.GET))


@requires(Verb.READ_CASES)
@require_GET
def changes(request: HttpRequest, case: str) -> HttpResponse:
    """What changed from one snapshot of the evidence to the next?"""
    found = case_named(case)
    crumbs = [{"label": found.title, "url": reverse("page-case", args=[case])}, {"label": "What changed", "url": ""}]
    context = {"title": "What changed", "case": found, "snapshots": snapshots(found), "crumbs": crumbs}
    return page_or_dialog(request, "review/case_changes.html", context)


def case_named(case: str) -> Case:
    """The case with this public id, or 404."""
    return get_object_or_404(Case.objects.select_related("assignee", "merged_into"), case=case)


def shown(request: HttpRequest, case: str, refused: Refused | None = None) -> HttpResponse:
    """The case as it is now; a refusal is said on top, and what was typed stays."""
    posted = request.POST if refused else None
    context = case_context(case_named(case), visitor(request), timezone.now(), posted)
    context["refused"] = refused.detail if refused else ""
    page = "review/case.html#body" if asks_for_part(request) else "review/case.html"
    answer = render(request, page, context, status=refused.status if refused else 200)
    if details(request):
        answer["HX-Retarget"], answer["HX-Reswap"] = "#case", "outerHTML"
    return answer


def _do(request: HttpRequest, case: str, verb: Callable[[Actor, Case], Any]) -> HttpResponse:
    """Run a verb on a case and show the case as it is now."""
    found = case_named(case)
    try:
        verb(actor(request), found)
    except Refused as refusal:
        return shown(request, case, refusal)
    return shown(request, case) if asks_for_part(request) else redirect("page-case", case)


@requires(Verb.CLAIM_CASES)
@require_POST
def claim(request: HttpRequest, case: str) -> HttpResponse:
    """Lock it to me; from the queue this opens it."""
    if request.POST.get("open"):
        try:
            actions.claim(by=actor(request), case=case_named(case))
        except Refused as refusal:
            messages.error(request, refusal.detail)
            return go_to(request, reverse("page-queue"))
        return go_to(request, reverse("page-case", args=[case]))
    return _do(request, case, lambda by, found: actions.claim(by=by, case=found))


@requires(Verb.CLAIM_CASES)
@require_POST
def release(request: HttpRequest, case: str) -> HttpResponse:
    """Back to the queue."""
    return _do(request, case, lambda by, found: actions.release(by=by, case=found))


@requires(Verb.CLAIM_CASES)
@require_POST
def wake(request: HttpRequest, case: str) -> HttpResponse:
    """Take it up again before its time."""
    return _do(request, case, lambda by, found: actions.wake(by=by, case=found))


@requires(Verb.CLAIM_CASES)
@require_POST
def note(request: HttpRequest, case: str) -> HttpResponse:
    """Write something for colleagues."""
    form = NoteForm(request.POST)
    text = form.cleaned_data["text"] if form.is_valid() else ""
    return _do(request, case, lambda by, found: actions.note(by=by, case=found, text=text))


@requires(Verb.CLAIM_CASES)
@require_POST
def snooze(request: HttpRequest, case: str) -> HttpResponse:
    """Put it to sleep, with the reason; then the queue."""
    found = case_named(case)
    try:
        reason, until = SnoozeForm(request.POST).asked()
        actions.snooze(by=actor(request), case=found, reason=reason, until=until)
    except Refused as refusal:
        return shown(request, case, refusal)
    messages.success(request, f"{found.title} sleeps until {until:%-d %b}.")
    return go_to(request, reverse("page-queue"))
