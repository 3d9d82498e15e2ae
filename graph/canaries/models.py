"""What was planted with whom, and where did it come back?"""

from django.db import models

from accounts.parties.models import Account
from graph.canaries.querysets import CanaryQuerySet
from kycrisk.lib.records import known, public_id_field
from kycrisk.lib.vault import new_wrapped_key


class Minting(models.Model):
    """Canaries made together for the same accounts; their words are sealed under its key, which can be destroyed.

    `pool` is the network they were made for, if it was one; its accounts then are the recipients.
    """

    wrapped_key = models.BinaryField(null=True, default=new_wrapped_key)
    pool = models.CharField(max_length=40, blank=True)
    note = models.CharField(max_length=200, blank=True)
    minted_at = models.DateTimeField()
    minted_by = models.CharField(max_length=150)

    class Meta:
        db_table = "canaries_minting"

    def __str__(self) -> str:
        return f"minting {self.pk}"


class Recipient(models.Model):
    """An account whose answers hold the canaries of a minting: showing them back says nothing."""

    minting = models.ForeignKey(Minting, models.CASCADE, related_name="recipients")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")

    class Meta:
        db_table = "canaries_recipient"
        constraints = [models.UniqueConstraint(fields=["minting", "account"], name="canary_recipient_once")]

    def __str__(self) -> str:
        return f"{self.account_id} received {self.minting_id}"


class Canary(models.Model):
    """A sentence that nobody else says. Without a minting: words that a source saw in public and we never made."""

    canary = public_id_field("can")
    minting = models.ForeignKey(Minting, models.CASCADE, null=True, related_name="canaries")
    # The whole sentence, under its minting's key; null once it was forgotten.
    sealed = models.BinaryField(null=True)
    # Keyed hashes: of the words it is known by, and of the value under which the derivation keeps who showed it.
    words_mark = models.UUIDField(null=True, unique=True)
    value_mark = models.UUIDField(unique=True)

    objects = CanaryQuerySet.as_manager()

    class Meta:
        db_table = "canaries_canary"

    def __str__(self) -> str:
        return self.canary


class Where(models.TextChoices):
    """Where a canary came back; what anybody can read afterwards ties nobody."""

    PROMPT = "prompt"
    PUBLICATION = "publication"
    DATASET = "dataset"


PUBLIC = (Where.PUBLICATION, Where.DATASET)


class Spotting(models.Model):
    """A canary came back: in an account's prompts, or in public as a source tells it of an account."""

    canary = models.ForeignKey(Canary, models.CASCADE, related_name="spottings")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    where = models.CharField(max_length=11, choices=Where)
    source = models.CharField(max_length=500)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        db_table = "canaries_spotting"
        constraints = [
            models.UniqueConstraint(fields=["canary", "account", "where", "source"], name="canary_spotting_once"),
            known("canary_spotting", "where", Where),
        ]
        indexes = [
            # What has become public?
            models.Index(fields=["canary"], condition=models.Q(where__in=PUBLIC), name="canary_spotting_public"),
        ]

    def __str__(self) -> str:
        return f"{self.canary_id} in a {self.where}"
