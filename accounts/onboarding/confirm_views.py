"""The page behind a link that confirms an e-mail address: a button, and what became of it."""

from datetime import timedelta

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.onboarding.confirming import confirm, open_confirmation
from accounts.onboarding.letters import language_of
from accounts.policy.querysets import current
from accounts.staff.permissions import public
from kycrisk.lib.callers import address_of

HOUR = int(timedelta(hours=1).total_seconds())


@public("the token in the letter is the key; the applicant has no login")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_address(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button; pressed, the address is confirmed."""
    if _guesses_too_much(request):
        return render(request, "apply/confirm.html", {"too_many": True}, status=429)
    link = confirm(token=token) if request.method == "POST" else open_confirmation(token)
    if link is None:
        cache.incr(_counter(request))
        raise Http404
    if request.method == "POST":
        return redirect(request.path)
    with translation.override(language_of(link.application)):
        return render(request, "apply/confirm.html", {"link": link})


def _guesses_too_much(request: HttpRequest) -> bool:
    """More unknown links within an hour than the policy allows one address; counted where every web process looks."""
    cache.add(_counter(request), 0, timeout=HOUR)
    return bool(cache.get(_counter(request), 0) >= current().numbers.onboarding.guesses_per_hour)


def _counter(request: HttpRequest) -> str:
    return f"confirm:{address_of(request.META)}"
