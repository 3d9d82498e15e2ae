"""Whom does an applicant name, and who holds how much of whom?"""

from django.db import models
from django.db.models import F, Q

from accounts.onboarding.models_application import Application
from accounts.parties.models import DataSubject, LegalEntity, Person
from kycrisk.lib.records import known


class PartyKind(models.TextChoices):
    """A natural person, or a company or other body."""

    PERSON = "person"
    ENTITY = "entity"


class ClaimedParty(DataSubject):
    """Somebody the applicant names: sealed (`claims.Party`) under a key of their own, so that one can be forgotten.

    The prints are keyed hashes by which the same person or document is met again under another application.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="parties")
    # `p1`, `p2`, … : stable inside the application, in the order they were named.
    key = models.CharField(max_length=12)
    kind = models.CharField(max_length=6, choices=PartyKind)
    roles = models.JSONField(default=list)
    position = models.PositiveSmallIntegerField(default=0)
    person_print = models.UUIDField(null=True)
    document_print = models.UUIDField(null=True)
    email_print = models.UUIDField(null=True)
    saved_at = models.DateTimeField(auto_now=True)
    # What it became in the record when the application was approved.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="claims")
    entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, related_name="claims")

    class Meta:
        db_table = "onboarding_party"
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="party_key_once"),
            known("onboarding_party", "kind", PartyKind),
        ]
        indexes = [
            # "Is this person here under another application?"
            models.Index(fields=["person_print"], condition=Q(person_print__isnull=False), name="party_by_person"),
            models.Index(
                fields=["document_print"], condition=Q(document_print__isnull=False), name="party_by_document"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}/{self.key}"


class ClaimedShare(models.Model):
    """A direct share in percent as told; `owned` null: of the applicant itself. Both bounds null: unknown."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="shares")
    owner = models.ForeignKey(ClaimedParty, models.CASCADE, related_name="holds")
    owned = models.ForeignKey(ClaimedParty, models.CASCADE, null=True, related_name="held_by")
    share_min = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    share_max = models.DecimalField(max_digits=7, decimal_places=4, null=True)

    class Meta:
        db_table = "onboarding_share"
        constraints = [
            models.CheckConstraint(
                condition=Q(share_min__isnull=True, share_max__isnull=True)
                | Q(share_min__gte=0, share_max__lte=100, share_min__lte=F("share_max")),
                name="share_within_range",
            ),
            models.CheckConstraint(condition=Q(owned__isnull=True) | ~Q(owned=F("owner")), name="share_not_of_oneself"),
            models.UniqueConstraint(fields=["owner", "owned"], nulls_distinct=False, name="share_once_per_pair"),
        ]

    def __str__(self) -> str:
        return f"{self.owner_id} holds {self.share_min}–{self.share_max} %"
