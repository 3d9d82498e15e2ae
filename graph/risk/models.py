"""What do we think of an account now, and why?"""

from django.db import models

from accounts.parties.models import Account
from accounts.review.models import Recommendation
from graph.networks.models import Epoch, Network
from kycrisk.lib.records import known


class Assessment(models.Model):
    """The newest recommendation for an account, with a sentence for every number."""

    account = models.OneToOneField(Account, models.CASCADE, related_name="assessment")
    recommendation = models.CharField(max_length=6, choices=Recommendation)
    score = models.FloatField()
    network = models.ForeignKey(Network, models.SET_NULL, null=True, related_name="assessments")
    # [{factor, bits, sentence}, …], strongest first.
    reasons = models.JSONField(default=list)
    assessed_at = models.DateTimeField()

    class Meta:
        db_table = "risk_assessment"
        constraints = [known("risk_assessment", "recommendation", Recommendation)]

    def __str__(self) -> str:
        return f"{self.account_id} {self.recommendation}"


class PoolReference(models.Model):
    """How loud honest pools are, measured once an epoch (`pooling`)."""

    epoch = models.OneToOneField(Epoch, models.CASCADE, related_name="reference")
    # Named numpy arrays, compressed (`pool_reference`).
    frozen = models.BinaryField()

    class Meta:
        db_table = "risk_pool_reference"

    def __str__(self) -> str:
        return f"{self.epoch_id}"
