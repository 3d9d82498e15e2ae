"""How do people log in? By user name and password, with a second factor where it is required; nobody signs up."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Staff accounts are created by an admin or a command, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """No sign-up page."""
        return False
