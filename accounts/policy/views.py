"""Which pages show and change the policy? Drafted by one, activated by another; refusals stand where they happened."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.policy import actions
from accounts.policy.bodies import numbers_once_valid
from accounts.policy.defaults import Policy
from accounts.policy.forms import DraftForm, NoteForm
from accounts.policy.models import PolicyVersion
from accounts.policy.policy_page import one_version, overview
from accounts.policy.querysets import current, newest_first, numbered
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor, page_number, visitor
from kycrisk.lib.errors import Refused


@requires(Verb.READ_POLICY)
@require_GET
def policy(request: HttpRequest) -> HttpResponse:
    """What holds, what waits for a second person, and every version there was."""
    context = {**overview(visitor(request), page_number(request)), "crumbs": [{"label": "Policy", "url": ""}]}
    return render(request, "policy/policy.html", context)


@requires(Verb.READ_POLICY)
@require_GET
def version(request: HttpRequest, policy: int) -> HttpResponse:
    """One version: in what it differs, what it would change, and what can be done with it."""
    return _version(request, policy)


@requires(Verb.DRAFT_POLICY)
def draft(request: HttpRequest) -> HttpResponse:
    """Write a new version down, beginning with what holds now or with another version (`?from=3`)."""
    wanted = request.GET.get("from", "")
    start = numbered(int(wanted)) if wanted.isascii() and wanted.isdigit() and len(wanted) < 9 else current()
    if start is None:
        raise Http404
    return _form(request, start.numbers, lambda given: actions.draft(by=actor(request), **given))


@requires(Verb.DRAFT_POLICY)
def revise(request: HttpRequest, policy: int) -> HttpResponse:
    """Change one's own draft."""
    found = get_object_or_404(PolicyVersion, number=policy)
    start = numbers_once_valid(found.body)
    return _form(request, start, lambda given: actions.revise(by=actor(request), version=found, **given), found)


@require_POST
@requires(Verb.DRAFT_POLICY)
def propose(request: HttpRequest, policy: int) -> HttpResponse:
    """Ask a second person."""
    return _step(request, policy, actions.propose, "It waits for a second person now.")


@require_POST
@requires(Verb.ACTIVATE_POLICY)
def return_to_draft(request: HttpRequest, policy: int) -> HttpResponse:
    """Take a proposal back, or send it back."""
    return _step(request, policy, actions.return_to_draft, "It is a draft again.")


@require_POST
@requires(Verb.DRAFT_POLICY)
def shadow(request: HttpRequest, policy: int) -> HttpResponse:
    """Derive it beside what holds (`on`), or no longer."""
    if request.POST.get("shadow") == "on":
        return _step(request, policy, actions.put_in_shadow, "It runs in shadow; nothing it finds has any effect.")
    return _step(request, policy, actions.take_out_of_shadow, "It runs in shadow no longer.")


@require_POST
@requires(Verb.ACTIVATE_POLICY)
def activate(request: HttpRequest, policy: int) -> HttpResponse:
    """Let it hold; `over` is what held when the differences were looked at."""
    over = request.POST.get("over", "")
    seen = int(over) if over.isascii() and over.isdigit() and len(over) < 9 else -1
    return _step(request, policy, actions.activate, f"Policy {policy} holds from now on.", over=seen)


@require_POST
@requires(Verb.DRAFT_POLICY)
def again(request: HttpRequest, policy: int) -> HttpResponse:
    """Propose what an earlier version said as a new one."""
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _version(request, policy, refused="Say why; whoever activates it reads it.", status=422)
    try:
        made = actions.bring_back(by=actor(request), number=policy, note=form.cleaned_data["note"])
    except Refused as refused:
        return _version(request, policy, refused=refused.detail, status=refused.status)
    messages.success(request, f"Policy {made.number} says what {policy} said and waits for a second person.")
    return redirect("page-policy-version", made.number)


def _step(
    request: HttpRequest, policy: int, verb: Callable[..., PolicyVersion], told: str, **given: Any
) -> HttpResponse:
    found = get_object_or_404(PolicyVersion, number=policy)
    try:
        verb(by=actor(request), version=found, **given)
    except Refused as refused:
        return _version(request, policy, refused=refused.detail, status=refused.status)
    messages.success(request, told)
    return redirect("page-policy-version", policy)


def _version(request: HttpRequest, number: int, *, refused: str = "", status: int = 200) -> HttpResponse:
    found = get_object_or_404(newest_first(), number=number) if number else None
    context = one_version(number, found, visitor(request), request.GET.get("view", ""))
    crumbs = [{"label": "Policy", "url": "/policy/"}, {"label": f"Policy {number}", "url": ""}]
    return render(request, "policy/version.html", {**context, "refused": refused, "crumbs": crumbs}, status=status)


def _form(
    request: HttpRequest, start: Policy, write: Callable[[Any], PolicyVersion], of: PolicyVersion | None = None
) -> HttpResponse:
    typed, note = request.POST if request.method == "POST" else None, of.note if of else ""
    form = DraftForm(typed, start=start, beside=current().numbers, initial={"note": note})
    if form.is_valid():
        try:
            return redirect("page-policy-version", write(form.cleaned_data).number)
        except Refused as refused:
            form.add_error(None, refused.detail)
    title = f"Revise policy {of.number}" if of else "Draft a policy"
    crumbs = [{"label": "Policy", "url": "/policy/"}, {"label": title, "url": ""}]
    context = {"form": form, "title": title, "of": of, "holds": current(), "crumbs": crumbs}
    return render(request, "policy/draft.html", context, status=422 if form.is_bound else 200)
