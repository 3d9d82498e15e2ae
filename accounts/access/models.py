"""What is an account's access, and how did it come to be?"""

from django.db import models
from pgtrigger import Before, Insert, Q, Trigger

from accounts.access.querysets import AccessQuerySet, ChangeQuerySet, Place
from accounts.journal.models import append_only
from accounts.parties.models import Account
from kycrisk.lib.records import known, xid_field

# Whoever waited for a door may have begun, and got its transaction's id, before whoever held it. A reader in the order
# of those ids would see the account step back; so a change never stands before an earlier one of its account. Its
# place can only move up: readers that stay below every open transaction still skip nothing.
IN_SEQUENCE = """
NEW.xid = greatest(NEW.xid, (SELECT max(xid) FROM access_change
                              WHERE account_id = NEW.account_id AND sequence = NEW.sequence - 1));
RETURN NEW;
"""


class State(models.TextChoices):
    """How the door stands; `allowed` is true in provisional (unexpired), open and limited."""

    PROVISIONAL = "provisional"
    OPEN = "open"
    LIMITED = "limited"
    SUSPENDED = "suspended"
    CLOSED = "closed"


class ReasonClass(models.TextChoices):
    """All that outsiders learn of the why."""

    NONE = "none"
    VERIFICATION_PENDING = "verification_pending"
    VERIFICATION_FAILED = "verification_failed"
    REGION = "region"
    LISTED_OWNER = "listed_owner"
    PAYMENT_RISK = "payment_risk"
    COORDINATED_USE = "coordinated_use"
    TERMS = "terms"
    CUSTOMER_REQUEST = "customer_request"


class AccessFields(models.Model):
    """The door itself. Null limits mean none, null `models` all."""

    state = models.CharField(max_length=11, choices=State)
    requests_per_minute = models.PositiveIntegerField(null=True)
    tokens_per_day = models.PositiveBigIntegerField(null=True)
    models_allowed = models.JSONField(null=True)
    treatments = models.JSONField(default=list)
    reason = models.CharField(max_length=20, choices=ReasonClass, default=ReasonClass.NONE)
    sequence = models.PositiveBigIntegerField()
    since = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Access(AccessFields):
    """How the door stands now; one row an account, locked while it changes."""

    account = models.OneToOneField(Account, models.PROTECT, related_name="access")

    objects = AccessQuerySet.as_manager()

    class Meta:
        db_table = "access_access"
        constraints = [known("access_access", "state", State), known("access_access", "reason", ReasonClass)]
        indexes = [
            # The sweep: doors whose time has run out.
            models.Index(fields=["expires_at"], condition=models.Q(expires_at__isnull=False), name="access_by_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.state}"


class AccessChange(AccessFields):
    """Every state the door ever had, in order; append-only, so an undo can bring back exactly what was."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="access_changes")
    decision = models.CharField(max_length=40, blank=True)
    xid = xid_field()

    objects = ChangeQuerySet.as_manager()

    class Meta:
        db_table = "access_change"
        triggers = [
            append_only("access_change_append_only"),
            Trigger(
                name="access_change_in_sequence",
                when=Before,
                operation=Insert,
                condition=Q(new__sequence__gt=1),
                func=IN_SEQUENCE,
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["account", "sequence"], name="access_sequence_unique"),
            known("access_change", "state", State),
            known("access_change", "reason", ReasonClass),
        ]
        # `GET access-changes`: everything in commit order.
        indexes = [models.Index(fields=["xid", "id"], name="access_change_by_xid")]

    def __str__(self) -> str:
        return f"{self.account_id} #{self.sequence} {self.state}"

    @property
    def place(self) -> Place:
        """Where it stands among all changes."""
        return Place(self.xid, self.pk)
