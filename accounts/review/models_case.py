"""What waits for a person, and what evidence was put before them?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.journal.models import append_only
from accounts.review.querysets import CaseQuerySet
from kycrisk.lib.records import known, public_id_field


class CaseKind(models.TextChoices):
    """What opened the case; later reasons join it."""

    ONBOARDING = "onboarding"
    ACCOUNT = "account"
    NETWORK = "network"
    SCREENING = "screening"
    APPEAL = "appeal"
    REVERIFICATION = "reverification"


class SubjectType(models.TextChoices):
    """What a case is about."""

    ACCOUNT = "account"
    APPLICATION = "application"
    NETWORK = "network"
    PARTY = "party"
    DECISION = "decision"


class CaseState(models.TextChoices):
    """Open for review, waiting (snoozed or on the customer), proposed (a second person decides), closed."""

    OPEN = "open"
    WAITING = "waiting"
    PROPOSED = "proposed"
    CLOSED = "closed"


class Recommendation(models.TextChoices):
    """What software may suggest; there is no "suspend"."""

    CLEAR = "clear"
    WATCH = "watch"
    REVIEW = "review"
    LIMIT = "limit"


class Case(models.Model):
    """One question for a person: at most one open per subject."""

    case = public_id_field("case")
    kind = models.CharField(max_length=14, choices=CaseKind)
    subject_type = models.CharField(max_length=11, choices=SubjectType)
    # The subject's public id: `acct_…`, `net_…`, `dec_…`; a network is a lineage, kept by graph, not a foreign key.
    subject_id = models.CharField(max_length=200)
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=8, choices=CaseState, default=CaseState.OPEN)
    # 0 low, 1 normal, 2 high, 3 urgent; the reasons are sentences.
    priority = models.PositiveSmallIntegerField(default=1)
    priority_reasons = models.JSONField(default=list)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="cases")
    locked_until = models.DateTimeField(null=True)
    # Waiting: until when, and what ends the wait.
    wake_at = models.DateTimeField(null=True)
    waiting_for = models.CharField(max_length=200, blank=True)
    # The clock stands still since then: it waits for the customer, not for us.
    paused_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged")
    deserved_a_person = models.BooleanField(null=True)
    # The next stage after this decision: its list is where this case's lists start.
    follows = models.ForeignKey("Decision", models.PROTECT, null=True, related_name="next_stages")
    split_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="splits")

    objects = CaseQuerySet.as_manager()

    class Meta:
        db_table = "review_case"
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"], condition=~Q(state="closed"), name="case_one_open_per_subject"
            ),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | ~Q(state="closed") & Q(closed_at__isnull=True),
                name="case_closed_has_time",
            ),
            known("review_case", "state", CaseState),
            known("review_case", "kind", CaseKind),
            known("review_case", "subject_type", SubjectType),
        ]
        indexes = [
            # The queue by due date, and by priority.
            models.Index(fields=["due_at", "id"], condition=Q(state="open"), name="case_open_by_due"),
            models.Index(fields=["-priority", "due_at", "id"], condition=Q(state="open"), name="case_open_by_priority"),
            # "Mine".
            models.Index(fields=["assignee", "due_at"], condition=~Q(state="closed"), name="case_mine"),
            # Earlier cases of a subject.
            models.Index(fields=["subject_type", "subject_id", "-id"], name="case_of_subject"),
            # The sweep that wakes snoozed cases.
            models.Index(fields=["wake_at"], condition=Q(state="waiting"), name="case_waiting_by_wake"),
        ]

    def __str__(self) -> str:
        return f"{self.case} {self.title}"


class Evidence(models.Model):
    """What was known when: appended when something material changed, never edited (`review.evidence.Pack`)."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    at = models.DateTimeField()
    as_of = models.DateTimeField()
    recommendation = models.CharField(max_length=6, choices=Recommendation)
    score = models.FloatField(default=0)
    bits = models.FloatField(default=0)
    headline = models.CharField(max_length=300)
    # Sentences by group, what speaks for them, facts; the shape is `review.evidence.Pack`.
    body = models.JSONField()
    # [{account, recommendation, in_step, role, …}]: the snapshot a decision's list starts from.
    members = models.JSONField(default=list)
    member_count = models.PositiveIntegerField(default=0)
    policy_version = models.PositiveIntegerField()

    class Meta:
        db_table = "review_evidence"
        triggers = [append_only("review_evidence_append_only")]
        constraints = [known("review_evidence", "recommendation", Recommendation)]
        # The newest evidence of a case.
        indexes = [models.Index(fields=["case", "-id"], name="evidence_of_case")]

    def __str__(self) -> str:
        return self.headline


class Note(models.Model):
    """What a colleague wrote beside the case."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(max_length=4000)

    class Meta:
        db_table = "review_note"

    def __str__(self) -> str:
        return f"{self.by_id} on {self.case_id}"
