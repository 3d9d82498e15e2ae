"""Which endpoints and deliveries does a reader want?"""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from accounts.webhooks.models import Delivery, Endpoint  # noqa: F401  # named in the bases below


class EndpointQuerySet(models.QuerySet["Endpoint"]):
    """Receivers."""

    def kept(self) -> "EndpointQuerySet":
        """Not removed by their owner."""
        return self.filter(removed_at__isnull=True)

    def listening(self) -> "EndpointQuerySet":
        """Those that get new events."""
        return self.kept().filter(enabled=True)


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    """Events on their way."""

    def pending(self) -> "DeliveryQuerySet":
        """Neither delivered nor given up."""
        return self.filter(state="pending")

    def at_rest(self, now: datetime) -> "DeliveryQuerySet":
        """Pending and in no sender's hands (a lease that ran out is a sender that died)."""
        return self.pending().filter(Q(leased_until__isnull=True) | Q(leased_until__lte=now))

    def in_flight(self, now: datetime) -> "DeliveryQuerySet":
        """In a sender's hands."""
        return self.pending().filter(leased_until__gt=now)

    def sendable(self, now: datetime) -> "DeliveryQuerySet":
        """Due, at rest, first of their lane, to an endpoint that listens; `delivery_pending_by_due`, `…_by_lane`."""
        older = self.model._default_manager.filter(  # noqa: SLF001  # Django's documented name
            state="pending", endpoint=OuterRef("endpoint"), lane=OuterRef("lane"), pk__lt=OuterRef("pk")
        )
        return self.at_rest(now).filter(
            ~Exists(older), due_at__lte=now, endpoint__enabled=True, endpoint__removed_at__isnull=True
        )
