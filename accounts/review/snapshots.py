"""How is evidence kept? As it was said on that day, whatever graph thinks later."""

from datetime import datetime

import msgspec

from accounts.review.evidence import Referral
from accounts.review.models import Case, Evidence


def snapshot(case: Case, referral: Referral, now: datetime) -> Evidence:
    """Append a referral's evidence to the case."""
    pack = referral.pack
    return Evidence.objects.create(
        case=case,
        at=now,
        as_of=referral.as_of,
        recommendation=pack.recommendation,
        score=pack.score,
        bits=pack.bits,
        headline=pack.headline[:300],
        body=msgspec.to_builtins(pack),
        members=msgspec.to_builtins(referral.members),
        member_count=len(referral.members),
        policy_version=referral.policy_version,
    )
