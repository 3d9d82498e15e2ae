"""What is a version of the policy?"""

from django.conf import settings
from django.db import models
from pgtrigger import Before, Condition, Trigger, Update

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
    # Derived beside the version that holds, without any effect (`graph.pipeline.shadowing`).
    in_shadow = models.BooleanField(default=False)

    class Meta:
        db_table = "policy_version"
        triggers = [
            Trigger(
                name="policy_version_fixed_once_proposed",
                when=Before,
                operation=Update,
                condition=Condition("OLD.state <> 'draft' AND (OLD.body, OLD.number) <> (NEW.body, NEW.number)"),
                func="RAISE EXCEPTION 'policy % is not a draft any more: its numbers are fixed', OLD.number;",
            )
        ]
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
            # Comparing with nobody says nothing: whoever holds had two people.
            models.CheckConstraint(
                condition=~models.Q(state__in=["active", "retired"])
                | models.Q(proposed_by__isnull=False, activated_by__isnull=False),
                name="policy_version_activated_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(in_shadow=False) | models.Q(state__in=["draft", "proposed"]),
                name="policy_version_shadow_before_it_holds",
            ),
        ]

    def __str__(self) -> str:
        return f"policy {self.number}"
