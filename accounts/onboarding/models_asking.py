"""What was the applicant asked for, and which letters go out?"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.onboarding.models_application import Application, ApplicationLink
from accounts.onboarding.models_claiming import ClaimedParty
from kycrisk.lib.records import known, public_id_field


class ItemState(models.TextChoices):
    """Open, answered by the applicant, or taken back by us."""

    OPEN = "open"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class ItemRequest(models.Model):
    """One thing a reviewer asks for. Question and answer name people, so both are sealed under the application's key.

    `template`: which ready-made question it began as. `document_kind`: a file is asked for; empty: an answer in words.
    """

    item = public_id_field("item")
    application = models.ForeignKey(Application, models.PROTECT, related_name="items")
    party = models.ForeignKey(ClaimedParty, models.SET_NULL, null=True, related_name="items")
    state = models.CharField(max_length=9, choices=ItemState, default=ItemState.OPEN)
    template = models.CharField(max_length=40, blank=True)
    document_kind = models.CharField(max_length=20, blank=True)
    sealed_text = models.BinaryField()
    sealed_answer = models.BinaryField(null=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "onboarding_item"
        constraints = [
            known("onboarding_item", "state", ItemState),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False), name="item_answered_has_time"
            ),
        ]
        indexes = [models.Index(fields=["application", "id"], name="item_of_application")]

    def __str__(self) -> str:
        return self.item


class ContestOutcome(models.TextChoices):
    """Not answered yet; the application is looked at again; or the rejection stands."""

    OPEN = ""
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Contest(models.Model):
    """What a rejected applicant writes against it, sealed under the application's key; once for each rejection.

    `decision`: the rejection (`dec_…`). Somebody who took no part in it answers, in a case about that decision.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="contests")
    decision = models.CharField(max_length=40, unique=True)
    sealed_text = models.BinaryField()
    at = models.DateTimeField()
    outcome = models.CharField(max_length=9, choices=ContestOutcome, blank=True, default=ContestOutcome.OPEN)

    class Meta:
        db_table = "onboarding_contest"
        constraints = [known("onboarding_contest", "outcome", ContestOutcome)]
        indexes = [models.Index(fields=["application", "-id"], name="contest_of_application")]

    def __str__(self) -> str:
        return f"contest of {self.decision}"


class LetterKind(models.TextChoices):
    """Invited, reminded, asked for something, received, approved, rejected, asked to confirm an address.

    What became of a contest: it is looked at again (`upheld`), or the answer stands.
    """

    INVITED = "invited"
    REMINDED = "reminded"
    ASKED = "asked"
    RECEIVED = "received"
    APPROVED = "approved"
    REJECTED = "rejected"
    CONFIRM = "confirm"
    UPHELD = "upheld"
    STANDS = "stands"


class Letter(models.Model):
    """A mail to an applicant: unsent rows are work for the mailer. Its words are not kept, only what it is about."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=8, choices=LetterKind)
    link = models.ForeignKey(ApplicationLink, models.PROTECT, null=True, related_name="+")
    item = models.ForeignKey(ItemRequest, models.PROTECT, null=True, related_name="+")
    # To whom, if not to the applicant's contact.
    party = models.ForeignKey(ClaimedParty, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(max_length=20, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    # When the mailer tries (again); empty and unsent: given up, `last_error` says why.
    due_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "onboarding_letter"
        constraints = [known("onboarding_letter", "kind", LetterKind)]
        indexes = [
            # The mailer: what is due now.
            models.Index(fields=["due_at", "id"], condition=Q(sent_at__isnull=True), name="letter_unsent"),
            models.Index(fields=["application", "-id"], name="letter_of_application"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} letter {self.pk}"
