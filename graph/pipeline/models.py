"""When did the clock last advance? And what did versions of the policy change when they were tried without effect?"""

from django.db import models
from django.db.models import Q

from kycrisk.lib.records import known


class LastAdvance(models.Model):
    """One row: when the clock's last advance ended, and how long the last one took that had anything to do."""

    ended_at = models.DateTimeField()
    seconds = models.FloatField(default=0.0)

    class Meta:
        db_table = "pipeline_last_advance"

    def __str__(self) -> str:
        return f"{self.ended_at}"


class TrialKind(models.TextChoices):
    """Beside what holds, again and again by the clock; or once because somebody asked."""

    SHADOW = "shadow"
    BACKTEST = "backtest"


class TrialState(models.TextChoices):
    """A trial waits for the clock, is done, or failed; it is tried a few times."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


class PolicyTrial(models.Model):
    """What one version would have changed at one moment, compared with what held; nothing was changed by it.

    The body is kept as it was: a draft is revised, and what was found of an earlier wording says so.
    """

    kind = models.CharField(max_length=8, choices=TrialKind)
    state = models.CharField(max_length=7, choices=TrialState, default=TrialState.WAITING)
    version = models.PositiveIntegerField()
    over = models.PositiveIntegerField()
    body = models.JSONField()
    as_of = models.DateTimeField(null=True)  # None: the newest signal
    asked_by = models.CharField(max_length=150, blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0)
    ended_at = models.DateTimeField(null=True)
    seconds = models.FloatField(default=0.0)
    found = models.JSONField(default=dict)  # graph.pipeline.comparison.Comparison
    failure = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "pipeline_policy_trial"
        constraints = [
            known("pipeline_policy_trial", "kind", TrialKind),
            known("pipeline_policy_trial", "state", TrialState),
            models.UniqueConstraint(
                fields=["version", "kind"], condition=Q(state="waiting"), name="policy_trial_one_waiting"
            ),
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(state="waiting"), name="policy_trial_waiting"),  # the clock's queue
            models.Index(fields=["version", "-id"], name="policy_trial_of_version"),  # a version's page
        ]

    def __str__(self) -> str:
        return f"{self.kind} of policy {self.version}"
