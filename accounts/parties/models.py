"""Who is a party, and what do we know of it?"""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from accounts.parties.querysets import AS_COPIED, AS_WRITTEN, AccountQuerySet, LegalEntityQuerySet
from kycrisk.lib.records import known, public_id_field
from kycrisk.lib.vault import new_wrapped_key


class DataSubject(models.Model):
    """Somebody whose personal data can be forgotten: `sealed` opens only with `wrapped_key` (see kycrisk.lib.vault)."""

    wrapped_key = models.BinaryField(null=True, default=new_wrapped_key)
    sealed = models.BinaryField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class Tier(models.TextChoices):
    """How far an account's identity was proven."""

    NONE = "none"
    PROVISIONAL = "provisional"
    VERIFIED = "verified"
    ENTERPRISE = "enterprise"
    REFUSED = "refused"


class LegalEntity(models.Model):
    """A company or other organisation, as a register or a customer describes it."""

    entity = public_id_field("ent")
    name = models.CharField(max_length=300)
    jurisdiction = models.CharField(max_length=6, blank=True)
    hq_country = models.CharField(max_length=2, blank=True)
    registration_number = models.CharField(max_length=100, blank=True)
    lei = models.CharField(max_length=20, blank=True)
    incorporated_on = models.DateField(null=True)
    registered_address = models.CharField(max_length=500, blank=True)
    registered_agent = models.CharField(max_length=300, blank=True)
    # Declared by a customer until a register extract or a check says otherwise.
    source = models.CharField(max_length=100, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = LegalEntityQuerySet.as_manager()

    class Meta:
        db_table = "parties_legal_entity"
        indexes = [
            # "Is this company here already?" when an account names its company by register and number.
            models.Index(fields=["jurisdiction", "registration_number"], name="legal_entity_by_register"),
            # Search: by a name somebody half remembers, by a number as it was copied, by LEI.
            GinIndex(OpClass(F("name"), name="gin_trgm_ops"), name="legal_entity_by_name"),
            models.Index(AS_COPIED, condition=~Q(registration_number=""), name="legal_entity_by_number"),
            models.Index(fields=["lei"], condition=~Q(lei=""), name="legal_entity_by_lei"),
            # "Who else is registered there?"
            models.Index(AS_WRITTEN, condition=~Q(registered_address=""), name="legal_entity_by_address"),
        ]

    def __str__(self) -> str:
        return self.name


class Person(DataSubject):
    """A natural person: director, owner, control person or representative. Name and birth date are sealed."""

    person = public_id_field("per")
    nationality = models.CharField(max_length=2, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "parties_person"

    def __str__(self) -> str:
        return self.person


class Directorship(models.Model):
    """A person directs a legal entity."""

    entity = models.ForeignKey(LegalEntity, models.PROTECT, related_name="directorships")
    person = models.ForeignKey(Person, models.PROTECT, related_name="directorships")
    recorded_at = models.DateTimeField(auto_now_add=True, null=True)

    class Meta:
        db_table = "parties_directorship"
        constraints = [models.UniqueConstraint(fields=["entity", "person"], name="directorship_once")]

    def __str__(self) -> str:
        return f"{self.person_id} directs {self.entity_id}"


class Stake(models.Model):
    """A share of a legal entity held by a person or another entity, in percent; both bounds null: unknown."""

    owned = models.ForeignKey(LegalEntity, models.PROTECT, related_name="stakes")
    owner_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="stakes")
    owner_entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, related_name="holdings")
    share_min = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    share_max = models.DecimalField(max_digits=7, decimal_places=4, null=True)
    min_exclusive = models.BooleanField(default=False)
    max_exclusive = models.BooleanField(default=False)
    recorded_at = models.DateTimeField(auto_now_add=True, null=True)

    class Meta:
        db_table = "parties_stake"
        constraints = [
            models.CheckConstraint(
                condition=Q(share_min__isnull=True, share_max__isnull=True)
                | Q(share_min__gte=0, share_max__lte=100, share_min__lte=F("share_max")),
                name="stake_share_within_range",
            ),
            models.CheckConstraint(
                condition=Q(owner_entity__isnull=True) | ~Q(owner_entity=F("owned")), name="stake_no_self_ownership"
            ),
            models.CheckConstraint(
                condition=Q(owner_person__isnull=True) ^ Q(owner_entity__isnull=True), name="stake_one_owner"
            ),
            models.UniqueConstraint(fields=["owned", "owner_person"], name="stake_once_per_person"),
            models.UniqueConstraint(fields=["owned", "owner_entity"], name="stake_once_per_entity"),
        ]

    def __str__(self) -> str:
        return f"{self.share_min}–{self.share_max} % of {self.owned_id}"


class Account(DataSubject):
    """A customer account at the provider; `account` is the provider's own id, taken as given."""

    account = models.CharField(max_length=200, unique=True)
    created_at = models.DateTimeField()
    plan = models.CharField(max_length=40, blank=True)
    program = models.CharField(max_length=20, blank=True)
    country = models.CharField(max_length=2, blank=True)
    legal_entity = models.ForeignKey(LegalEntity, models.PROTECT, null=True, related_name="accounts")
    declared_accounts = models.PositiveIntegerField(null=True)
    declared_requests_per_day = models.PositiveBigIntegerField(null=True)
    tier = models.CharField(max_length=11, choices=Tier, default=Tier.NONE)
    verified_at = models.DateTimeField(null=True)
    verified_until = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = AccountQuerySet.as_manager()

    class Meta:
        db_table = "parties_account"
        constraints = [known("parties_account", "tier", Tier)]

    def __str__(self) -> str:
        return self.account
