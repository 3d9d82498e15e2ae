"""Which numbers of detection ship? Ties, conduct, pools, recommendations, and when they are derived.

Pure structures, like the rest of a policy version's body (`accounts.policy.defaults`).
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from accounts.policy.units import Bits, Count, Days, Factor, Hours, Minutes, Share


class TieNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One kind of shared value: match rate m_f, cap in bits, half-life in days, hub limit in controllers."""

    cap: Bits
    half_life_days: Annotated[float, Meta(gt=0)] | None = None
    hub_limit: Count | None = None
    match_rate: Annotated[float, Meta(gt=0, le=1)] = 0.9


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
    canary: TieNumbers = TieNumbers(10, None, 12)
    declared_total_cap: Bits = 3.0
    population_floor: Count = 100_000
    bridge_min_half: Count = 3
    bridge_max_share: Share = 0.34
    join_min_bits: Bits = 2.0
    meetings_limit: Count = 2_000_000
    poisoned_days: Days = 365


class Conduct(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Prompt families and accounts in step (DOMAIN section 2)."""

    template_min_prompts: Count = 12
    family_jaccard: Share = 0.6
    filling_share: Share = 0.2
    filling_rarity: Factor = 8.0
    family_min_accounts: Count = 5
    family_min_lift: Factor = 4.0
    family_cap: Bits = 8.0
    rounds: Count = 3
    in_step_bits: Bits = 13.0
    in_step_families: Count = 2
    in_step_effective: Factor = 1.5
    in_step_share: Share = 0.08
    untied_bits: Bits = 24.0
    untied_families: Count = 4
    untied_share: Share = 0.15
    elicitation_traits: tuple[str, ...] = ("reasoning", "rubric", "generate", "evolve", "training_shape")
    programme_cosine: Share = 0.7
    programme_min_prompts: Count = 60
    programme_min_accounts: Count = 4
    programme_join_share: Share = 0.5
    script_cosine: Share = 0.02
    script_contrast: Share = 0.33
    family_shown_accounts: Count = 5
    script_family_accounts: Count = 4
    script_neighbours: Count = 15
    script_most_families: Count = 200
    script_resolution: Annotated[float, Meta(gt=0)] = 1.5
    script_rounds: Count = 3
    script_bits: Bits = 6.0
    script_untied_bits: Bits = 8.0
    script_share: Share = 0.05
    script_families: Count = 6
    script_one_house: Share = 0.6
    script_tied_share: Share = 0.2
    script_mostly_tied: Share = 0.5
    script_untied_lift: Factor = 1.5
    script_untied_families: Count = 16
    script_untied_elicitation: Factor = 1.5
    script_untied_customers: Share = 0.5


class Pools(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Behaviour week by week, and networks as pools against pools of honest accounts of the same size.

    `release_hours`: what is asked so soon after anybody's first use of a model counts as a move to it. A network of
    `members_least` accounts with exchanges is compared over `weeks`, with `drawn` pools of accounts that were cleared
    or never flagged. One measure adds at most `measure_cap` bits, all together `cap`. An account that was quiet for
    `quiet_days` has stopped; one that begins within `handover_hours` of that takes over. First uses of a family that
    fall into the same `same_hours` are one action. `cohort_least` accounts make a cohort, drawn from `sample`.
    What more than `shown_share` of honest pools do as well is ordinary.
    """

    release_hours: Hours = 24
    members_least: Count = 5
    weeks: Annotated[int, Meta(ge=1, le=52)] = 6
    drawn: Annotated[int, Meta(ge=20, le=2_000)] = 200
    measure_cap: Bits = 3.0
    cap: Bits = 6.0
    quiet_days: Days = 5
    handover_hours: Hours = 48
    same_hours: Hours = 12
    cohort_least: Count = 30
    sample: Annotated[int, Meta(ge=20, le=20_000)] = 2_000
    shown_share: Share = 0.1


class Recommend(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """From evidence to recommendation (DOMAIN section 3).

    A network is said to use stolen cards where holders disowned payments of so many of its accounts.
    A country is usual for an account from so large a share of its payments or days; more than `volume_factor` times the
    requests it announced is unusual. Facts are compared over `facts_days`.
    """

    review_programme_members: Count = 5
    review_tie_bits: Bits = 2.0
    review_family_bits: Bits = 4.0
    review_family_share: Share = 0.08
    limit_elicitation_share: Share = 0.25
    limit_script_elicitation: Annotated[float, Meta(ge=0)] = 1.0
    limit_trusted_bits: Bits = 4.0
    first_user_share: Share = 0.5
    own_script_share: Share = 0.5
    undeclared_accounts: Count = 30
    established_payer_days: Days = 90
    watch_network_members: Count = 3
    stolen_card_share: Share = 0.3
    usual_country_share: Share = 0.2
    volume_factor: Factor = 2.0
    facts_days: Days = 90


class Derivation(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When the frozen numbers are made anew, and how long raw prompts' sketches count."""

    epoch_growth: Annotated[float, Meta(gt=0)] = 0.1
    epoch_hours: Hours = 24
    sketch_days: Days = 90


class Explain(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is said of two accounts beside what ties them.

    Their hours of the week are worth a line once both made so many exchanges and so large a part of them coincides.
    """

    hours_exchanges: Count = 50
    hours_overlap: Share = 0.5


class Trials(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Trying a version before it holds: how many run in shadow, how often, and how much is kept of what they found."""

    shadows_most: Count = 2
    shadow_minutes: Minutes = 60
    networks_shown: Count = 200
    accounts_shown: Count = 500
    kept: Count = 60


class Watch(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """After a suspension: how long the lineage stays open, and what makes an account look like the pool.

    A pool's script are the families, rare enough for a review, that `script_share` of its accounts led with. Alike is
    who follows `alike_families` of it worth `alike_bits` with `alike_share` of the own prompts, or shows one of the
    pool's values worth `alike_tie_bits` that others cannot write. A network of which `alike_network_share` looks alike
    is the pool's next one.
    """

    watch_days: Days = 92
    script_share: Share = 0.1
    alike_bits: Bits = 13.0
    alike_families: Count = 2
    alike_share: Share = 0.08
    alike_tie_bits: Bits = 4.0
    alike_network_share: Share = 0.3


class Sketching(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Keys of prompt sketches (DOMAIN section 4): how long one lasts, and how families survive a change.

    `read_from_share`: families are mined under the newest key that covers this share of the window's prompts. A family
    is the heir of one under another key if they share `heir_prompts` prompts and `heir_share` of each one's prompts.
    """

    key_days: Days = 180
    overlap_days: Days = 45
    read_from_share: Share = 0.5
    heir_share: Share = 0.3
    heir_prompts: Count = 3


class Canaries(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Planted words: how many are made at a time, how many are looked for at most, and how long they are kept."""

    count_most: Count = 1_000
    readable_most: Count = 200_000
    keep_days: Days = 730
