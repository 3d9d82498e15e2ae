"""Where does an analyst make canaries, and where does everybody see which came back?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.staff.permissions import requires
from accounts.staff.roles import Verb
from accounts.staff.visitors import actor, page_number, visitor
from graph.canaries.actions import Wish, mint, reveal
from graph.canaries.models import Canary
from graph.desk.canary_forms import MintForm
from graph.desk.canary_page import canary_context, list_context, whole
from graph.desk.canary_recipients import recipients_of
from kycrisk.lib.errors import Refused
from kycrisk.lib.htmx import page_or_dialog


@requires(Verb.READ_CANARIES)
@require_GET
def canaries(request: HttpRequest) -> HttpResponse:
    """Every canary, newest first; its words stay sealed."""
    whom = request.GET.get("whom", "").replace("\0", "").strip()[:200]
    context = list_context(request.GET.get("state", ""), whom, page_number(request), visitor(request))
    return render(request, "canaries/list.html", context)


@requires(Verb.READ_CANARIES)
@require_GET
def canary(request: HttpRequest, canary: str) -> HttpResponse:
    """One canary: for whom, and where it came back."""
    found = get_object_or_404(whole(), canary=canary)
    return render(request, "canaries/canary.html", canary_context(found, page_number(request), visitor(request)))


@requires(Verb.MINT_CANARIES)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def minting(request: HttpRequest) -> HttpResponse:
    """Make canaries; their words are shown this once."""
    form = MintForm(request.POST if request.method == "POST" else None)
    crumbs = [{"label": "Canaries", "url": "/canaries/"}, {"label": "Make", "url": ""}]
    context = {"form": form, "crumbs": crumbs}
    if not form.is_valid():
        return render(request, "canaries/mint.html", context, status=422 if form.is_bound else 200)
    account, pool = form.recipients()
    try:
        wish = Wish(form.cleaned_data["count"], recipients_of(account, pool), pool, form.cleaned_data["note"])
        context["words"] = mint(by=actor(request), wish=wish)
    except Refused as refused:
        context["refused"] = refused.detail
        return render(request, "canaries/mint.html", context, status=refused.status)
    return render(request, "canaries/mint.html", context)


@requires(Verb.READ_CANARY_WORDS)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest, canary: str) -> HttpResponse:
    """What a canary says: asked with a reason, shown once, written down in the journal."""
    found = get_object_or_404(Canary.objects.select_related("minting"), canary=canary)
    context = {"title": f"What does {canary} say?", "canary": found, "crumbs": [{"label": canary, "url": ""}]}
    if request.method != "POST":
        return page_or_dialog(request, "canaries/words.html", context)
    try:
        shown = reveal(by=actor(request), canary=found, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        context |= {"refused": refusal.detail, "typed": request.POST}
        return page_or_dialog(request, "canaries/words.html", context, refusal.status)
    return page_or_dialog(request, "canaries/words.html", {**context, "shown": shown})
