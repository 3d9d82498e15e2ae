"""Which doors, and which changes of them, does a reader want?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.access.models import Access, AccessChange  # noqa: F401  # named in the bases below
    from accounts.parties.models import Account


class AccessQuerySet(models.QuerySet["Access"]):
    """Doors as they stand."""

    def expired(self, now: datetime) -> "AccessQuerySet":
        """Those whose time has run out and for whom nobody has recorded it yet; `access_by_expiry`."""
        return self.filter(expires_at__isnull=False, expires_at__lte=now)


class ChangeQuerySet(models.QuerySet["AccessChange"]):
    """Doors as they once stood."""

    def of(self, account: "Account") -> "ChangeQuerySet":
        """One account's, newest first."""
        return self.filter(account=account).order_by("-sequence")

    def lasting(self) -> "ChangeQuerySet":
        """Without measures: what a limit that has run out gives back."""
        return self.filter(Q(state="provisional") | Q(state="open"))
