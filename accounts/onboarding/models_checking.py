"""What was checked, with which result, and who said so?"""

from django.db import models
from django.db.models import Q

from accounts.onboarding.models_application import Application
from accounts.onboarding.models_claiming import ClaimedParty
from accounts.parties.models import Account
from kycrisk.lib.records import known, public_id_field


class Result(models.TextChoices):
    """Proven, contradicted, for a person to judge, or still under way (a service that is down leaves it so)."""

    PASSED = "passed"
    FAILED = "failed"
    UNCLEAR = "unclear"
    PENDING = "pending"


class Check(models.Model):
    """One thing that was looked at, once; a later look adds a row and the one before is not current any more.

    `sentence` names nobody: `{party}` stands for the party, and pages put the opened name there. `evidence` holds ids,
    masks and dates, never what is personal.
    """

    check_id = public_id_field("chk")
    application = models.ForeignKey(Application, models.PROTECT, related_name="checks")
    party = models.ForeignKey(ClaimedParty, models.SET_NULL, null=True, related_name="checks")
    # Which check: a key of `checks.CHECKS`; `subject` tells several apart (a document's id).
    what = models.CharField(max_length=40)
    subject = models.CharField(max_length=40, blank=True)
    result = models.CharField(max_length=7, choices=Result)
    sentence = models.CharField(max_length=400)
    evidence = models.JSONField(default=dict)
    provider = models.CharField(max_length=40, default="kycrisk")
    at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        db_table = "onboarding_check"
        constraints = [
            known("onboarding_check", "result", Result),
            models.UniqueConstraint(
                fields=["application", "what", "subject", "party"],
                condition=Q(is_current=True),
                nulls_distinct=False,
                name="check_one_current",
            ),
        ]
        indexes = [
            models.Index(fields=["application", "id"], condition=Q(is_current=True), name="check_of_application"),
            # What has run out.
            models.Index(
                fields=["valid_until"], condition=Q(is_current=True, valid_until__isnull=False), name="check_by_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.result}"


class VerifierSession(models.Model):
    """A question put to an outside service about a person; unfinished rows are work that is tried again."""

    session = public_id_field("ver")
    application = models.ForeignKey(Application, models.PROTECT, related_name="verifier_sessions")
    party = models.ForeignKey(ClaimedParty, models.SET_NULL, null=True, related_name="verifier_sessions")
    provider = models.CharField(max_length=40)
    # The service's own id of it, once it has one.
    external_id = models.CharField(max_length=100, blank=True)
    result = models.CharField(max_length=7, choices=Result, default=Result.PENDING)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "onboarding_verifier_session"
        constraints = [
            known("onboarding_verifier_session", "result", Result),
            models.UniqueConstraint(
                fields=["provider", "external_id"], condition=~Q(external_id=""), name="session_once_per_external_id"
            ),
        ]
        indexes = [models.Index(fields=["due_at"], condition=Q(finished_at__isnull=True), name="session_due")]

    def __str__(self) -> str:
        return self.session


class IdentityUse(models.Model):
    """A person proved themselves for an organisation then; `print` is a keyed hash of the person or the document."""

    print = models.UUIDField()
    application = models.ForeignKey(Application, models.PROTECT, related_name="identity_uses")
    at = models.DateTimeField()
    # A reviewer said that this person may stand for several organisations.
    allowed_by_id = models.BigIntegerField(null=True)

    class Meta:
        db_table = "onboarding_identity_use"
        constraints = [models.UniqueConstraint(fields=["print", "application"], name="identity_once_per_application")]
        indexes = [models.Index(fields=["print", "-at"], name="identity_use_by_print")]

    def __str__(self) -> str:
        return f"identity in {self.application_id}"


class Cause(models.TextChoices):
    """Why an account is proven anew: its time comes or is over, a paper or a check ran out, somebody new, a network."""

    EXPIRING = "expiring"
    EXPIRED = "expired"
    DOCUMENT = "document"
    CHECK = "check"
    OWNER = "owner"
    NETWORK = "network"


class Reverification(models.Model):
    """A cause to prove an account anew, told once for each thing it is `about` (a date, a document, a case)."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="reverifications")
    cause = models.CharField(max_length=8, choices=Cause)
    about = models.CharField(max_length=60)
    at = models.DateTimeField()

    class Meta:
        db_table = "onboarding_reverification"
        constraints = [
            known("onboarding_reverification", "cause", Cause),
            models.UniqueConstraint(fields=["account", "cause", "about"], name="reverification_told_once"),
        ]

    def __str__(self) -> str:
        return f"{self.cause} {self.about}"


class LeiRecord(models.Model):
    """A legal entity as the imported GLEIF file names it; `imported_at` says how fresh that is."""

    lei = models.CharField(max_length=20, unique=True)
    name = models.CharField(max_length=500)
    jurisdiction = models.CharField(max_length=6, blank=True)
    register_number = models.CharField(max_length=100, blank=True)
    entity_status = models.CharField(max_length=20, blank=True)
    registration_status = models.CharField(max_length=40, blank=True)
    renews_at = models.DateTimeField(null=True)
    imported_at = models.DateTimeField()

    class Meta:
        db_table = "onboarding_lei"

    def __str__(self) -> str:
        return self.lei
