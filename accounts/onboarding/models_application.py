"""What is an application, who works on it, and which link lets the applicant in?"""

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from accounts.onboarding.querysets import ApplicationQuerySet
from accounts.parties.models import Account, DataSubject
from kycrisk.lib.records import known, public_id_field


class ApplicationKind(models.TextChoices):
    """A company tells who owns it; an individual takes the short path."""

    ORGANISATION = "organisation"
    INDIVIDUAL = "individual"


class ApplicationState(models.TextChoices):
    """Being filled in, handed in, being looked at, one thing asked, and the answer."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    INFORMATION_REQUESTED = "information_requested"
    APPROVED = "approved"
    REJECTED = "rejected"


class Application(DataSubject):
    """A customer's request to be let in. What they say is sealed (`claims.Answers`) under the application's own key.

    What lists and boards show without opening anything is kept beside it and written with every save: what is missing
    (keys of `needs`), how many steps are done, and when it came to its state.
    """

    application = public_id_field("app")
    kind = models.CharField(max_length=12, choices=ApplicationKind)
    state = models.CharField(max_length=21, choices=ApplicationState, default=ApplicationState.DRAFT)
    account = models.ForeignKey(Account, models.PROTECT, null=True, related_name="applications")
    # What the seller's own books call it; the same one twice is the same application.
    external_id = models.CharField(max_length=100, blank=True)
    company_name = models.CharField(max_length=300)
    country = models.CharField(max_length=2)
    plan = models.CharField(max_length=40)
    program = models.CharField(max_length=20, blank=True)
    language = models.CharField(max_length=10, default="en")
    # Who brings the customer in; empty when a machine did.
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="applications")
    # The earlier application that this one proves again.
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="renewals")
    missing = models.JSONField(default=list)
    steps_done = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=5)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    invited_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    access_at = models.DateTimeField(null=True)
    state_since = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)
    # An application nobody hands in ends then; so do the documents of one that was decided, later.
    expires_at = models.DateTimeField(null=True)
    # Keyed hashes by which the same company is met again; forgotten with the rest.
    register_print = models.UUIDField(null=True)
    address_print = models.UUIDField(null=True)
    website_domain = models.CharField(max_length=253, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        db_table = "onboarding_application"
        constraints = [
            known("onboarding_application", "state", ApplicationState),
            known("onboarding_application", "kind", ApplicationKind),
            models.UniqueConstraint(
                fields=["external_id"],
                condition=~Q(external_id="") & Q(erased_at__isnull=True),
                name="application_once_per_external_id",
            ),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(submitted_at__isnull=False), name="application_handed_in_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["approved", "rejected"]) | Q(decided_at__isnull=False),
                name="application_decided_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(account__isnull=False), name="application_approved_has_account"
            ),
            models.UniqueConstraint(
                fields=["account"],
                condition=Q(account__isnull=False, erased_at__isnull=True) & ~Q(state__in=["approved", "rejected"]),
                name="application_one_open_per_account",
            ),
        ]
        indexes = [
            # The board and the list: a stage, newest first; and the list of everything.
            models.Index(fields=["state", "-state_since", "-id"], name="application_by_state"),
            models.Index(fields=["-created_at", "-id"], name="application_by_creation"),
            # "Mine".
            models.Index(fields=["owner", "-state_since"], name="application_by_owner"),
            # The earlier applications of an account.
            models.Index(fields=["account", "-id"], name="application_by_account"),
            # "Is this company here already?"
            models.Index(
                fields=["register_print"], condition=Q(register_print__isnull=False), name="application_by_reg"
            ),
            # "Who else is registered there?"
            models.Index(
                fields=["address_print"], condition=Q(address_print__isnull=False), name="application_by_address"
            ),
            # Search by a name somebody half remembers.
            GinIndex(OpClass(F("company_name"), name="gin_trgm_ops"), name="application_by_name"),
            # The sweep that ends drafts.
            models.Index(fields=["expires_at"], condition=Q(state="draft"), name="application_draft_by_expiry"),
        ]

    def __str__(self) -> str:
        return f"{self.application} {self.company_name}"


class LinkPurpose(models.TextChoices):
    """To fill in the application; to confirm an e-mail address; what a file on the applicant's website says."""

    PORTAL = "portal"
    EMAIL = "email"
    DOMAIN = "domain"


class ApplicationLink(models.Model):
    """A link in a letter to the applicant: only the hash of its token is kept (see `links`)."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="links")
    purpose = models.CharField(max_length=6, choices=LinkPurpose, default=LinkPurpose.PORTAL)
    # Which address an e-mail link confirms, or which domain a file, as a keyed hash.
    address_print = models.UUIDField(null=True)
    token_hash = models.BinaryField(max_length=32, unique=True, null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "onboarding_link"
        constraints = [known("onboarding_link", "purpose", LinkPurpose)]
        indexes = [models.Index(fields=["application", "purpose", "-id"], name="link_of_application")]

    def __str__(self) -> str:
        return f"{self.purpose} link {self.pk}"


class Comment(models.Model):
    """What sales and reviewers write to each other beside an application; sealed, since it names people."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sealed_text = models.BinaryField()

    class Meta:
        db_table = "onboarding_comment"
        indexes = [models.Index(fields=["application", "-id"], name="comment_of_application")]

    def __str__(self) -> str:
        return f"comment {self.pk}"
