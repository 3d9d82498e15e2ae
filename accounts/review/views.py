"""The one page a customer sees: what happened to the account, and a way to say that it was wrong."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.journal.actors import Actor
from accounts.policy.querysets import current
from accounts.review.actions import submit_appeal
from accounts.review.actions_appeal import still_stands
from accounts.review.appeal_links import hash_of
from accounts.review.forms import AppealForm
from accounts.review.letters import REASONS, heading
from accounts.review.models import Appeal, Notice
from accounts.staff.permissions import public
from kycrisk.lib.callers import address_of
from kycrisk.lib.errors import Refused
from kycrisk.lib.tries import count_try


@public("the token in the letter is the key; the customer has no login")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: HttpRequest, token: str) -> HttpResponse:
    """What was decided, and the form to appeal; after sending, what happens next."""
    notices = Notice.objects.select_related("account", "decision", "change")
    notice = get_object_or_404(notices, token_hash=hash_of(token), kind="measure")
    form, status = AppealForm(request.POST or None), 200
    if request.method == "POST":
        if _too_many(request):
            return _page(request, notice, form, status=429, too_many=True)
        if form.is_valid() and _submitted(notice, form):
            return redirect(request.path)
        status = 422
    return _page(request, notice, form, status=status)


def _submitted(notice: Notice, form: AppealForm) -> bool:
    try:
        submit_appeal(by=Actor.customer(notice.account.account), notice=notice, text=form.cleaned_data["text"])
    except Refused as refused:
        form.add_error(None, refused.detail)
        return False
    return True


def _page(
    request: HttpRequest, notice: Notice, form: AppealForm, *, status: int, too_many: bool = False
) -> HttpResponse:
    context = {
        "notice": notice,
        "heading": heading(notice),
        "reason": REASONS[notice.reason],
        "appeal": Appeal.objects.filter(notice=notice).first(),
        "stands": still_stands(notice),
        "form": form,
        "too_many": too_many,
    }
    return render(request, "review/appeal.html", context, status=status)


def _too_many(request: HttpRequest) -> bool:
    """More tries within an hour than the policy allows one address; counted where every web process looks."""
    return count_try(f"appeal:{address_of(request.META)}") > current().numbers.desk.appeals_per_hour
