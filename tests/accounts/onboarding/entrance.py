"""Who comes through the door of the portal? A link for an application, and a browser that follows it."""

from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from accounts.onboarding.links import new_link, token_of
from accounts.onboarding.models import Application, ApplicationLink

HTMX = {"HX-Request": "true"}


def link_of(application: Application, **columns: Any) -> ApplicationLink:
    """A link that works for three weeks."""
    now = timezone.now()
    usual = {"created_at": now, "expires_at": now + timedelta(days=21)}
    link = ApplicationLink(application=application, **{**usual, **columns})
    new_link(link)
    return link


class Applicant:
    """Somebody with a link: `get` and `post` take the rest of the address."""

    def __init__(self, application: Application, client: Client | None = None) -> None:
        self.application = application
        self.link = link_of(application)
        self.client = client or Client()
        self.door = f"/apply/{token_of(self.link)}/"

    def get(self, rest: str = "", **more: Any) -> Any:
        """Look at a page."""
        return self.client.get(self.door + rest, **more)

    def post(self, rest: str, said: dict[str, Any] | None = None, **more: Any) -> Any:
        """Send something, as a plain form."""
        return self.client.post(self.door + rest, said or {}, **more)

    def save(self, rest: str, said: dict[str, Any] | None = None) -> Any:
        """Send something, as htmx does on leaving a field."""
        return self.client.post(self.door + rest, said or {}, headers=HTMX)

    def now(self) -> Application:
        """The application as it is kept."""
        return Application.objects.get(pk=self.application.pk)
