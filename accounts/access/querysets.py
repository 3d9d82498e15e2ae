"""Which doors, and which changes of them, does a reader want?"""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import models
from django.db.models import Q

from kycrisk.lib.records import oldest_open_xid

if TYPE_CHECKING:
    from accounts.access.models import Access, AccessChange  # noqa: F401  # named in the bases below
    from accounts.parties.models import Account


class Place(NamedTuple):
    """Where a change stands among all: the order in which readers get them."""

    xid: int
    change: int


BEFORE_ALL = Place(0, 0)


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
        """Without measures: what a limit that is lifted gives back."""
        return self.filter(Q(state="provisional") | Q(state="open", expires_at__isnull=True))

    def after(self, place: Place) -> "ChangeQuerySet":
        """Beyond a place, in their order; `access_change_by_xid`."""
        beyond = Q(xid__gt=place.xid) | Q(id__gt=place.change)
        return self.filter(beyond, xid__gte=place.xid).order_by("xid", "id")

    def settled(self) -> "ChangeQuerySet":
        """Written by transactions before which none is open any more: nothing can slip in among them."""
        return self.filter(xid__lt=oldest_open_xid())
