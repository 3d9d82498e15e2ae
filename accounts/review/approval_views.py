"""How does a second person answer? Approve exactly the frozen list, decline, return, or withdraw one's own."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.journal.actors import Actor
from accounts.review import actions
from accounts.review.approvals_page import detail, title_of, waiting
from accounts.review.desk_forms import ResolveForm
from accounts.review.models import Decision, Proposal
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor, page_number, visitor
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import go_to

APPROVAL_KEYS = [
    {"keys": ["j", "k"], "word": "move"},
    {"keys": ["Enter"], "word": "open"},
    {"keys": ["o"], "word": "open case"},
    {"keys": ["m"], "word": "note"},
]
PAST = {"decline": "declined", "return": "returned", "withdraw": "withdrawn"}


@requires(Verb.READ_APPROVALS)
@require_GET
def approvals(request: HttpRequest, proposal: str = "") -> HttpResponse:
    """What waits for a second person; the first one opened."""
    return page_of(request, proposal)


def page_of(request: HttpRequest, proposal: str, refused: Refused | None = None) -> HttpResponse:
    """The list with this proposal opened, or the first one; a refusal is said on top and what was typed stays."""
    user = visitor(request)
    items = waiting(user)
    chosen = proposal or (items[0].proposal.proposal if items else "")
    context = {"items": items, "approval_keys": APPROVAL_KEYS, "crumbs": [{"label": "Approvals", "url": ""}]}
    if chosen:
        found = get_object_or_404(Proposal.objects.for_page(), proposal=chosen)
        context |= detail(found, user, request.GET.get("view", ""), page_number(request))
    if refused:
        context |= {"refused": refused.detail, "typed": request.POST, "ticked": request.POST.getlist("leave_out")}
    return render(request, "review/approvals.html", context, status=refused.status if refused else 200)


@requires(Verb.READ_APPROVALS)
@require_POST
def resolve(request: HttpRequest, proposal: str) -> HttpResponse:
    """Answer a proposal; the verb asks for the right that the answer needs."""
    found, form = get_object_or_404(Proposal.objects.for_page(), proposal=proposal), ResolveForm(request.POST)
    try:
        said = _resolved(actor(request), found, form)
    except Refused as refusal:
        return page_of(request, proposal, refusal)
    messages.success(request, said)
    return go_to(request, _onwards(found))


def _onwards(proposal: Proposal) -> str:
    """To watch a decision that is still reaching people; else to what waits next."""
    running = Decision.objects.filter(proposal=proposal).running().first()
    return reverse("page-decision", args=[running.decision]) if running else reverse("page-approvals")


def _resolved(by: Actor, proposal: Proposal, form: ResolveForm) -> str:
    if not form.is_valid():
        raise Refused("Choose an answer; a note has at most 4,000 characters.", code="bad_answer", status=422)
    answer, note, title = form.cleaned_data["answer"], form.cleaned_data["note"], title_of(proposal)
    if answer == "approve":
        actions.approve(by=by, proposal=proposal, typed_count=form.typed_count(), note=note)
        return f"{title}: approved. Access changes now; notices go out within a minute."
    if answer == "decline":
        actions.decline(by=by, proposal=proposal, note=note)
    elif answer == "return":
        actions.return_proposal(by=by, proposal=proposal, note=note, leave_out=form.leave_out())
    else:
        actions.withdraw(by=by, proposal=proposal, note=note)
    return f"{title}: {PAST[answer]}. Nothing changed."
