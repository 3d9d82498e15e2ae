"""What is a version of the policy?"""

from django.conf import settings
from django.db import models

from kycrisk.lib.records import known


class VersionState(models.TextChoices):
    """A version is drafted, proposed for activation, active (exactly one), then retired."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    ACTIVE = "active"
    RETIRED = "retired"


class PolicyVersion(models.Model):
    """A numbered set of all thresholds; `body` holds only what differs from the shipped defaults."""

    number = models.PositiveIntegerField(unique=True)
    state = models.CharField(max_length=8, choices=VersionState, default=VersionState.DRAFT)
    body = models.JSONField(default=dict)
    note = models.TextField(blank=True)
    drafted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(auto_now_add=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    activated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    activated_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "policy_version"
        constraints = [
            known("policy_version", "state", VersionState),
            models.UniqueConstraint(
                fields=["state"], condition=models.Q(state="active"), name="policy_version_one_active"
            ),
            models.CheckConstraint(
                condition=~models.Q(activated_by=models.F("proposed_by"))
                & ~models.Q(activated_by=models.F("drafted_by")),
                name="policy_version_four_eyes",
            ),
        ]

    def __str__(self) -> str:
        return f"policy {self.number}"
