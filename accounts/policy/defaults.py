"""Which numbers ship? Every threshold of the product, with the reason DOMAIN gives; a version changes what differs.

Pure structures: a policy version's body is a (partial) JSON object of this shape.
"""

import msgspec


class TieNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of shared value: match rate m_f, cap in bits, half-life in days, hub limit in controllers."""

    cap: float
    half_life_days: float | None = None
    hub_limit: int | None = None
    match_rate: float = 0.9


class Ties(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Identity ties in bits (DOMAIN section 2)."""

    payment: TieNumbers = TieNumbers(9, 365, 200)
    payment_bin: TieNumbers = TieNumbers(2, 365, 200)
    document: TieNumbers = TieNumbers(12)
    owner: TieNumbers = TieNumbers(12)
    director: TieNumbers = TieNumbers(12)
    legal_entity: TieNumbers = TieNumbers(12)
    device: TieNumbers = TieNumbers(6, 90, 150)
    tls: TieNumbers = TieNumbers(2, 90, 150)
    email: TieNumbers = TieNumbers(6, 180)
    ip: TieNumbers = TieNumbers(5, 14, 60)
    ip_block: TieNumbers = TieNumbers(3, 14, 60)
    ip_shared_network: TieNumbers = TieNumbers(0.5, 14, 60)
    declared: TieNumbers = TieNumbers(3, 180, 60)
    canary: TieNumbers = TieNumbers(10)
    declared_total_cap: float = 3.0
    population_floor: int = 100_000
    bridge_min_half: int = 3
    bridge_max_share: float = 0.34
    join_min_bits: float = 2.0
    meetings_limit: int = 2_000_000
    poisoned_days: int = 365


class Conduct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Prompt families and accounts in step (DOMAIN section 2)."""

    template_min_prompts: int = 12
    family_jaccard: float = 0.6
    filling_share: float = 0.2
    filling_rarity: float = 8.0
    family_min_accounts: int = 5
    family_min_lift: float = 4.0
    family_cap: float = 8.0
    rounds: int = 3
    in_step_bits: float = 13.0
    in_step_families: int = 2
    in_step_effective: float = 1.5
    in_step_share: float = 0.08
    untied_bits: float = 24.0
    untied_families: int = 4
    untied_share: float = 0.15
    elicitation_traits: tuple[str, ...] = ("reasoning", "rubric", "generate", "evolve", "training_shape")
    programme_cosine: float = 0.7
    programme_min_prompts: int = 60
    programme_min_accounts: int = 4
    family_shown_accounts: int = 5


class Recommend(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From evidence to recommendation (DOMAIN section 3)."""

    review_programme_members: int = 5
    review_tie_bits: float = 2.0
    review_family_bits: float = 4.0
    review_family_share: float = 0.08
    limit_elicitation_share: float = 0.25
    limit_trusted_bits: float = 4.0
    first_user_share: float = 0.5
    established_payer_days: int = 90
    watch_network_members: int = 3


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A width of the door; None is no limit, `models` None is all."""

    requests_per_minute: int | None = None
    tokens_per_day: int | None = None
    models: list[str] | None = None


class Doors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Access: how wide the door is in each state, and for how long."""

    provisional: Limits = Limits(20, 200_000, ["standard"])
    provisional_days: int = 14
    limited_rate: Limits = Limits(10, 100_000, None)
    limited_models: Limits = Limits(None, None, ["standard"])
    limited_days: int = 14


class Desk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The reviewers' day: due times by priority in hours, locks in minutes, what counts as a material change."""

    due_hours_urgent: int = 4
    due_hours_high: int = 24
    due_hours_normal: int = 72
    due_hours_low: int = 168
    due_hours_appeal: int = 24
    lock_minutes: int = 15
    snooze_days: int = 30
    appeals_per_hour: int = 30
    evidence_min_bits: float = 1.0
    evidence_min_member_share: float = 0.1


class Intake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Signals: how far ahead a clock may run, how long a receipt is remembered, batch, event and body sizes.

    A stream is committed every `chunk_events`; beyond `backlog_limit` unread signals senders are asked to wait.
    """

    future_minutes: int = 10
    receipt_days: int = 400
    batch_events: int = 10_000
    event_bytes: int = 4_000_000
    body_bytes: int = 64_000_000
    chunk_events: int = 1_000
    backlog_limit: int = 2_000_000
    backlog_retry_seconds: int = 30
    requests_per_minute: int = 6_000


class Webhooks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Telling the outside.

    Seconds between attempts and how far each is spread (a part of it), attempts at one endpoint at a time, and how long
    the secret before still signs after a rotation.
    """

    retry_seconds: tuple[int, ...] = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
    retry_spread: float = 0.1
    at_once_per_endpoint: int = 4
    secret_overlap_hours: int = 24


class Derivation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the frozen numbers are made anew, and how long raw prompts' sketches count."""

    epoch_growth: float = 0.1
    epoch_hours: int = 24
    sketch_days: int = 90


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All numbers of the product."""

    ties: Ties = Ties()
    conduct: Conduct = Conduct()
    recommend: Recommend = Recommend()
    doors: Doors = Doors()
    desk: Desk = Desk()
    intake: Intake = Intake()
    webhooks: Webhooks = Webhooks()
    derivation: Derivation = Derivation()
