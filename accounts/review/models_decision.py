"""What was proposed, what was decided, by whom, and for which accounts exactly?"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from accounts.access.models import AccessChange, ReasonClass
from accounts.journal.models import append_only
from accounts.parties.models import Account
from accounts.review.models_case import Case, Evidence
from accounts.review.querysets import ProposalQuerySet
from accounts.review.querysets_decision import DecisionQuerySet, MemberQuerySet
from kycrisk.lib.records import known, public_id_field


class Measure(models.TextChoices):
    """What people can decide, mildest first."""

    CLEAR = "clear"
    WATCH = "watch"
    APPROVE = "approve"
    APPROVE_ENTERPRISE = "approve_enterprise"
    OPEN = "open"
    TREAT = "treat"
    LIMIT_MODELS = "limit_models"
    LIMIT_RATE = "limit_rate"
    VERIFY = "verify"
    REJECT = "reject"
    LIFT = "lift"
    DISMISS_APPEAL = "dismiss_appeal"
    CANCEL = "cancel"
    RESTORE = "restore"
    SUSPEND = "suspend"


# The irreversible-feeling ones, and the widest door: proposed by one person, approved by another.
TWO_PERSON_MEASURES = (Measure.SUSPEND, Measure.RESTORE, Measure.APPROVE_ENTERPRISE)


class ProposalState(models.TextChoices):
    """Waiting for a second person; then approved, declined, returned to the proposer, or withdrawn."""

    WAITING = "waiting"
    APPROVED = "approved"
    DECLINED = "declined"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Proposal(models.Model):
    """A two-person measure waiting for its second person; the member list is frozen and sealed."""

    proposal = public_id_field("prop")
    case = models.ForeignKey(Case, models.PROTECT, related_name="proposals")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    measure = models.CharField(max_length=18, choices=Measure)
    reason = models.CharField(max_length=20, choices=ReasonClass)
    note = models.TextField(max_length=4000)
    terms = models.JSONField(default=dict)
    # By which rules members were left out, each with its sentence ({key, value, also, sentence}).
    rules = models.JSONField(default=list)
    # The decision a restoration takes back.
    reverses = models.ForeignKey("Decision", models.PROTECT, null=True, related_name="reversals_proposed")
    seal = models.CharField(max_length=64)
    member_count = models.PositiveIntegerField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=ProposalState, default=ProposalState.WAITING)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolution_note = models.TextField(max_length=4000, blank=True)
    # Returned: whom the second person wants left out, and why ({account: reason}).
    leave_out = models.JSONField(default=dict)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        db_table = "review_proposal"
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(state="waiting"), name="proposal_one_waiting_per_case"
            ),
            models.CheckConstraint(condition=~Q(note=""), name="proposal_has_note"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(resolved_by__isnull=False) & ~Q(resolved_by=F("proposed_by")),
                name="proposal_four_eyes",
            ),
            known("review_proposal", "state", ProposalState),
            known("review_proposal", "measure", Measure),
            known("review_proposal", "reason", ReasonClass),
        ]
        # The approvals page.
        indexes = [
            models.Index(fields=["proposed_at", "id"], condition=Q(state="waiting"), name="proposal_waiting_by_age")
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.measure}"


class ProposalMember(models.Model):
    """One account on, or left out of, a frozen list, with its door as it stood then."""

    proposal = models.ForeignKey(Proposal, models.PROTECT, related_name="members")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    included = models.BooleanField(default=True)
    left_out_reason = models.CharField(max_length=200, blank=True)
    access_state = models.CharField(max_length=11, blank=True)
    access_sequence = models.PositiveBigIntegerField(null=True)

    class Meta:
        db_table = "review_proposal_member"
        triggers = [append_only("review_proposal_member_append_only")]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "account"], name="proposal_member_once"),
            models.CheckConstraint(
                condition=Q(included=True) | ~Q(left_out_reason=""), name="proposal_left_out_has_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.proposal_id}"


class Decision(models.Model):
    """What was decided; never edited, reversed only by another decision.

    `decided_by` is the person who decided alone or proposed; `approved_by` the second person. Both are empty only
    for a measure applied in the name of an activated policy (`policy_rule` names it).
    """

    decision = public_id_field("dec")
    case = models.ForeignKey(Case, models.PROTECT, related_name="decisions")
    evidence = models.ForeignKey(Evidence, models.PROTECT, null=True, related_name="+")
    proposal = models.OneToOneField(Proposal, models.PROTECT, null=True, related_name="decision_made")
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="reversed_by")
    measure = models.CharField(max_length=18, choices=Measure)
    reason = models.CharField(max_length=20, choices=ReasonClass)
    note = models.TextField(max_length=4000)
    # Limits and their end: {requests_per_minute, tokens_per_day, models, treatments, expires_at}.
    terms = models.JSONField(default=dict)
    rules = models.JSONField(default=list)
    policy_version = models.PositiveIntegerField()
    policy_rule = models.CharField(max_length=60, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()
    member_count = models.PositiveIntegerField()

    objects = DecisionQuerySet.as_manager()

    class Meta:
        db_table = "review_decision"
        triggers = [append_only("review_decision_append_only")]
        constraints = [
            models.CheckConstraint(condition=~Q(note=""), name="decision_has_reason"),
            models.CheckConstraint(
                condition=~Q(measure__in=[str(measure) for measure in TWO_PERSON_MEASURES])
                | Q(decided_by__isnull=False, approved_by__isnull=False) & ~Q(approved_by=F("decided_by")),
                name="decision_four_eyes",
            ),
            models.CheckConstraint(
                condition=~Q(measure__in=[str(measure) for measure in TWO_PERSON_MEASURES]) | Q(proposal__isnull=False),
                name="decision_two_person_was_proposed",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=False) | ~Q(policy_rule=""), name="decision_has_somebody"
            ),
            known("review_decision", "measure", Measure),
            known("review_decision", "reason", ReasonClass),
        ]
        indexes = [models.Index(fields=["case", "-id"], name="decision_of_case")]  # a case's history

    def __str__(self) -> str:
        return f"{self.decision} {self.measure}"


class MemberState(models.TextChoices):
    """How far a decision got with one account.

    On the list and pending, applied, passed over with a reason, or failed; or never on the list.
    """

    PENDING = "pending"
    APPLIED = "applied"
    SKIPPED = "skipped"
    LEFT_OUT = "left_out"
    FAILED = "failed"


class DecisionMember(models.Model):
    """One account a decision is about: the work list of the applier and the memory an undo needs."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="members")
    account = models.ForeignKey(Account, models.PROTECT, related_name="decision_members")
    state = models.CharField(max_length=8, choices=MemberState, default=MemberState.PENDING)
    change = models.OneToOneField(AccessChange, models.PROTECT, null=True, related_name="+")
    skipped_reason = models.CharField(max_length=200, blank=True)

    objects = MemberQuerySet.as_manager()

    class Meta:
        db_table = "review_decision_member"
        constraints = [
            models.UniqueConstraint(fields=["decision", "account"], name="decision_member_once"),
            models.CheckConstraint(
                condition=~Q(state="applied") | Q(change__isnull=False), name="decision_member_effect"
            ),
            known("review_decision_member", "state", MemberState),
        ]
        # The applier's work list.
        indexes = [
            models.Index(fields=["decision", "id"], condition=Q(state="pending"), name="decision_member_pending")
        ]

    def __str__(self) -> str:
        return f"{self.account_id} by {self.decision_id}"
