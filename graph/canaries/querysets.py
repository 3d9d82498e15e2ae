"""Which canaries are there?"""

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from graph.canaries.models import Canary  # noqa: F401  # named in a string below


class CanaryQuerySet(models.QuerySet["Canary"]):
    """Canaries."""

    def readable(self) -> "CanaryQuerySet":
        """Those whose words can still be opened, and so be found in prompts."""
        return self.filter(sealed__isnull=False, minting__wrapped_key__isnull=False)

    def with_minting(self) -> "CanaryQuerySet":
        """Each with whom it was made for."""
        return self.select_related("minting").prefetch_related("minting__recipients__account")
