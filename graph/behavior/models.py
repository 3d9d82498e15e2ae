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


class ModelRelease(models.Model):
    """When anybody first used a model: its release, as far as can be seen from here."""

    model = models.CharField(max_length=200, unique=True)
    first_at = models.DateTimeField()

    class Meta:
        db_table = "behavior_model_release"

    def __str__(self) -> str:
        return self.model


class WeeklyPattern(models.Model):
    """What sums cannot say of an account's ISO week: its rhythm, its moves to new models, its prompt families.

    Drawn from the signals while they are there (`patterning`); it stays when they have aged out. `exchanges` is how
    many it was drawn from: another number in `WeeklyProfile` means that it is out of date. The gaps are seconds between
    one exchange and the next, at the tenth, middle and ninetieth of a hundred; null for a single exchange.
    """

    account = models.ForeignKey(Account, models.CASCADE, related_name="patterns", db_index=False, db_constraint=False)
    week = models.DateField()  # its Monday, UTC
    exchanges = models.IntegerField()
    gap_low = models.FloatField(null=True)
    gap_middle = models.FloatField(null=True)
    gap_high = models.FloatField(null=True)
    # Exchanges in the hours after a model's release, and how many of them went to that model.
    after_release = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    # Prompts by the key of the family that leads them; `families_mark` tells two such objects apart without reading.
    families = models.JSONField(default=dict)
    families_mark = models.BigIntegerField(default=0)

    class Meta:
        db_table = "behavior_weekly_pattern"
        constraints = [models.UniqueConstraint(fields=["account", "week"], name="weekly_pattern_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.week}"


class CohortWeek(models.Model):
    """What was usual in a week among accounts of a plan that were cleared or never flagged; plan `*`: of any.

    `bands`: by measure (`banding.MEASURES`) its tenth, middle and ninetieth of a hundred; `hours`: their exchanges by
    hour of the day (UTC). `as_of` says how much of the week had passed.
    """

    EVERYBODY = "*"

    plan = models.CharField(max_length=40)
    week = models.DateField()  # its Monday, UTC
    as_of = models.DateTimeField()
    accounts = models.PositiveIntegerField()
    newest_model = models.CharField(max_length=200, blank=True)
    bands = models.JSONField(default=dict)
    hours = models.JSONField(default=list)

    class Meta:
        db_table = "behavior_cohort_week"
        constraints = [models.UniqueConstraint(fields=["plan", "week"], name="cohort_week_once")]

    def __str__(self) -> str:
        return f"{self.plan} {self.week}"
