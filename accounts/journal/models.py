"""What does a line of the journal hold, and how is its place in the chain kept?"""

from django.conf import settings
from django.db import models
from pgtrigger import Before, Delete, Statement, Trigger, Truncate, Update

from accounts.journal.querysets import EntryQuerySet, LinkQuerySet, Place
from kycrisk.lib.records import known, xid_field


def append_only(name: str) -> Trigger:
    """Refuse UPDATE, DELETE and TRUNCATE: what was written stays written, whoever asks.

    Per statement, because TRUNCATE has no rows to fire for.
    """
    return Trigger(
        name=name,
        level=Statement,
        when=Before,
        operation=Update | Delete | Truncate,
        func="RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP;",
    )


class ActorKind(models.TextChoices):
    """Who can act: a person, a machine with a key, a command on the server, or the product by a policy version."""

    PERSON = "person"
    KEY = "key"
    COMMAND = "command"
    POLICY = "policy"
    CUSTOMER = "customer"


class Entry(models.Model):
    """One thing that happened. `seal` is a keyed hash over all other fields, made when it is written."""

    at = models.DateTimeField()
    xid = xid_field()
    actor_kind = models.CharField(max_length=8, choices=ActorKind)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    actor_name = models.CharField(max_length=150)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=20)
    subject_id = models.CharField(max_length=255)
    # Ids, states and counts only: nothing append-only may hold personal data that somebody could ask us to erase.
    detail = models.JSONField(default=dict)
    seal = models.BinaryField(max_length=32)

    objects = EntryQuerySet.as_manager()

    class Meta:
        db_table = "journal_entry"
        triggers = [append_only("journal_entry_append_only")]
        constraints = [known("journal_entry", "actor_kind", ActorKind)]
        indexes = [
            # The history of one case, account or policy, newest first.
            models.Index(fields=["subject_type", "subject_id", "-id"], name="journal_entry_of_subject"),
            # The sequencer: entries in commit order beyond the chain's head.
            models.Index(fields=["xid", "id"], name="journal_entry_by_xid"),
            # "What did this person do?"
            models.Index(fields=["actor", "-id"], name="journal_entry_by_actor"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"

    @property
    def place(self) -> Place:
        """Where it stands in the order of commits."""
        return Place(self.xid, self.pk)


class Link(models.Model):
    """The place of an entry in the chain: `hash` covers the previous hash, the position and the entry."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(Entry, models.PROTECT, related_name="link")
    hash = models.BinaryField(max_length=32)

    objects = LinkQuerySet.as_manager()

    class Meta:
        db_table = "journal_link"
        triggers = [append_only("journal_link_append_only")]

    def __str__(self) -> str:
        return f"{self.position}"
