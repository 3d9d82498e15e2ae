"""What is every machine view made of? A bearer key, and the scope that each method needs."""

from typing import ClassVar

from rest_framework.views import APIView

from accounts.journal.actors import Actor
from accounts.staff.bearer import SCOPES, ApiKeyAuthentication, HasScope, Machine, new_secret, secret_hash

__all__ = ["SCOPES", "ApiKeyAuthentication", "HasScope", "Machine", "ScopedView", "new_secret", "secret_hash"]


class ScopedView(APIView):
    """The base of every machine view: `scopes` maps each HTTP method to the scope a key needs."""

    scopes: ClassVar[dict[str, str]] = {}

    def actor(self) -> Actor:
        """The calling machine, as the journal names it."""
        return Actor.key(str(self.request.user))
