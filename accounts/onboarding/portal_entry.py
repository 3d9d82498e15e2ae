"""Who comes in by a link, and how often? Every address of the portal passes through here.

The token in the address is the key, so an address never leaves with a request to somewhere else: pages say
`strict-origin` (with `no-referrer` browsers send forms from nowhere, and Django would refuse every one of them).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import never_cache

from accounts.journal.actors import Actor
from accounts.onboarding.actions import open_link
from accounts.onboarding.holding import applicant
from accounts.onboarding.links import found_by
from accounts.onboarding.models import Application, ApplicationLink
from accounts.policy.querysets import current
from accounts.staff.permissions import public
from kycrisk.lib.callers import address_of
from kycrisk.lib.tries import count_try, seconds_left, tries

LANGUAGE_COOKIE = "apply_language"
A_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody with a link that lets them in. `too_often`: nothing may be written for now, only kept on the page."""

    token: str
    link: ApplicationLink
    application: Application
    too_often: bool = False

    @property
    def by(self) -> Actor:
        """The applicant as the actor of a verb."""
        return applicant(self.application)

    def address(self, route: str, **named: object) -> str:
        """An address of this link."""
        return reverse(route, kwargs={"token": self.token, **named})


def portal(*, keeps_typed: bool = False) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let in whoever has a link. `keeps_typed`: the view answers too many requests itself, with what was typed."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @public("the token in the letter is the key; applicants have no login")
        @never_cache
        @wraps(view)
        def guarded(request: HttpRequest, token: str, **named: Any) -> HttpResponse:
            barred = tries(_guesser(request)) >= current().numbers.onboarding.guesses_per_hour
            visit = None if barred else _visit(request, token)
            language = language_of(request, visit.application if visit else None)
            with translation.override(language):
                answer = _answer(request, visit, token, may_keep=keeps_typed, barred=barred) or view(
                    request, visit, **named
                )
            return _dressed(request, answer, language)

        return guarded  # type: ignore[return-value]  # what the decorators above leave is a view

    return guard


def language_of(request: HttpRequest, application: Application | None) -> str:
    """Chosen on the page, else the application's, else the browser's."""
    for wanted in (request.GET.get("lang"), request.COOKIES.get(LANGUAGE_COOKIE), application and application.language):
        try:
            return translation.get_supported_language_variant(wanted or "")
        except LookupError:
            continue
    return translation.get_language_from_request(request)


def too_often(request: HttpRequest) -> HttpResponse:
    """The page that asks for patience; a fragment gets the bare refusal, and what was typed stays where it is."""
    answer = closed(request, "too_often", 429)
    answer["Retry-After"] = str(seconds_left())
    return answer


def closed(request: HttpRequest, why: str, status: int) -> HttpResponse:
    """A page without anything of an application: why the link does not let in, and what to do."""
    return render(request, "apply/closed.html", {"why": why, **frame_of(request)}, status=status)


def frame_of(request: HttpRequest) -> dict[str, Any]:
    """What every page of the portal shows around it."""
    chosen = translation.get_language()
    languages = [
        {"code": code, "name": name, "current": code == chosen, "url": f"{request.path}?lang={code}"}
        for code, name in settings.LANGUAGES
    ]
    return {
        "provider": settings.PROVIDER_NAME,
        "languages": languages if len(languages) > 1 else [],
        "rtl": translation.get_language_bidi(),
    }


def _visit(request: HttpRequest, token: str) -> Visit | None:
    """The visit, if the link lets in; guesses are counted by address, requests by link."""
    link = found_by(token, "portal")
    if link is None:
        count_try(_guesser(request))
        return None
    application = open_link(token)
    if application is None:
        return None
    asked = count_try(f"apply link {link.pk}")
    return Visit(token, link, application, too_often=asked > current().numbers.onboarding.requests_per_hour)


def _answer(
    request: HttpRequest, visit: Visit | None, token: str, *, may_keep: bool, barred: bool
) -> HttpResponse | None:
    """What stands in the way, if anything does."""
    if visit is None and not barred:
        return closed(request, "over", 410) if found_by(token, "portal") else closed(request, "unknown", 404)
    sends_a_page = request.method == "POST" and not request.headers.get("HX-Request")
    if barred or (visit and visit.too_often and not (may_keep and sends_a_page)):
        return too_often(request)
    return None


def _guesser(request: HttpRequest) -> str:
    return f"apply guess {address_of(request.META)}"


def _dressed(request: HttpRequest, answer: HttpResponse, language: str) -> HttpResponse:
    answer["Referrer-Policy"] = "strict-origin"
    answer["X-Robots-Tag"] = "noindex"
    answer["Content-Language"] = language
    if request.GET.get("lang"):
        answer.set_cookie(
            LANGUAGE_COOKIE,
            language,
            max_age=A_YEAR,
            path="/apply/",
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return answer
