"""What is kept of conduct? Prompt families, who leads with them, and how much each account asked."""

from django.db import models

from accounts.parties.models import Account


class PromptFamily(models.Model):
    """Shingles that repeat together: a template that many prompts fill in. Kept across epochs by its key."""

    key = models.BigIntegerField(unique=True)  # its smallest shingle as signed 64 bits
    # What it mostly asks for and a letter; the words themselves are forgotten.
    name = models.CharField(max_length=80)
    prompts = models.PositiveIntegerField()
    accounts = models.PositiveIntegerField()
    # What leading with it is worth in this epoch; 0 once it says nothing any more.
    bits = models.FloatField(default=0)
    # One unrelated account in so many uses it.
    one_in = models.FloatField(default=0)
    first_account = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "behavior_prompt_family"

    def __str__(self) -> str:
        return self.name


class FamilyCount(models.Model):
    """How many of an account's prompts a family leads, in the epoch's window."""

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


class Conduct(models.Model):
    """How much an account asked in the epoch's window, and how much of it asks for what a model could be trained on."""

    account = models.OneToOneField(Account, models.CASCADE, primary_key=True, related_name="conduct")
    asked = models.PositiveIntegerField()
    eliciting = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()

    class Meta:
        db_table = "behavior_conduct"

    def __str__(self) -> str:
        return f"{self.account_id} {self.asked}"
