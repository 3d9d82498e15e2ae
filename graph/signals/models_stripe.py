"""What do we remember of Stripe's objects, so that what they tell later finds its account?"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from accounts.parties.models import Account
from kycrisk.lib.vault import new_wrapped_key

LONGEST_ID = 255


class StripeObject(models.Model):
    """A charge, customer, payment method … of Stripe: whose it is, and whose it may be by the objects it names.

    The card or bank account behind it is sealed under a key of this row's own, since its account may not be known yet.
    """

    object_id = models.CharField(primary_key=True, max_length=LONGEST_ID)
    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    # Whose account it shares, the first that has one.
    names = ArrayField(models.CharField(max_length=LONGEST_ID), default=list)
    wrapped_key = models.BinaryField(default=new_wrapped_key)
    sealed = models.BinaryField(null=True)
    # Of a charge: how often its holder said that it was not theirs, and whether that was settled for the house.
    disputes = models.PositiveSmallIntegerField(default=0)
    disputed_amount = models.BigIntegerField(default=0)
    cleared = models.BooleanField(default=False)
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "signals_stripe_object"
        indexes = [
            # Who waited for this object's account?
            GinIndex(fields=["names"], name="stripe_object_by_names"),
            models.Index(fields=["seen_at"], name="stripe_object_by_age"),
        ]

    def __str__(self) -> str:
        return self.object_id


class StripeWaiting(models.Model):
    """An event that nobody can be charged with yet: no account, or no card, is known. Holds nothing personal."""

    event_id = models.CharField(primary_key=True, max_length=LONGEST_ID)
    at = models.DateTimeField()
    # `paid`, `disputed` or `withdrawn` (stripe_objects.py).
    kind = models.CharField(max_length=9)
    about = models.CharField(max_length=LONGEST_ID)
    card_of = models.CharField(max_length=LONGEST_ID)
    outcome = models.CharField(max_length=9, blank=True)
    amount = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    received_at = models.DateTimeField()

    class Meta:
        db_table = "signals_stripe_waiting"
        indexes = [
            models.Index(fields=["about"], name="stripe_waiting_for_account"),
            models.Index(fields=["card_of"], name="stripe_waiting_for_card"),
            models.Index(fields=["received_at"], name="stripe_waiting_by_age"),
        ]

    def __str__(self) -> str:
        return self.event_id
