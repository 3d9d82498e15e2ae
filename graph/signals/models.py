"""What do observations look like in the database?

Signals are the inbox; sightings are the base that survives them. Identifiers hold each value once, encrypted.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import BrinIndex
from django.db import models

from accounts.parties.models import Account
from graph.signals.kinds import Kind, NetworkClass
from kycrisk.lib.records import xid_field

KINDS = [(kind.value, kind.name.lower()) for kind in Kind]
NETWORK_CLASSES = [(known.value, known.name.capitalize()) for known in NetworkClass]


class NetworkRange(models.Model):
    """A range of addresses of a known class, from a list the operator imported (`import_ranges`)."""

    network_class = models.PositiveSmallIntegerField(choices=NETWORK_CLASSES)
    network = models.CharField(max_length=43)
    list_version = models.CharField(max_length=100)

    class Meta:
        db_table = "signals_network_range"
        constraints = [models.UniqueConstraint(fields=["network_class", "network"], name="network_range_once")]

    def __str__(self) -> str:
        return self.network


class Source(models.Model):
    """A CloudEvents `source` that spoke to us, interned; a revoked one's evidence counts for nothing."""

    uri = models.CharField(max_length=500, unique=True)
    first_seen_at = models.DateTimeField(auto_now_add=True)
    # Follows from the standing revocations (`models_sources`).
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "signals_source"

    def __str__(self) -> str:
        return self.uri


class SketchKey(models.Model):
    """A key that prompts were sketched under, known by its id alone: secrets live outside the database.

    Ids ascend in the order in which keys came into use.
    """

    id = models.SmallAutoField(primary_key=True)
    key_id = models.CharField(max_length=64, unique=True)
    introduced_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "signals_sketch_key"

    def __str__(self) -> str:
        return self.key_id


class Receipt(models.Model):
    """`(source, id)` was accepted: the promise that the same event is never taken twice."""

    key = models.UUIDField(primary_key=True)
    received_at = models.DateTimeField()

    class Meta:
        db_table = "signals_receipt"
        # Which are forgotten? They lie in the order in which they came.
        indexes = [BrinIndex(fields=["received_at"], name="receipt_by_age")]

    def __str__(self) -> str:
        return str(self.key)


class Identifier(models.Model):
    """A value somebody showed: kind, keyed fingerprint, mask, and the value sealed under one account's key."""

    kind = models.PositiveSmallIntegerField(choices=KINDS)
    fingerprint = models.UUIDField()
    mask = models.CharField(max_length=120)
    kept_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    sealed = models.BinaryField(null=True)
    network_class = models.PositiveSmallIntegerField(choices=NETWORK_CLASSES, default=NetworkClass.UNKNOWN)

    class Meta:
        db_table = "signals_identifier"
        constraints = [models.UniqueConstraint(fields=["kind", "fingerprint"], name="identifier_once_per_value")]

    def __str__(self) -> str:
        return self.mask


class Signal(models.Model):
    """An accepted event without personal words: values as references, prompts as sketches.

    The table is partitioned by month of receipt over its time-ordered id (migration `partition_signals`). Its
    references are written by one verb (`accepting.accept`) and carry no foreign key in the database: checking two for
    each of sixteen million rows takes longer than writing them.
    """

    id = models.UUIDField(primary_key=True)  # UUIDv7
    xid = xid_field()
    source = models.ForeignKey(Source, models.PROTECT, related_name="+", db_index=False, db_constraint=False)
    event_id = models.CharField(max_length=255)
    type = models.CharField(max_length=60)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_index=False, db_constraint=False)
    at = models.DateTimeField()
    # The identifiers that were shown.
    shown = ArrayField(models.BigIntegerField(), default=list)
    # What is left of `data`: amounts, models, token counts, outcomes (payloads.py, `KEPT`).
    data = models.JSONField(default=dict)
    # Little-endian uint64 shingles of `exchange.made`, and its traits as a bit mask; null when there was no prompt.
    shingles = models.BinaryField(null=True)
    traits = models.PositiveIntegerField(null=True)
    # Under which key; and the same prompt's shingles under the key before, while two keys overlap.
    sketch_key = models.ForeignKey(
        SketchKey, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    before_key = models.ForeignKey(
        SketchKey, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False
    )
    before_shingles = models.BinaryField(null=True)

    class Meta:
        db_table = "signals_signal"
        indexes = [
            # The pipeline's cursor, in commit order.
            models.Index(fields=["xid", "id"], name="signal_by_xid"),
            # An account's signals, newest first.
            models.Index(fields=["account", "-at"], name="signal_of_account"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.id}"


class SightingRow(models.Model):
    """An account showed a value: first, last and how often, per day bucket where the family needs synchrony.

    Written set-wise from signals and without foreign keys in the database, for the same reason as they. Each source has
    a row of its own, so that what one said can be taken away after its signals have aged out.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="%(class)ss", db_index=False, db_constraint=False)
    identifier = models.ForeignKey(
        Identifier, models.CASCADE, related_name="%(class)ss", db_index=False, db_constraint=False
    )
    # Null: the record itself says so (`facts`).
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False)
    # Days since 1970 for addresses, 0 for values that need no synchrony.
    day = models.IntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    count = models.PositiveIntegerField()
    # How many of them were payments that the card's owner disputed, less the disputes withdrawn (which may come first,
    # and by another source): where an account's rows of a value add up to more than 0, it was stolen and ties nobody.
    disputed = models.IntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.account_id} showed {self.identifier_id}"


class Sighting(SightingRow):
    """What is believed: sightings of the record and of sources that nobody revoked."""

    class Meta:
        db_table = "signals_sighting"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "identifier", "day", "source"],
                name="sighting_once_per_bucket",
                nulls_distinct=False,
            ),
        ]
        indexes = [
            # Who else showed this value?
            models.Index(fields=["identifier", "account"], name="sighting_of_identifier"),
            # Which cards were stolen?
            models.Index(fields=["identifier"], condition=~models.Q(disputed=0), name="sighting_disputed"),
        ]


class WeeklyProfileRow(models.Model):
    """An account's conduct in one ISO week as one source tells it: an observation that survives the raw signals.

    The counts by name are objects `{name: exchanges}` without zeros; `hours` is by hour of the week, "0" (Monday 00
    UTC) to "167".
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="%(class)ss", db_index=False, db_constraint=False)
    week = models.DateField()  # its Monday, UTC
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False)
    exchanges = models.PositiveIntegerField(default=0)
    sketched = models.PositiveIntegerField(default=0)
    input_tokens = models.PositiveBigIntegerField(default=0)
    output_tokens = models.PositiveBigIntegerField(default=0)
    # Exchanges with at least one trait that policy counts as elicitation.
    elicitation = models.PositiveIntegerField(default=0)
    traits = models.JSONField(default=dict)
    hours = models.JSONField(default=dict)
    models_used = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.account_id} {self.week}"


class WeeklyProfile(WeeklyProfileRow):
    """What is believed of weeks: told by sources that nobody revoked."""

    class Meta:
        db_table = "behavior_weekly_profile"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "week", "source"], name="weekly_profile_once", nulls_distinct=False
            )
        ]


class DailyPaymentRow(models.Model):
    """What an account paid on one day (UTC) in one currency, in minor units: an observation that survives the signals.

    What was refunded or disputed is taken off on its own day, so a day may be below zero.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="%(class)ss", db_index=False, db_constraint=False)
    day = models.DateField()
    currency = models.CharField(max_length=3)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+", db_index=False, db_constraint=False)
    amount = models.BigIntegerField()
    payments = models.PositiveIntegerField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.account_id} {self.day}"


class DailyPayment(DailyPaymentRow):
    """What is believed of payments: told by sources that nobody revoked."""

    class Meta:
        db_table = "signals_daily_payment"
        constraints = [
            models.UniqueConstraint(
                fields=["account", "day", "currency", "source"], name="daily_payment_once", nulls_distinct=False
            )
        ]


class Touched(models.Model):
    """An account whose observations, facts or verdicts changed and that nobody has derived since; null: everybody's.

    Written in the transaction that folds the change in, taken away in the one that derives: a worker that dies in
    between leaves its work to the next. Rows are only added, so folding never waits for deriving.
    """

    account = models.ForeignKey(
        Account, models.CASCADE, null=True, related_name="+", db_index=False, db_constraint=False
    )

    class Meta:
        db_table = "signals_touched"

    def __str__(self) -> str:
        return f"{self.account_id}"


class Cursor(models.Model):
    """How far a reader got: everything up to and including `(xid, last_id)` is folded in."""

    name = models.CharField(max_length=40, primary_key=True)
    xid = models.BigIntegerField(default=0)
    last_id = models.CharField(max_length=40, default="")
    # The newest event time among what was folded: the default as-of time.
    newest_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "signals_cursor"

    def __str__(self) -> str:
        return self.name
