"""Which canaries are there?"""

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from graph.canaries.models import Canary  # noqa: F401  # named in a string below


class CanaryQuerySet(models.QuerySet["Canary"]):
    """Canaries."""

    def readable(self) -> "CanaryQuerySet":
        """Those whose words can still be opened, and so be found in prompts."""
        return self.filter(sealed__isnull=False, minting__wrapped_key__isnull=False)

    def with_recipient(self) -> "CanaryQuerySet":
        """Each with its minting and `recipient`, the account (by key) that stands for those it was made for."""
        first = apps.get_model("graph", "Recipient").objects.filter(minting=models.OuterRef("minting"))
        return self.select_related("minting").annotate(
            recipient=models.Subquery(first.order_by("account").values("account")[:1]),
            recipient_name=models.Subquery(first.order_by("account").values("account__account")[:1]),
        )
