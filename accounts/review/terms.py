"""How wide, and until when? The terms of a measure, from the policy, frozen with the decision.

Pure; stored as JSON beside the decision, so that the applier needs neither the policy of then nor its clock.
"""

from datetime import datetime, timedelta
from typing import Any

import msgspec

from accounts.policy.defaults import Doors, Limits
from accounts.review.choices import Choice
from accounts.review.effects import Terms
from accounts.review.measures import MEASURES
from kycrisk.lib.errors import Refused

WIDE = Limits()


def terms_of(choice: Choice, doors: Doors, now: datetime) -> Terms:
    """What the policy says about the chosen measure, from now on. Raises `Refused` (422) for days beyond the policy."""
    width, usual = _width(choice.measure, doors)
    if not usual:
        if choice.days is not None:
            raise _bad(f"{MEASURES[choice.measure].label} has no end of its own; leave the days empty.")
        return Terms(reason=choice.reason)
    days = usual if choice.days is None else choice.days
    if not 1 <= days <= doors.measure_days_most:
        raise _bad(f"A measure lasts 1 to {doors.measure_days_most} days; the policy's usual is {usual}.")
    return _terms(width, choice.reason, choice.treatments, now + timedelta(days=days))


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


def _bad(sentence: str) -> Refused:
    return Refused(sentence, code="bad_days", status=422)


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
