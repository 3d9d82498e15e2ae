"""What waits to be told, to whom, and how far did we get?"""

from django.db import models

from accounts.webhooks.querysets import DeliveryQuerySet, EndpointQuerySet
from kycrisk.lib.records import known, public_id_field, xid_field
from kycrisk.lib.signing import HoldsSecrets


class Endpoint(HoldsSecrets):
    """A receiver."""

    endpoint = public_id_field("whe")
    url = models.URLField(max_length=1000)
    event_types = models.JSONField(default=list)  # empty: all
    enabled = models.BooleanField(default=True)
    disabled_reason = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Deleted by its owner: kept for the delivery log, never delivered to again.
    removed_at = models.DateTimeField(null=True)

    objects = EndpointQuerySet.as_manager()

    class Meta:
        db_table = "webhooks_endpoint"

    def __str__(self) -> str:
        return self.endpoint


class Event(models.Model):
    """Something to tell, written in the transaction of the change it announces."""

    event = public_id_field("msg")
    type = models.CharField(max_length=60)
    # Deliveries keep their order inside one lane: the account's id for `access.changed`, the event's own id otherwise.
    lane = models.CharField(max_length=255)
    sequence = models.BigIntegerField(null=True)
    payload = models.JSONField()
    xid = xid_field()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "webhooks_event"

    def __str__(self) -> str:
        return f"{self.type} {self.lane}"


class DeliveryState(models.TextChoices):
    """Pending until delivered; replaced by a newer event of its lane; failed after the last attempt or a 410."""

    PENDING = "pending"
    DELIVERED = "delivered"
    REPLACED = "replaced"
    FAILED = "failed"


class Delivery(models.Model):
    """One event on its way to one endpoint."""

    delivery = public_id_field("whd")
    event = models.ForeignKey(Event, models.PROTECT, related_name="deliveries")
    endpoint = models.ForeignKey(Endpoint, models.PROTECT, related_name="deliveries")
    lane = models.CharField(max_length=255)
    state = models.CharField(max_length=9, choices=DeliveryState, default=DeliveryState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    leased_until = models.DateTimeField(null=True)
    last_status = models.PositiveSmallIntegerField(null=True)
    last_error = models.CharField(max_length=300, blank=True)
    last_attempt_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        db_table = "webhooks_delivery"
        constraints = [
            models.UniqueConstraint(fields=["event", "endpoint"], name="delivery_once_per_endpoint"),
            known("webhooks_delivery", "state", DeliveryState),
        ]
        indexes = [
            # The sender: what is due now, endpoint by endpoint.
            models.Index(
                fields=["endpoint", "due_at"], condition=models.Q(state="pending"), name="delivery_pending_by_due"
            ),
            # "How many were given up lately?"
            models.Index(
                fields=["last_attempt_at"], condition=models.Q(state="failed"), name="delivery_failed_by_time"
            ),
            # The delivery log of one endpoint, newest first.
            models.Index(fields=["endpoint", "-id"], name="delivery_of_endpoint"),
            # The oldest undelivered of a lane goes first.
            models.Index(
                fields=["endpoint", "lane", "id"], condition=models.Q(state="pending"), name="delivery_pending_by_lane"
            ),
        ]

    def __str__(self) -> str:
        return self.delivery
