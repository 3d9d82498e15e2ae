"""Which sources are not believed any more, and what did they say? Withheld, not lost: a revocation can be withdrawn.

What a revoked source told lies in tables of its own, so that nobody who reads observations has to remember whom not to
believe.
"""

from django.db import models
from django.db.models import Q

from graph.signals.models import DailyPaymentRow, SightingRow, WeeklyProfileRow


class Revocation(models.Model):
    """No source under this prefix is believed, those that speak up later included, until it is withdrawn."""

    prefix = models.CharField(max_length=500)
    revoked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "signals_revocation"
        constraints = [
            models.UniqueConstraint(
                fields=["prefix"], condition=Q(withdrawn_at=None), name="revocation_one_standing_per_prefix"
            )
        ]

    def __str__(self) -> str:
        return self.prefix


class WithheldSighting(SightingRow):
    """What revoked sources say accounts showed."""

    class Meta:
        db_table = "signals_withheld_sighting"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "identifier", "day", "source"],
                name="withheld_sighting_once",
                nulls_distinct=False,
            )
        ]


class WithheldProfile(WeeklyProfileRow):
    """What revoked sources say of weeks."""

    class Meta:
        db_table = "behavior_withheld_profile"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "week", "source"], name="withheld_profile_once", nulls_distinct=False
            )
        ]


class WithheldPayment(DailyPaymentRow):
    """What revoked sources say was paid."""

    class Meta:
        db_table = "signals_withheld_payment"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "day", "currency", "source"], name="withheld_payment_once", nulls_distinct=False
            )
        ]
