"""Where does a reviewer look at an application and answer it? Each POST runs one verb and shows what became of it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.journal.actors import Actor
from accounts.onboarding import actions
from accounts.onboarding.actions_reveal import reveal_application
from accounts.onboarding.checking import judge, recheck
from accounts.onboarding.identities import allow_identity, say_identity
from accounts.onboarding.models import Application, Check, ItemRequest
from accounts.onboarding.outcomes import APPROVE, ASK, PROPOSE
from accounts.onboarding.referring import case_of
from accounts.onboarding.review_forms import AnswerForm, JudgeForm, typed_in
from accounts.onboarding.review_page import Look, review_context
from accounts.review.case_views import onwards
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor, visitor
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import asks_for_part, details, go_to

PAGE = "onboarding/review.html"


@requires(Verb.READ_CASES)
@require_GET
def review(request: HttpRequest, application: str) -> HttpResponse:
    """The application as far as this person may see it: the case page loads it, and it is a page of its own."""
    return shown(request, application_named(application))


@requires(Verb.REVEAL_PERSONAL)
@require_POST
def open_it(request: HttpRequest, application: str) -> HttpResponse:
    """Names, dates and addresses, for who says why; the journal keeps who and why."""
    found = application_named(application)
    try:
        reveal_application(by=actor(request), application=found, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return shown(request, found, refusal)
    return shown(request, found, reason_given=True)


@requires(Verb.DECIDE_CASES)
@require_POST
def draft(request: HttpRequest, application: str) -> HttpResponse:
    """Another ready-made question in the panel; what else was typed stays."""
    return shown(request, application_named(application), keep=True)


@requires(Verb.DECIDE_CASES)
@require_POST
def answer(request: HttpRequest, application: str) -> HttpResponse:
    """Ask, approve, propose or reject; a refusal says what changed and loses nothing that was typed."""
    found, form = application_named(application), AnswerForm(request.POST)
    try:
        given = form.given()
        said = _answered(actor(request), found, form, given)
    except Refused as refusal:
        return shown(request, found, refusal)
    messages.success(request, said)
    return _to_case(request, found) if given["outcome"] == ASK else onwards(request)


def _answered(by: Actor, application: Application, form: AnswerForm, given: dict[str, Any]) -> str:
    name, outcome = application.company_name, given["outcome"]
    if outcome == ASK:
        item = actions.ask_item(by=by, application=application, ask=form.ask())
        return f"{name}: asked. The clock stands still until they answer, at most to {item.due_at:%-d %b}."
    note, seen = given["note"], given["seen"]
    if outcome == APPROVE:
        actions.approve(by=by, application=application, tier="verified", note=note, seen=seen)
        return f"{name}: approved at the verified tier."
    if outcome == PROPOSE:
        actions.propose_enterprise(by=by, application=application, note=note, seen=seen)
        return f"{name}: the enterprise tier is proposed. A lead approves it; nothing changed yet."
    actions.reject(by=by, application=application, reason=given["reason"], note=note, seen=seen)
    return f"{name}: rejected. They are told the reason’s class and how to contest it."


@requires(Verb.DECIDE_CASES)
@require_POST
def withdraw_item(request: HttpRequest, application: str) -> HttpResponse:
    """Take a question back."""
    found = application_named(application)
    item = get_object_or_404(ItemRequest, application=found, item=request.POST.get("item", ""))
    return _do(request, found, lambda by: actions.withdraw_item(by=by, item=item))


@requires(Verb.DECIDE_CASES)
@require_POST
def check_again(request: HttpRequest, application: str) -> HttpResponse:
    """Look at one check again."""
    found = application_named(application)
    return _do(request, found, lambda by: recheck(by=by, application=found, what=request.POST.get("what", "")))


@requires(Verb.DECIDE_CASES)
@require_POST
def judge_check(request: HttpRequest, application: str) -> HttpResponse:
    """A person's word on a check that a program cannot judge."""
    found, form = application_named(application), JudgeForm(request.POST)
    if not form.is_valid():
        return shown(request, found, Refused("Say passed or failed, and why.", code="bad_word", status=422))
    given = form.cleaned_data
    checks = Check.objects.filter(application=found).select_related("party", "application")
    check = get_object_or_404(checks, check_id=given["check"])
    return _do(request, found, lambda by: _judged(by, found, check, given))


def _judged(by: Actor, application: Application, check: Check, given: dict[str, Any]) -> None:
    """By the verb that the check has: identities are counted for the organisation that they prove."""
    whom = check.party.key if check.party else ""
    if check.what == "identity":
        say_identity(by=by, application=application, party_key=whom, result=given["result"], note=given["note"])
    elif check.what == "identity_reuse" and given["result"] == "passed":
        allow_identity(by=by, application=application, party_key=whom, note=given["note"])
    else:
        judge(by=by, check=check, result=given["result"], note=given["note"])


def application_named(application: str) -> Application:
    """The application with this public id, or 404."""
    found: Application = get_object_or_404(
        Application.objects.select_related("account", "owner"), application=application
    )
    return found


def shown(
    request: HttpRequest,
    application: Application,
    refused: Refused | None = None,
    *,
    reason_given: bool = False,
    keep: bool = False,
) -> HttpResponse:
    """The application as it is now; a refusal is said on top, and what was typed stays."""
    typed = typed_in(request.POST) if refused or keep else {}
    look = Look(visitor(request), timezone.now(), typed, reason_given=reason_given)
    context = review_context(application, look)
    context |= {"refused": refused.detail if refused else "", "crumbs": _crumbs(application)}
    page = f"{PAGE}#body" if asks_for_part(request) else PAGE
    response = render(request, page, context, status=refused.status if refused else 200)
    if refused and details(request):
        response["HX-Retarget"], response["HX-Reswap"] = "#application", "outerHTML"
    return response


def _do(request: HttpRequest, application: Application, verb: Callable[[Actor], Any]) -> HttpResponse:
    """Run a verb and show the case as it is now."""
    try:
        verb(actor(request))
    except Refused as refusal:
        return shown(request, application, refusal)
    return _to_case(request, application)


def _to_case(request: HttpRequest, application: Application) -> HttpResponse:
    case = case_of(application)
    page = (
        reverse("page-case", args=[case.case])
        if case
        else reverse("application-review", args=[application.application])
    )
    return go_to(request, page)


def _crumbs(application: Application) -> list[dict[str, str]]:
    case = case_of(application)
    before = {"label": "Queue", "url": reverse("page-queue")}
    here = {"label": application.company_name, "url": reverse("page-case", args=[case.case]) if case else ""}
    return [before, here, {"label": "Application", "url": ""}]
