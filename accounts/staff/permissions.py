"""Who may open this address? Every route says so itself: by a verb of the roles, or public with the reason why.

The decorators leave their answer on the view as `permission`, so that a test can walk all routes and find the one that
forgot. Machine views say the same by their `scopes` (`accounts.staff.authentication.ScopedView`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers
from django.utils.http import urlencode

from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may

type View = Callable[..., HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Permission:
    """What a route declares: the verb it needs, or `anyone` (on staff, or of the public) and the reason."""

    verb: Verb | None = None
    public: bool = False
    reason: str = ""

    def allows(self, user: object) -> bool:
        """May this user, perhaps nobody in particular, come in?"""
        if self.public:
            return True
        if not isinstance(user, User) or not user.is_active:
            return False
        return self.verb is None or role_may(user.role, self.verb)


def requires(verb: Verb) -> Callable[[View], View]:
    """Only people whose role includes the verb; others are asked to log in or see the page "not permitted"."""
    return _guarded(Permission(verb))


def any_staff(reason: str) -> Callable[[View], View]:
    """Everybody who is logged in, whatever the role: one's own profile, the way out."""
    return _guarded(Permission(reason=reason))


def public(reason: str) -> Callable[[View], View]:
    """Nobody needs to log in; the reason is for whoever wonders (a token in the address, a health check)."""

    def declare(view: View) -> View:
        @wraps(view)
        def open_to_all(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(request, *args, **kwargs)

        open_to_all.permission = Permission(public=True, reason=reason)  # type: ignore[attr-defined]
        return open_to_all

    return declare


def _guarded(permission: Permission) -> Callable[[View], View]:
    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return to_login(request)
            if not permission.allows(request.user):
                raise PermissionDenied(f"Your role does not include: {permission.verb}. Nothing was changed.")
            answer = view(request, *args, **kwargs)
            add_never_cache_headers(answer)  # a shared browser must not keep what the next person may not see
            return answer

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return declare


def to_login(request: HttpRequest) -> HttpResponseBase:
    """Ask to log in and come back. A fragment moves the whole page, unless something was being sent: that must stay."""
    if not getattr(request, "htmx", False):
        return redirect_to_login(request.get_full_path() if request.method == "GET" else "/", settings.LOGIN_URL)
    answer = HttpResponse("You were logged out.", status=401, content_type="text/plain")
    if request.method == "GET":
        back = urlencode({"next": request.htmx.current_url_abs_path or "/"})  # type: ignore[attr-defined]
        answer["HX-Redirect"] = f"{resolve_url(settings.LOGIN_URL)}?{back}"
    return answer
