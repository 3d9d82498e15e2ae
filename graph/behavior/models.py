"""What is kept of conduct? Profiles per week, and the prompt families of an epoch with who led them."""

from django.db import models

from accounts.parties.models import Account


class WeeklyProfile(models.Model):
    """An account's conduct in one ISO week: an observation that survives the raw signals."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="profiles", db_index=False)
    week = models.DateField()  # its Monday, UTC
    exchanges = models.PositiveIntegerField(default=0)
    sketched = models.PositiveIntegerField(default=0)
    input_tokens = models.PositiveBigIntegerField(default=0)
    output_tokens = models.PositiveBigIntegerField(default=0)
    elicitation = models.PositiveIntegerField(default=0)
    traits = models.JSONField(default=dict)  # {trait name: exchanges}
    hours = models.JSONField(default=list)  # 168 counts, Monday 00 UTC first
    models_used = models.JSONField(default=dict)  # {model: exchanges}

    class Meta:
        db_table = "behavior_weekly_profile"
        constraints = [models.UniqueConstraint(fields=["account", "week"], name="weekly_profile_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.week}"


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
