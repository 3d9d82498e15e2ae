"""Which keys open anything, which services may send, and which roles wait for a second admin?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.staff.models import ApiKey, IntakeSource, RoleGrant  # noqa: F401  # named in the bases below


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """Machines' keys."""

    def live(self, now: datetime) -> "ApiKeyQuerySet":
        """Those that open anything."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), revoked_at__isnull=True)


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    """Requests to make somebody lead or admin."""

    def waiting(self) -> "RoleGrantQuerySet":
        """Those that no second admin has confirmed, oldest first."""
        return self.filter(confirmed_at__isnull=True).order_by("id")


class IntakeSourceQuerySet(models.QuerySet["IntakeSource"]):
    """Services of other houses that send us webhooks."""

    def kept(self) -> "IntakeSourceQuerySet":
        """Those that may send, by name."""
        return self.filter(removed_at__isnull=True).order_by("name")
