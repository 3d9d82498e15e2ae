"""How do people log in? By user name and password, with a second factor where it is required; nobody signs up."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.staff.models import User
from accounts.staff.preferences import remember
from kycrisk.lib.callers import address_of

log = logging.getLogger(__name__)
# What allauth would mail about is written into the journal instead: staff may have no address.
CHANGES = {
    "account/email/password_changed": "password.changed",
    "mfa/email/totp_activated": "second_factor.set_up",
    "mfa/email/totp_deactivated": "second_factor.removed",
    "mfa/email/recovery_codes_generated": "recovery_codes.made",
}


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Staff accounts are created by an admin or a command, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # allauth's signature
        """No sign-up page."""
        return False

    @transaction.atomic
    def login(self, request: HttpRequest, user: User) -> None:
        """Start a session and say so in the journal; here the second factor, if any, has been shown."""
        super().login(request, user)
        record(by=Actor.person(user), verb="user.logged_in", subject=("user", user.username))

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """Go on, with the theme and keys that the person chose elsewhere."""
        return remember(super().post_login(request, user, **options), user)

    def authentication_failed(self, request: HttpRequest, **_credentials: Any) -> None:
        """A log line without the name: people type passwords there by mistake."""
        log.warning("login failed from %s", self.get_client_ip(request))

    def send_notification_mail(self, template_prefix: str, user: User, *_context: Any, **_options: Any) -> None:
        """A change of how somebody logs in goes into the journal."""
        with transaction.atomic():
            record(by=Actor.person(user), verb=CHANGES[template_prefix], subject=("user", user.username))

    def add_message(self, *_message: Any, **_options: Any) -> None:
        """No "successfully signed in": the page that follows says it."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """Whose attempts are counted together."""
        return address_of(request.META)
