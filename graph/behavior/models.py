"""Which prompt families does an epoch know, and who led them?"""

from django.db import models

from accounts.parties.models import Account


class PromptFamily(models.Model):
    """Shingles that repeat together: a template that many prompts fill in. Kept across epochs by its key."""

    key = models.BigIntegerField(unique=True)  # its smallest shingle as signed 64 bits
    name = models.CharField(max_length=80)
    is_template = models.BooleanField()
    prompts = models.PositiveIntegerField()
    accounts = models.PositiveIntegerField()
    bits = models.FloatField(default=0)
    first_account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "behavior_prompt_family"

    def __str__(self) -> str:
        return self.name


class FamilyCount(models.Model):
    """How many of an account's prompts a family leads."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="family_counts", db_index=False)
    family = models.ForeignKey(PromptFamily, models.CASCADE, related_name="counts")
    prompts = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        db_table = "behavior_family_count"
        constraints = [models.UniqueConstraint(fields=["account", "family"], name="family_count_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.family_id}"
