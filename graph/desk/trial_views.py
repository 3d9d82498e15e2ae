"""Where is it shown what a version of the policy would change, and asked for? Below the page of the version."""

from datetime import UTC, datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.policy.models import PolicyVersion
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor, page_number, visitor
from graph.desk.trial_forms import BacktestForm
from graph.desk.trial_page import one_trial, trials_of
from graph.pipeline.models import PolicyTrial, TrialState
from graph.pipeline.trials import ask_backtest
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import asks_for_part
from kycrisk.lib.spreadsheet import csv_answer


@requires(Verb.READ_POLICY)
@require_GET
def trials(request: HttpRequest, policy: int) -> HttpResponse:
    """What is known of one version: part of its page, or a page of its own."""
    return _trials(request, policy)


@require_POST
@requires(Verb.DRAFT_POLICY)
def backtest(request: HttpRequest, policy: int) -> HttpResponse:
    """Ask for an answer; the clock gives it."""
    version, form = get_object_or_404(PolicyVersion, number=policy), BacktestForm(request.POST)
    if not form.is_valid():
        return _trials(request, policy, refused="That is no day; choose one such as 2026-11-24.", status=422)
    day = form.cleaned_data["day"]
    as_of = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC) if day else None
    try:
        ask_backtest(by=actor(request), version=version, as_of=as_of)
    except Refused as refused:
        return _trials(request, policy, refused=refused.detail, status=refused.status)
    messages.success(request, "It is being worked out; the page shows it as soon as it is known.")
    return redirect("page-policy-version", policy)


@requires(Verb.READ_POLICY)
@require_GET
def trial(request: HttpRequest, policy: int, trial: int) -> HttpResponse:
    """One answer whole: every network kept, and the accounts that would be touched."""
    found = get_object_or_404(PolicyTrial, version=policy, pk=trial)
    crumbs = [
        {"label": "Policy", "url": "/policy/"},
        {"label": f"Policy {policy}", "url": f"/policy/{policy}/"},
        {"label": found.get_kind_display(), "url": ""},
    ]
    context = {"number": policy, "crumbs": crumbs, **one_trial(found, page_number(request))}
    return render(request, "policy/trial.html", context)


@requires(Verb.READ_POLICY)
@require_GET
def trial_accounts(request: HttpRequest, policy: int, trial: int) -> StreamingHttpResponse:
    """The accounts that would newly be put before a person, as a file."""
    found = get_object_or_404(PolicyTrial, version=policy, pk=trial, state=TrialState.DONE)
    rows = [[account] for account in found.found["touched"]]
    return csv_answer(f"policy-{policy}-touched", ["account"], rows)


def _trials(request: HttpRequest, policy: int, *, refused: str = "", status: int = 200) -> HttpResponse:
    template = "policy/trials.html#part" if asks_for_part(request) else "policy/trials.html"
    crumbs = [
        {"label": "Policy", "url": "/policy/"},
        {"label": f"Policy {policy}", "url": f"/policy/{policy}/"},
        {"label": "What it would change", "url": ""},
    ]
    context = {**trials_of(policy, visitor(request)), "refused": refused, "crumbs": crumbs}
    return render(request, template, context, status=status)
