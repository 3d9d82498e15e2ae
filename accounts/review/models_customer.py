"""What was the customer told, and what did they answer?"""

from django.db import models
from django.db.models import Q

from accounts.access.models import AccessChange, ReasonClass
from accounts.parties.models import Account
from accounts.review.models_case import Case
from accounts.review.models_decision import Decision
from kycrisk.lib.records import known


class NoticeKind(models.TextChoices):
    """A limit or suspension was applied; an appeal was upheld or dismissed; a measure has run out."""

    MEASURE = "measure"
    UPHELD = "upheld"
    DISMISSED = "dismissed"
    ENDED = "ended"


class Notice(models.Model):
    """What a customer is told by mail: unsent rows are work for the mailer.

    A measure names the reason's class and links to the appeal page. The link's token is derived from the access change
    and the secret key, so the mailer can write it again and the database alone gives no link away; only its hash is
    looked up.
    """

    kind = models.CharField(max_length=9, choices=NoticeKind, default=NoticeKind.MEASURE)
    account = models.ForeignKey(Account, models.PROTECT, related_name="notices")
    decision = models.ForeignKey(Decision, models.PROTECT, related_name="notices")
    change = models.OneToOneField(AccessChange, models.PROTECT, null=True, related_name="notice")
    reason = models.CharField(max_length=20, choices=ReasonClass)
    token_hash = models.BinaryField(max_length=32, null=True, unique=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # When the mailer tries (again); empty and unsent: given up, `last_error` says why.
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "review_notice"
        constraints = [
            models.UniqueConstraint(fields=["decision", "account", "kind"], name="notice_once_per_decision"),
            models.CheckConstraint(
                condition=~Q(kind="measure") | Q(change__isnull=False, token_hash__isnull=False),
                name="notice_of_measure_has_link",
            ),
            known("review_notice", "kind", NoticeKind),
            known("review_notice", "reason", ReasonClass),
        ]
        # The mailer: what is due now.
        indexes = [models.Index(fields=["due_at", "id"], condition=Q(sent_at__isnull=True), name="notice_unsent")]

    def __str__(self) -> str:
        return f"notice {self.pk}"


class AppealOutcome(models.TextChoices):
    """Undecided, upheld (access comes back), or dismissed (the measure stands)."""

    UNDECIDED = ""
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Appeal(models.Model):
    """What the customer wrote, sealed under the account's key; decided by somebody who took no part before."""

    notice = models.OneToOneField(Notice, models.PROTECT, related_name="appeal")
    case = models.ForeignKey(Case, models.PROTECT, related_name="appeals")
    sealed_text = models.BinaryField()
    submitted_at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=AppealOutcome, blank=True, default=AppealOutcome.UNDECIDED)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="appeals_decided")

    class Meta:
        db_table = "review_appeal"
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="") | Q(decision__isnull=False), name="appeal_outcome_has_decision"
            ),
            known("review_appeal", "outcome", AppealOutcome),
        ]

    def __str__(self) -> str:
        return f"appeal {self.pk}"
