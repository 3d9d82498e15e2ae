"""How wide, and until when? The terms of a measure, from the policy, frozen with the decision.

Pure; stored as JSON beside the decision, so that the applier needs neither the policy of then nor its clock.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from accounts.policy.defaults import Doors, Limits
from accounts.review.effects import Terms


def terms_of(measure: str, reason: str, treatments: tuple[str, ...], doors: Doors, now: datetime) -> Terms:
    """What the policy says about this measure, from now on."""
    if measure == "limit_rate":
        return _terms(doors.limited_rate, reason, treatments, now + timedelta(days=doors.limited_days))
    if measure == "limit_models":
        return _terms(doors.limited_models, reason, treatments, now + timedelta(days=doors.limited_days))
    if measure == "verify":
        return _terms(doors.provisional, reason, treatments, now + timedelta(days=doors.provisional_days))
    return Terms(reason=reason)


def stored(terms: Terms) -> dict[str, Any]:
    """As JSON."""
    built: dict[str, Any] = msgspec.to_builtins(terms)
    return built


def read(stored_terms: dict[str, Any]) -> Terms:
    """Back from JSON."""
    return msgspec.convert(stored_terms, Terms)


def _terms(limits: Limits, reason: str, treatments: tuple[str, ...], expires_at: datetime) -> Terms:
    return Terms(
        reason=reason,
        requests_per_minute=limits.requests_per_minute,
        tokens_per_day=limits.tokens_per_day,
        models=None if limits.models is None else tuple(limits.models),
        treatments=treatments,
        expires_at=expires_at,
    )
