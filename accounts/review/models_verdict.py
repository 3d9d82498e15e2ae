"""What do people say about the evidence itself? Graph reads these as facts and respects them for ever."""

from django.conf import settings
from django.db import models

from accounts.journal.models import append_only
from accounts.review.querysets import VerdictQuerySet
from kycrisk.lib.records import known, public_id_field, xid_field


class VerdictKind(models.TextChoices):
    """Two sets of accounts are not one actor; a value was planted; an account is a victim, cleared or confirmed."""

    NOT_SAME_ACTOR = "not_same_actor"
    POISONED = "poisoned"
    VICTIM = "victim"
    CLEARED = "cleared"
    CONFIRMED = "confirmed"


class Verdict(models.Model):
    """A person's word. `subjects`: two lists of account ids, or value keys `{family, value}`, or account ids."""

    verdict = public_id_field("vdt")
    kind = models.CharField(max_length=14, choices=VerdictKind)
    subjects = models.JSONField()
    note = models.TextField(max_length=4000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdraws = models.OneToOneField("self", models.PROTECT, null=True, related_name="withdrawn_by")
    xid = xid_field()

    objects = VerdictQuerySet.as_manager()

    class Meta:
        db_table = "review_verdict"
        triggers = [append_only("review_verdict_append_only")]
        constraints = [known("review_verdict", "kind", VerdictKind)]

    def __str__(self) -> str:
        return f"{self.verdict} {self.kind}"
