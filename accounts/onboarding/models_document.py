"""Which files did an applicant hand in, and what became of them?"""

from django.db import models
from django.db.models import Q

from accounts.onboarding.models_application import Application
from accounts.onboarding.models_asking import ItemRequest
from accounts.onboarding.models_claiming import ClaimedParty
from accounts.parties.models import DataSubject
from kycrisk.lib.records import known, public_id_field


class DocumentKind(models.TextChoices):
    """What a file is said to be."""

    REGISTER_EXTRACT = "register_extract", "register extract"
    SHAREHOLDER_LIST = "shareholder_list", "shareholder list"
    ARTICLES = "articles", "articles of association"
    TAX_CERTIFICATE = "tax_certificate", "tax certificate"
    PROOF_OF_ADDRESS = "proof_of_address", "proof of address"
    PASSPORT = "passport", "passport"
    IDENTITY_CARD = "identity_card", "identity card"
    RESIDENCE_PERMIT = "residence_permit", "residence permit"
    AUTHORITY = "authority", "authority to sign"
    ENROLMENT = "enrolment", "proof of enrolment or teaching"
    RESEARCH = "research", "proof of research"
    FUNDING = "funding", "proof of funding"
    RESALE_TERMS = "resale_terms", "terms for end users"
    OTHER = "other", "other document"


class DocumentState(models.TextChoices):
    """Waiting for the virus scanner, ready to be looked at, taken back by the applicant, found infected, or erased."""

    HELD = "held"
    READY = "ready"
    WITHDRAWN = "withdrawn"
    INFECTED = "infected"
    ERASED = "erased"


class Document(DataSubject):
    """A file that passed its checks. `sealed`: what it is called and what a person read in it (`reading.Reading`).

    The original is kept sealed and never served; reviewers see `DocumentPage`s, which we drew ourselves.
    """

    document = public_id_field("doc")
    application = models.ForeignKey(Application, models.PROTECT, related_name="documents")
    party = models.ForeignKey(ClaimedParty, models.SET_NULL, null=True, related_name="documents")
    item = models.ForeignKey(ItemRequest, models.SET_NULL, null=True, related_name="documents")
    kind = models.CharField(max_length=20, choices=DocumentKind)
    state = models.CharField(max_length=9, choices=DocumentState)
    media_type = models.CharField(max_length=20)
    size = models.PositiveIntegerField()
    page_count = models.PositiveSmallIntegerField(default=0)
    # A random name in the document storage; the bytes there are sealed under this document's key.
    stored_as = models.CharField(max_length=80, blank=True)
    # Keyed hashes of the bytes and of what is drawn on the first page: the same file under another application.
    file_print = models.UUIDField(null=True)
    picture_print = models.UUIDField(null=True)
    uploaded_at = models.DateTimeField()
    # When the scanner is asked (again).
    scan_due_at = models.DateTimeField(null=True)
    scan_attempts = models.PositiveSmallIntegerField(default=0)
    # Empty and ready: no scanner was configured, and whoever looks at it is told.
    scanned_at = models.DateTimeField(null=True)
    expires_on = models.DateField(null=True)
    keep_until = models.DateField(null=True)

    class Meta:
        db_table = "onboarding_document"
        constraints = [
            known("onboarding_document", "state", DocumentState),
            known("onboarding_document", "kind", DocumentKind),
        ]
        indexes = [
            models.Index(fields=["application", "id"], name="document_of_application"),
            # "Did somebody else hand in the same file?"
            models.Index(fields=["file_print"], condition=Q(file_print__isnull=False), name="document_by_file"),
            models.Index(
                fields=["picture_print"], condition=Q(picture_print__isnull=False), name="document_by_picture"
            ),
            # The scanner's sweep, the retention's, and the one that looks for what has run out.
            models.Index(fields=["scan_due_at"], condition=Q(state="held"), name="document_to_scan"),
            models.Index(fields=["keep_until"], condition=Q(keep_until__isnull=False), name="document_by_retention"),
            models.Index(fields=["expires_on"], condition=Q(expires_on__isnull=False), name="document_by_expiry"),
        ]

    def __str__(self) -> str:
        return self.document


class DocumentPage(models.Model):
    """A page as we drew it: an image without anything else in it, sealed in the document storage."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="pages")
    number = models.PositiveSmallIntegerField()
    stored_as = models.CharField(max_length=80)
    media_type = models.CharField(max_length=20)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        db_table = "onboarding_document_page"
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="page_number_once")]

    def __str__(self) -> str:
        return f"{self.document_id} page {self.number}"
