"""How wide, and until when? The terms of a measure, from the policy, frozen with the decision.

Pure; stored as JSON beside the decision, so that the applier needs neither the policy of then nor its clock.
"""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import msgspec

from accounts.policy.defaults import Doors, Limits, Onboarding, Policy
from accounts.review.choices import Choice
from accounts.review.effects import Terms
from accounts.review.measures import MEASURES
from kycrisk.lib.errors import Refused

WIDE = Limits()


def terms_of(choice: Choice, numbers: Policy, now: datetime, undone: str = "") -> Terms:
    """What the policy says about the chosen measure, from now on. Raises `Refused` (422) for days beyond the policy.

    `undone`: the measure that it takes back. Whoever was rejected is let in again for as long as a newcomer.
    """
    if tier := MEASURES[choice.measure].tier:
        return _proven(tier, choice.reason, numbers.onboarding)
    doors = numbers.doors
    if undone == "reject":
        return Terms(reason=choice.reason, expires_at=now + timedelta(days=doors.provisional_days))
    width, usual = _width(choice.measure, doors)
    if not usual:
        if choice.days is not None:
            raise _bad(f"{MEASURES[choice.measure].label} has no end of its own; leave the days empty.")
        return Terms(reason=choice.reason)
    days = usual if choice.days is None else choice.days
    if not 1 <= days <= doors.measure_days_most:
        raise _bad(f"A measure lasts 1 to {doors.measure_days_most} days; the policy's usual is {usual}.")
    return replace(_terms(width, choice.reason), treatments=choice.treatments, expires_at=now + timedelta(days=days))


def usual_days(measure: str, doors: Doors) -> int:
    """How long the measure lasts unless a person says otherwise; 0: it has no end of its own."""
    return _width(measure, doors)[1]


def _width(measure: str, doors: Doors) -> tuple[Limits, int]:
    return {
        "treat": (WIDE, doors.treated_days),
        "limit_rate": (doors.limited_rate, doors.limited_days),
        "limit_models": (doors.limited_models, doors.limited_days),
        "verify": (doors.provisional, doors.provisional_days),
    }.get(measure, (WIDE, 0))


def _proven(tier: str, reason: str, onboarding: Onboarding) -> Terms:
    """The tier's limits, and for how many days it counts; a refusal has neither."""
    if tier == "refused":
        return Terms(reason=reason)
    width, days = {
        "verified": (onboarding.verified, onboarding.verified_days),
        "enterprise": (onboarding.enterprise, onboarding.enterprise_days),
    }[tier]
    return replace(_terms(width, reason), verified_days=days)


def _bad(sentence: str) -> Refused:
    return Refused(sentence, code="bad_days", status=422)


def stored(terms: Terms) -> dict[str, Any]:
    """As JSON."""
    built: dict[str, Any] = msgspec.to_builtins(terms)
    return built


def read(stored_terms: dict[str, Any]) -> Terms:
    """Back from JSON."""
    return msgspec.convert(stored_terms, Terms)


def _terms(limits: Limits, reason: str) -> Terms:
    return Terms(
        reason=reason,
        requests_per_minute=limits.requests_per_minute,
        tokens_per_day=limits.tokens_per_day,
        models=None if limits.models is None else tuple(limits.models),
    )
