"""What is a network in the database, and which frozen numbers was it derived with?"""

from django.db import models
from django.db.models import Q

from accounts.parties.models import Account
from accounts.review.models import Decision
from kycrisk.lib.records import known, public_id_field


class Epoch(models.Model):
    """Population size, rarity of values, hub sets, families and their rates, frozen until the next epoch."""

    number = models.PositiveIntegerField(unique=True)
    as_of = models.DateTimeField()
    policy_version = models.PositiveIntegerField()
    accounts = models.PositiveIntegerField()
    exchanges = models.PositiveBigIntegerField()
    # Named numpy arrays, compressed (`graph.networks.epochs`).
    frozen = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "networks_epoch"

    def __str__(self) -> str:
        return f"epoch {self.number}"


class NetworkState(models.TextChoices):
    """A lineage lives, was merged into another, or has no members any more."""

    LIVE = "live"
    MERGED = "merged"
    DISSOLVED = "dissolved"


class CampaignType(models.TextChoices):
    """What the network most looks like."""

    DISTILLATION = "distillation"
    RESALE = "resale"
    CREDIT_FARMING = "credit_farming"
    STOLEN_CARDS = "stolen_cards"
    HONEST_GROUP = "honest_group"
    UNCLEAR = "unclear"


class Network(models.Model):
    """A lineage: it keeps its id while its members change."""

    network = public_id_field("net")
    name = models.CharField(max_length=120)
    state = models.CharField(max_length=9, choices=NetworkState, default=NetworkState.LIVE)
    merged_into = models.ForeignKey("self", models.CASCADE, null=True, related_name="merged")
    member_count = models.PositiveIntegerField(default=0)
    in_step_count = models.PositiveIntegerField(default=0)
    cell_count = models.PositiveIntegerField(default=0)
    score = models.FloatField(default=0)
    bits = models.FloatField(default=0)
    recommendation = models.CharField(max_length=6, default="clear")
    campaign_type = models.CharField(max_length=14, choices=CampaignType, default=CampaignType.UNCLEAR)
    headline = models.CharField(max_length=300, blank=True)
    # The evidence by group, facts, shared values: what the page shows (`graph.risk.packs`).
    summary = models.JSONField(default=dict)
    first_seen = models.DateTimeField(null=True)
    last_seen = models.DateTimeField(null=True)
    as_of = models.DateTimeField(null=True)

    class Meta:
        db_table = "networks_network"
        constraints = [
            known("networks_network", "state", NetworkState),
            known("networks_network", "campaign_type", CampaignType),
        ]
        # The networks page: live ones, strongest first.
        indexes = [models.Index(fields=["-score", "id"], condition=Q(state="live"), name="network_live_by_score")]

    def __str__(self) -> str:
        return self.name


class MemberRole(models.TextChoices):
    """A member belongs; a neighbour is only tied to it."""

    MEMBER = "member"
    NEIGHBOUR = "neighbour"


class Membership(models.Model):
    """An account in a network; a member of at most one."""

    network = models.ForeignKey(Network, models.CASCADE, related_name="memberships")
    account = models.ForeignKey(Account, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=9, choices=MemberRole, default=MemberRole.MEMBER)
    cell = models.BigIntegerField(default=-1)
    cell_name = models.CharField(max_length=200, blank=True)
    in_step = models.BooleanField(default=False)

    class Meta:
        db_table = "networks_membership"
        constraints = [
            models.UniqueConstraint(fields=["network", "account"], name="membership_once"),
            models.UniqueConstraint(fields=["account"], condition=Q(role="member"), name="membership_one_network"),
            known("networks_membership", "role", MemberRole),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} in {self.network_id}"


class SuspendedPool(models.Model):
    """What is remembered of a network's accounts that one decision suspended, so that the next pool is recognised.

    The lineage stays open until `until`, though its members fall silent and its families leave the window.
    """

    decision = models.OneToOneField(Decision, models.CASCADE, related_name="+")
    network = models.ForeignKey(Network, models.CASCADE, related_name="suspended_pools")
    # Rows of the rare prompt families that a good part of the pool led with, to their names.
    script = models.JSONField(default=dict)
    until = models.DateTimeField()
    searched_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "networks_suspended_pool"

    def __str__(self) -> str:
        return f"pool of {self.decision_id}"


class LookAlike(models.Model):
    """An account that came after a suspension and does what the pool did, or holds what it held."""

    pool = models.ForeignKey(SuspendedPool, models.CASCADE, related_name="look_alikes")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    families = models.PositiveIntegerField()
    bits = models.FloatField()
    share = models.FloatField()
    tie_bits = models.FloatField()
    first_at = models.DateTimeField()
    found_at = models.DateTimeField()

    class Meta:
        db_table = "networks_look_alike"
        constraints = [models.UniqueConstraint(fields=["pool", "account"], name="look_alike_once")]

    def __str__(self) -> str:
        return f"{self.account_id} like {self.pool_id}"

    @property
    def percent(self) -> int:
        """Which part of its prompts belongs to the pool's script."""
        return round(100 * self.share)
