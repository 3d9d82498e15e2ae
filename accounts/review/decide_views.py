"""How does a person decide? They look at what would happen, say why, and the next case comes by itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.journal.actors import Actor
from accounts.review import actions
from accounts.review.case_page import case_context
from accounts.review.case_views import case_named, onwards, shown
from accounts.review.choices import Choice
from accounts.review.decide_panel import outcome, panel_context, typed_in
from accounts.review.desk_forms import DecideForm
from accounts.review.measures import MEASURES
from accounts.review.models import Case
from accounts.review.weighing import preview as chosen_for
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor, visitor
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import asks_for_part, details

# A preview needs no reason yet for whom it leaves out; the decision does.
NOT_SAID_YET = "left out by you"


@requires(Verb.DECIDE_CASES)
@require_POST
def preview(request: HttpRequest, case: str) -> HttpResponse:
    """What will happen if this is decided; nothing does yet. A POST, so that no list and no note ends in an address."""
    found, form = case_named(case), DecideForm(request.POST)
    context = {"case": found, "typed": typed_in(request.POST), **_previewed(request, found, form)}
    if not asks_for_part(request):
        context = case_context(found, visitor(request), timezone.now(), request.POST) | context
        return render(request, "review/case.html", context)
    return render(request, "review/case.html#outcome", context)


def _previewed(request: HttpRequest, case: Case, form: DecideForm) -> dict[str, object]:
    """The outcome's context; a refusal becomes the problem that is said in its place."""
    try:
        return outcome(case, _choice(case, form, left_out_reason=NOT_SAID_YET), visitor(request), timezone.now())
    except Refused as refusal:
        return {"lines": [], "problem": refusal.detail}


@requires(Verb.DECIDE_CASES)
@require_POST
def members(request: HttpRequest, case: str) -> HttpResponse:
    """Another page or view of the accounts, with what was toggled and typed so far."""
    found = case_named(case)
    context = case_context(found, visitor(request), timezone.now(), request.POST)
    return render(request, "review/case.html#accounts" if asks_for_part(request) else "review/case.html", context)


@requires(Verb.DECIDE_CASES)
@require_POST
def decide(request: HttpRequest, case: str) -> HttpResponse:
    """Decide, or propose what takes two people; then the next case comes by itself."""
    found, form = case_named(case), DecideForm(request.POST)
    try:
        said = _decided(actor(request), found, form)
    except Refused as refusal:
        return _refused(request, found, form, refusal)
    messages.success(request, said)
    return onwards(request)


def _decided(by: Actor, case: Case, form: DecideForm) -> str:
    choice = _choice(case, form)
    kind = MEASURES[choice.measure]
    if not kind.two_person:
        decision = actions.decide(by=by, case=case, verdict=choice)
        return f"{case.title}: {_accounts(decision.member_count)} {kind.past}."
    count = len(chosen_for(case, choice, timezone.now()).included)
    if form.typed_count() != count:
        raise Refused(f"Type {count:,}, the number of accounts, to confirm.", code="count", status=422)
    actions.propose(by=by, case=case, verdict=choice)
    return f"{case.title}: proposed for {_accounts(count)}. A lead approves exactly this list; nothing changed yet."


def _choice(case: Case, form: DecideForm, left_out_reason: str = "") -> Choice:
    """The choice that was typed. Raises `Refused` (422) for one that cannot be read."""
    if not form.is_valid():
        raise Refused(_to_mend(form), code="incomplete_choice", status=422)
    return form.choice(chosen_for(case, form.start(), timezone.now()).included, left_out_reason=left_out_reason)


def _to_mend(form: DecideForm) -> str:
    if "measure" in form.errors:
        return "Choose a measure first."
    if "note" in form.errors:
        return "The note is too long; at most 4,000 characters are kept."
    return f"Not readable: {', '.join(form.errors)}. Load the page again; what you typed is kept below."


def _accounts(count: int) -> str:
    return f"{count:,} {'account' if count == 1 else 'accounts'}"


def _refused(request: HttpRequest, case: Case, form: DecideForm, refusal: Refused) -> HttpResponse:
    """What was typed, with the reason on top: the panel alone where only it has to be mended, else the whole case."""
    if refusal.status == 409 or not details(request):
        return shown(request, case.case, refusal)
    typed = typed_in(request.POST)
    context = panel_context(case, visitor(request), timezone.now(), typed) | {"refused": refusal.detail, "typed": typed}
    answer = render(
        request, "review/case.html#decide", context | _previewed(request, case, form), status=refusal.status
    )
    answer["HX-Retarget"], answer["HX-Reswap"] = "#decide-card", "outerHTML"
    return answer
