"""Has everybody a second factor where one is required, and how is its key kept?"""

import base64
from collections.abc import Callable
from typing import Any

import qrcode  # type: ignore[import-untyped]
from allauth.mfa.adapter import DefaultMFAAdapter, get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from qrcode.image.svg import SvgPathFillImage  # type: ignore[import-untyped]

from kycrisk.lib import vault

CONTEXT = "staff.second_factor"
SET_UP = "mfa_activate_totp"
# What somebody without a second factor may still open: setting it up, proving who they are for it, and the way out.
OPEN_WITHOUT = frozenset({SET_UP, "account_reauthenticate", "account_logout", "healthz", "readyz"})


class SecondFactorMiddleware:
    """Where a second factor is required, whoever has none sets it up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on: the decision falls once it is known where the request leads."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: Any) -> HttpResponseBase | None:
        """Send whoever lacks it to the set-up; None lets the request through."""
        if not settings.REQUIRE_MFA or not request.user.is_authenticated:
            return None
        match = request.resolver_match
        if match is None or match.url_name in OPEN_WITHOUT or get_adapter().is_mfa_enabled(request.user):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(status=401, headers={"HX-Redirect": reverse(SET_UP)})
        return HttpResponseRedirect(reverse(SET_UP))


class StaffMFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """The keys of authenticator apps are sealed by the vault: a stolen dump makes no codes."""

    def get_totp_label(self, user: Any) -> str:
        """The name in the authenticator app."""
        return str(user.get_username())

    def build_totp_svg(self, url: str) -> str:
        """Black on white in either theme: cameras do not read it the other way round."""
        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))

    def encrypt(self, text: str) -> str:
        """Seal under a key of its own, kept wrapped beside it."""
        wrapped = vault.new_wrapped_key()
        return f"{_text(wrapped)}.{_text(vault.seal(wrapped, text, context=CONTEXT))}"

    def decrypt(self, encrypted_text: str) -> str:
        """Open what `encrypt` made."""
        wrapped, sealed = (base64.b64decode(part) for part in encrypted_text.split("."))
        return vault.unseal(wrapped, sealed, context=CONTEXT)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def second_factors(user: Any) -> QuerySet[Any]:
    """The authenticator apps of a user (or, in a query, of each)."""
    apps: QuerySet[Any] = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return apps


def forget_second_factor(user: Any) -> None:
    """For somebody who lost their phone: nothing is left of it, recovery codes included."""
    Authenticator.objects.filter(user=user).delete()
