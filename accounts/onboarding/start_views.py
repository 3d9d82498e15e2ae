"""How does a seller begin applications? One by a form, or a list by a file that is shown before anything happens."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.onboarding import actions
from accounts.onboarding.alike import alike, said_of
from accounts.onboarding.csv_start import COLUMNS, EXAMPLE, read_file
from accounts.onboarding.importing import Plan, kept, left_over, plans, returned, started
from accounts.onboarding.models import Application
from accounts.onboarding.sales_forms import FileForm, StartForm
from accounts.policy.querysets import current
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor, visitor
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import go_to
from kycrisk.lib.spreadsheet import csv_answer

SHOWN = 500


@requires(Verb.WORK_APPLICATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """A form; sending it starts the application and invites the customer."""
    form = StartForm(request.POST if request.method == "POST" else None)
    made = _started(request, form) if request.method == "POST" and form.is_valid() else None
    if made is None:
        context = {
            "form": form,
            "alike": _alike(form["company_name"].value() or ""),
            "crumbs": _crumbs("Invite a company"),
        }
        return render(request, "onboarding/start.html", context, status=422 if form.is_bound else 200)
    messages.success(request, f"{made.company_name} is invited: the letter with the link is on its way.")
    return go_to(request, reverse("page-application", args=[made.application]))


@requires(Verb.WORK_APPLICATIONS)
@require_POST
def similar(request: HttpRequest) -> HttpResponse:
    """Applications called like what is being typed. By POST: it may be a person's name."""
    return render(request, "onboarding/start.html#alike", {"alike": _alike(request.POST.get("company_name", ""))})


@requires(Verb.WORK_APPLICATIONS)
@require_http_methods(["GET", "HEAD", "POST"])
def import_file(request: HttpRequest) -> HttpResponse:
    """Choose a file; sending it shows what would happen, and nothing happens yet."""
    if request.method != "POST":
        return _choose(request)
    try:
        raw = FileForm(request.POST, request.FILES).opened()
    except Refused as refused:
        return _choose(request, refused.detail, refused.status)
    return _preview(request, raw)


@requires(Verb.WORK_APPLICATIONS)
@require_POST
def import_start(request: HttpRequest) -> HttpResponse:
    """Start the file that was shown; rows in error are left out and can be taken home with their reasons."""
    user = visitor(request)
    try:
        file = read_file(returned(request.POST.get("file", ""), user.pk), _most())
    except Refused as refused:
        return _choose(request, refused.detail, refused.status)
    too = frozenset(int(number) for number in request.POST.getlist("too") if number.isascii() and number.isdigit())
    done = started(actor(request), plans(file), owner=user.pk, too=too)
    context = {"crumbs": _crumbs("Import CSV"), "done": done, "shown": done.skipped[:SHOWN]}
    context |= {"kept": request.POST["file"], "left": _numbers(done.skipped)}
    return render(request, "onboarding/imported.html", context)


@requires(Verb.WORK_APPLICATIONS)
@require_POST
def import_left(request: HttpRequest) -> HttpResponseBase:
    """The rows that are not started, as a file with the reasons, to be mended and sent again."""
    try:
        file = read_file(returned(request.POST.get("file", ""), visitor(request).pk), _most())
    except Refused as refused:
        return _choose(request, refused.detail, refused.status)
    wanted = frozenset(request.POST.get("rows", "").split(","))
    rows = [plan for plan in plans(file) if str(plan.line.number) in wanted]
    return csv_answer("not-started", [*COLUMNS, "reason"], left_over(rows))


@requires(Verb.WORK_APPLICATIONS)
@require_GET
def import_template(_request: HttpRequest) -> StreamingHttpResponse:
    """An example of a file: the columns and one invented row."""
    return csv_answer("applications-template", COLUMNS, [EXAMPLE])


def _choose(request: HttpRequest, flaw: str = "", status: int = 200) -> HttpResponse:
    """The page on which a file is chosen, and why the last one could not be taken."""
    context = {"crumbs": _crumbs("Import CSV"), "most": _most(), "columns": COLUMNS, "flaw": flaw}
    return render(request, "onboarding/import.html", context, status=status)


def _preview(request: HttpRequest, raw: bytes) -> HttpResponse:
    file = read_file(raw, _most())
    if file.flaw:
        return _choose(request, file.flaw, 422)
    rows = plans(file)
    context = {
        "crumbs": _crumbs("Import CSV"),
        "rows": _worst_first(rows)[:SHOWN],
        "of": len(rows),
        "hints": file.hints,
        "counts": _counts(rows),
        "left": _numbers([plan for plan in rows if plan.will == "error"]),
        "kept": kept(raw, visitor(request).pk),
    }
    return render(request, "onboarding/import.html", context)


def _worst_first(rows: list[Plan]) -> list[Plan]:
    """What needs a look first; rows in the order of the file otherwise."""
    return sorted(rows, key=lambda plan: ("error", "alike", "there", "start").index(plan.will))


def _numbers(rows: list[Plan]) -> str:
    """Their rows, in one field of a form."""
    return ",".join(str(plan.line.number) for plan in rows if plan.will != "there")


def _counts(rows: list[Plan]) -> dict[str, int]:
    return {will: sum(plan.will == will for plan in rows) for will in ("start", "alike", "there", "error")}


def _started(request: HttpRequest, form: StartForm) -> Application | None:
    assert form.start  # a valid form has read its start
    try:
        return actions.start(by=actor(request), request=replace(form.start, owner=visitor(request).pk))
    except Refused as refused:
        form.add_error(None, refused.detail)
        return None


def _alike(typed: str) -> list[dict[str, Any]]:
    now = timezone.now()
    return [{"application": one, "said": said_of(one, now)} for one in alike(typed)]


def _crumbs(label: str) -> list[dict[str, str]]:
    return [{"label": "Applications", "url": reverse("page-applications")}, {"label": label, "url": ""}]


def _most() -> int:
    return current().numbers.onboarding.csv_rows
