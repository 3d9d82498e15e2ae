"""Which numbers ship? Every threshold of the product, with the reason DOMAIN gives; a version changes what differs.

Pure structures: a policy version's body is a (partial) JSON object of this shape. The types say which values make
sense; `accounts.policy.bodies` reads a body and says in words what does not.
"""

from typing import Annotated

import msgspec
from msgspec import Meta

from accounts.policy.detection import (
    Canaries,
    Conduct,
    Derivation,
    Explain,
    Pools,
    Recommend,
    Sketching,
    Ties,
    Trials,
    Watch,
)
from accounts.policy.units import Bits, Count, Days, Hours, Minutes, Seconds, Share


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A width of the door; None is no limit, `models` None is all. A body names a width whole or in part."""

    requests_per_minute: Count | None = None
    tokens_per_day: Count | None = None
    models: list[str] | None = None


class Doors(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Access: how wide the door is in each state, and for how long.

    A person may choose another end for a measure, up to `measure_days_most` days away.
    """

    provisional: Limits = Limits(20, 200_000, ["standard"])
    provisional_days: Days = 14
    limited_rate: Limits = Limits(10, 100_000, None)
    limited_models: Limits = Limits(None, None, ["standard"])
    limited_days: Days = 14
    treated_days: Days = 30
    measure_days_most: Days = 90


class Desk(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The reviewers' day: due times by priority in hours, locks in minutes, what counts as a material change.

    A letter that did not go out is tried again after so many minutes each time; one address may try so many appeals.
    A decision reaches `batch_accounts` accounts in one transaction; *money paid* looks back `paid_days`.
    """

    due_hours_urgent: Hours = 4
    due_hours_high: Hours = 24
    due_hours_normal: Hours = 72
    due_hours_low: Hours = 168
    due_hours_appeal: Hours = 24
    lock_minutes: Minutes = 15
    snooze_days: Days = 30
    appeals_per_hour: Count = 30
    notice_retry_minutes: tuple[Minutes, ...] = (1, 5, 30, 120, 300, 600, 1440)
    evidence_min_bits: Bits = 1.0
    evidence_min_member_share: Share = 0.1
    batch_accounts: Count = 500
    paid_days: Days = 90


class Intake(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Signals: how far ahead a clock may run, how long a receipt is remembered, batch, event and body sizes.

    A stream is committed every `chunk_events`; beyond `backlog_limit` unread signals senders are asked to wait. A
    webhook of another house holds at most `webhook_bytes`, signed no longer ago than `webhook_tolerance_seconds`.
    Of payments whose account is not known yet the newest `unattributed_most` wait, as long as receipts are remembered.
    Raw signals are kept for `signal_days` after they came, to the end of their month, and never shorter than the
    derivation looks back; what was observed of them stays. Gateways may name `sketch_keys` different keys in all.
    """

    future_minutes: Minutes = 10
    receipt_days: Annotated[int, Meta(ge=400)] = 400
    signal_days: Annotated[int, Meta(ge=31, le=3_650)] = 120
    batch_events: Count = 10_000
    event_bytes: Count = 4_000_000
    body_bytes: Count = 64_000_000
    chunk_events: Count = 1_000
    backlog_limit: Count = 2_000_000
    backlog_retry_seconds: Seconds = 30
    requests_per_minute: Count = 6_000
    webhook_bytes: Count = 1_000_000
    webhook_tolerance_seconds: Seconds = 300
    unattributed_most: Count = 100_000
    sketch_keys: Annotated[int, Meta(ge=2, le=1_000)] = 50


class Webhooks(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Telling the outside.

    Seconds between attempts and how far each is spread (a part of it), attempts at one endpoint at a time, and how long
    the secret before still signs after a rotation.
    """

    retry_seconds: tuple[Seconds, ...] = (5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400)
    retry_spread: Share = 0.1
    at_once_per_endpoint: Count = 4
    secret_overlap_hours: Hours = 24


class Files(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an applicant's file may be, and what looking at it may cost: bytes, pixels, pages; seconds, bytes of memory.

    `scan_retry_minutes`: when the virus scanner is asked again. `keep_days`: after the answer, or the last access.
    """

    most_bytes: Count = 15_000_000
    most_pixels: Count = 50_000_000
    most_pages: Count = 40
    most_documents: Count = 60
    page_width: Count = 1_600
    seconds: Seconds = 10
    memory_bytes: Count = 512_000_000
    scan_retry_minutes: tuple[Minutes, ...] = (1, 5, 15, 60, 240, 720, 1440)
    keep_days: Days = 730


class Needs(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What must be there and proven for a tier or a programme.

    `checks` must have passed (keys of `accounts.onboarding.checks`), `documents` be handed in (kinds; one of several
    with `|` between). `volume_from`: from so many requests a day the tier's needs hold whatever the plan.
    """

    checks: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    volume_from: Count | None = None


class Onboarding(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Letting customers in (DOMAIN section 5): tiers and their limits, what each needs, and how long things last.

    `owner_share`: who holds at least so many percent is named. `identity_days`: one person proves one organisation in
    so many. `young_days`: a younger company is said to be. `youngest`, `oldest`: how old a person can be, in years.
    `mass_address`: with so many others registered at it, an address is one to look at. `requests_per_hour`,
    `uploads_per_hour`: of one link. `stricter_countries`: their applicants need what enterprise needs.
    """

    verified: Limits = Limits(600, 20_000_000, None)
    enterprise: Limits = Limits(6_000, 2_000_000_000, None)
    individual_needs: Needs = Needs(
        ("completeness", "email_control", "identity"), ("passport|identity_card|residence_permit",)
    )
    verified_needs: Needs = Needs(
        ("completeness", "register_number", "email_control", "beneficial_owners", "duplicates"),
        ("register_extract",),
    )
    enterprise_needs: Needs = Needs(
        (
            "completeness",
            "register_number",
            "email_control",
            "domain_control",
            "beneficial_owners",
            "duplicates",
            "identity",
            "document_consistency",
        ),
        ("register_extract", "shareholder_list", "passport|identity_card|residence_permit"),
        50_000,
    )
    education_needs: Needs = Needs(("email_control", "domain_control"), ("enrolment",))
    research_needs: Needs = Needs(("email_control", "domain_control"), ("research",))
    startup_needs: Needs = Needs(("email_control", "company_age"), ("funding",))
    reseller_needs: Needs = Needs(("domain_control", "undertakings"), ("resale_terms",))
    stricter_countries: tuple[str, ...] = ()
    youngest: Count = 16
    oldest: Count = 120
    owner_share: Annotated[float, Meta(gt=0, le=100)] = 25.0
    link_days: Days = 21
    confirm_days: Days = 7
    remind_days: Days = 4
    item_days: Days = 10
    draft_days: Days = 90
    verified_days: Days = 730
    enterprise_days: Days = 365
    expiring_days: Days = 30
    identity_days: Days = 90
    young_days: Days = 180
    mass_address: Count = 5
    provider_seconds: Seconds = 10
    provider_retry_minutes: tuple[Minutes, ...] = (1, 5, 30, 120, 720, 1440)
    requests_per_hour: Count = 1_200
    guesses_per_hour: Count = 60
    uploads_per_hour: Count = 60
    csv_rows: Count = 2_000
    files: Files = Files()


class Policy(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All numbers of the product."""

    ties: Ties = Ties()
    conduct: Conduct = Conduct()
    pools: Pools = Pools()
    recommend: Recommend = Recommend()
    doors: Doors = Doors()
    desk: Desk = Desk()
    intake: Intake = Intake()
    webhooks: Webhooks = Webhooks()
    derivation: Derivation = Derivation()
    explain: Explain = Explain()
    watch: Watch = Watch()
    sketching: Sketching = Sketching()
    onboarding: Onboarding = Onboarding()
    trials: Trials = Trials()
    canaries: Canaries = Canaries()
