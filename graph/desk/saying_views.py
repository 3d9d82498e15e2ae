"""Where does a person say what the evidence means, look at one pair closely, or see who is behind an account?

Small pages of their own, over the page they were asked from where JavaScript runs.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.parties.actions import reveal_contact
from accounts.parties.models import Account
from accounts.review.actions import record_verdict
from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor
from graph.desk.pair_page import pair_context
from graph.desk.verdict_page import KINDS, Subject, VerdictForm, about, of_account, of_network, values_of
from graph.networks.models import Network
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import go_to, page_or_dialog


@requires(Verb.GIVE_VERDICTS)
@require_http_methods(["GET", "HEAD", "POST"])
def network_verdict(request: HttpRequest, network: str) -> HttpResponse:
    """What the evidence about a network means."""
    return _verdict(request, of_network(get_object_or_404(Network, network=network)))


@requires(Verb.GIVE_VERDICTS)
@require_http_methods(["GET", "HEAD", "POST"])
def account_verdict(request: HttpRequest, account: str) -> HttpResponse:
    """What the evidence about an account means."""
    return _verdict(request, of_account(get_object_or_404(Account, account=account)))


def _verdict(request: HttpRequest, subject: Subject) -> HttpResponse:
    if request.method != "POST":
        return _verdict_form(request, subject)
    try:
        given = VerdictForm(request.POST).asked()
        record_verdict(by=actor(request), kind=given["kind"], about=about(subject, given), note=given["note"])
    except Refused as refusal:
        return _verdict_form(request, subject, refusal)
    messages.success(request, f"{KINDS[given['kind']][0]}: recorded. The next derivation respects it.")
    return go_to(request, subject.back)


def _verdict_form(request: HttpRequest, subject: Subject, refused: Refused | None = None) -> HttpResponse:
    kinds = [{"value": name, "label": label, "hint": hint} for name, (label, hint) in KINDS.items()]
    context = {
        "title": "What does this evidence mean?",
        "subject": subject,
        "action": request.path,
        "kinds": kinds,
        "values": values_of(subject),
        "typed": request.POST or request.GET,  # whoever picked accounts in the drawing need not write them again
        "refused": refused.detail if refused else "",
        "crumbs": [{"label": subject.title, "url": subject.back}, {"label": "Verdict", "url": ""}],
    }
    return page_or_dialog(request, "desk/verdict.html", context, refused.status if refused else 200)


@requires(Verb.READ_ACCOUNTS)
@require_GET
def pair(request: HttpRequest) -> HttpResponse:
    """Why are these two accounts tied?"""
    context = {"title": "Why are these two tied?", "crumbs": [{"label": "Explain a pair", "url": ""}]}
    context |= pair_context(request.GET.get("one", "").strip(), request.GET.get("other", "").strip())
    return page_or_dialog(request, "desk/pair.html", context)


@requires(Verb.REVEAL_PERSONAL)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, account: str) -> HttpResponse:
    """Who is behind an account: asked with a reason, shown once, written down in the journal."""
    found = get_object_or_404(Account, account=account)
    context = {"title": f"Who is behind {account}?", "account": found, "crumbs": [{"label": account, "url": ""}]}
    if request.method != "POST":
        return page_or_dialog(request, "desk/reveal.html", context)
    try:
        shown = reveal_contact(by=actor(request), account=found, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        context |= {"refused": refusal.detail, "typed": request.POST}
        return page_or_dialog(request, "desk/reveal.html", context, refusal.status)
    return page_or_dialog(request, "desk/reveal.html", {**context, "shown": shown})
