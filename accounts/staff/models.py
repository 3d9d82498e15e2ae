"""Who are the people and machines that may act?"""

from django.contrib.auth.models import AbstractUser
from django.db import models

from accounts.staff.querysets import ApiKeyQuerySet, IntakeSourceQuerySet, RoleGrantQuerySet
from kycrisk.lib.records import known, public_id_field
from kycrisk.lib.signing import HoldsSecrets


class Role(models.TextChoices):
    """What a person does here; exactly one role each (INTERFACES, pages and roles)."""

    SALES = "sales"
    REVIEWER = "reviewer"
    LEAD = "lead"
    ANALYST = "analyst"
    AUDITOR = "auditor"
    ADMIN = "admin"


class User(AbstractUser):
    """A member of staff."""

    role = models.CharField(max_length=10, choices=Role)
    # Single-key shortcuts can be switched off (WCAG 2.1.4) and the theme fixed.
    keys_enabled = models.BooleanField(default=True)
    theme = models.CharField(max_length=5, default="", blank=True)

    class Meta:
        db_table = "staff_user"
        constraints = [known("staff_user", "role", Role)]

    def __str__(self) -> str:
        return self.get_full_name() or self.username


class RoleGrant(models.Model):
    """A request to make somebody lead or admin: once there are two admins, a second one confirms it."""

    user = models.ForeignKey(User, models.PROTECT, related_name="grants")
    role = models.CharField(max_length=10, choices=Role)
    requested_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    requested_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        db_table = "staff_role_grant"
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(confirmed_by=models.F("requested_by")), name="role_grant_four_eyes"
            ),
            known("staff_role_grant", "role", Role),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} as {self.role}"


class ApiKey(models.Model):
    """A machine's key: only a hash of the secret is kept; it may do its scopes and speak for its sources."""

    key = public_id_field("key")
    name = models.CharField(max_length=100)
    secret_hash = models.BinaryField(max_length=32, unique=True)
    scopes = models.JSONField(default=list)
    # Prefixes of CloudEvents `source` it may speak for; empty: none.
    sources = models.JSONField(default=list)
    # CIDR networks it may call from; empty: any.
    networks = models.JSONField(default=list)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    # The key that replaces this one during a rotation; both work until this one expires.
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        db_table = "staff_api_key"

    def __str__(self) -> str:
        return self.name


class IntakeSource(HoldsSecrets):
    """Another house's service that sends us signed webhooks with signals in them: `POST intake/{name}`."""

    name = models.CharField(max_length=40)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # Takes nothing any more; its name is free for another.
    removed_at = models.DateTimeField(null=True)

    objects = IntakeSourceQuerySet.as_manager()

    class Meta:
        db_table = "staff_intake_source"
        constraints = [
            models.UniqueConstraint(
                fields=["name"], condition=models.Q(removed_at__isnull=True), name="intake_source_once_per_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class IdempotentAnswer(models.Model):
    """The first answer to a POST with an `Idempotency-Key`, committed together with what the POST did.

    The body is sealed: it may hold a secret that is shown once.
    """

    api_key = models.ForeignKey(ApiKey, models.PROTECT, related_name="+")
    idempotency_key = models.CharField(max_length=255)
    request_hash = models.BinaryField(max_length=32)
    answered_at = models.DateTimeField(auto_now_add=True)
    status = models.PositiveSmallIntegerField()
    wrapped_key = models.BinaryField()
    sealed_body = models.BinaryField()

    class Meta:
        db_table = "staff_idempotent_answer"
        constraints = [
            models.UniqueConstraint(fields=["api_key", "idempotency_key"], name="idempotent_answer_once_per_key")
        ]
        # The sweep that forgets answers after a day.
        indexes = [models.Index(fields=["answered_at"], name="idempotent_answer_by_age")]

    def __str__(self) -> str:
        return self.idempotency_key
