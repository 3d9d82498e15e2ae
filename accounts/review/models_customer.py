"""What was the customer told, and what did they answer?"""

from django.db import models
from django.db.models import Q

from accounts.access.models import AccessChange, ReasonClass
from accounts.parties.models import Account
from accounts.review.models_case import Case
from accounts.review.models_decision import Decision
from kycrisk.lib.records import known


class Notice(models.Model):
    """A customer is told of a limit or suspension: the reason's class and a link to appeal. Unsent rows are work."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="notices")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="notices")
    change = models.OneToOneField(AccessChange, models.PROTECT, related_name="notice")
    reason = models.CharField(max_length=20, choices=ReasonClass)
    # The appeal link's token is derived from the row and the secret key; only its hash is looked up.
    token_hash = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "review_notice"
        constraints = [known("review_notice", "reason", ReasonClass)]
        indexes = [models.Index(fields=["id"], condition=Q(sent_at__isnull=True), name="notice_unsent")]  # the mailer

    def __str__(self) -> str:
        return f"notice {self.pk}"


class Appeal(models.Model):
    """What the customer wrote, sealed under the account's key; decided by somebody who took no part before."""

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="appeal")
    case = models.ForeignKey(Case, models.PROTECT, related_name="appeals")
    sealed_text = models.BinaryField()
    submitted_at = models.DateTimeField()

    class Meta:
        db_table = "review_appeal"

    def __str__(self) -> str:
        return f"appeal {self.pk}"
