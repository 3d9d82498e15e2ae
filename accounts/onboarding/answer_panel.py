"""How is the answer offered to this reviewer? Outcomes with their keys, what each tier misses, what would happen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from accounts.access.answers import door_of
from accounts.access.models import Access
from accounts.onboarding.checks import BY_KEY
from accounts.onboarding.claims import Claims
from accounts.onboarding.models import Application, Check
from accounts.onboarding.outcomes import (
    ASK,
    BUTTONS,
    LABELS,
    OUTCOMES,
    PROPOSE,
    REJECT,
    Stands,
    advice,
    what_will_happen,
    why_not,
    width,
)
from accounts.onboarding.tiers import Row, standing_of
from accounts.policy.defaults import Limits
from accounts.policy.querysets import Numbered
from accounts.review.choices import REASONS
from accounts.review.decide_panel import REASON_WORDS
from accounts.review.models import Case
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may

# What outsiders may learn of a rejection; `none` is no reason.
REASONS_TO_REJECT = [value for value in REASONS if value not in {"none", "coordinated_use"}]


def stands_of(application: Application, claims: Claims, checks: Iterable[Check], policy: Numbered) -> Stands:
    """How the application stands; one query, for the door."""
    numbers = policy.numbers.onboarding
    rows = [Row(one.check_id, one.what, one.subject, one.result, one.sentence) for one in checks if one.what in BY_KEY]
    return Stands(
        account=application.account.account if application.account else "",
        access=_access_words(application),
        standings={tier: standing_of(claims, numbers, tier, rows) for tier in ("verified", "enterprise")},
        individual=application.kind == "individual",
        language=application.language,
        awaited=application.state == "information_requested",
    )


def panel(stands: Stands, policy: Numbered, typed: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """What `onboarding/review_answer.html` names. `typed`: what was chosen and written before a refusal."""
    chosen = typed.get("outcome") if typed.get("outcome") in OUTCOMES else ASK
    return {
        "outcomes": [_offer(number, outcome, stands) for number, outcome in enumerate(OUTCOMES, start=1)],
        "outcome": chosen,
        "advice": advice(stands),
        "policy_version": policy.number,
        "reasons": [{"value": value, "label": REASON_WORDS[value]} for value in REASONS_TO_REJECT],
        "happens": [
            {
                "outcome": outcome,
                "lines": [line._asdict() for line in what_will_happen(outcome, stands, policy.numbers.onboarding, now)],
                "button": BUTTONS[outcome],
                "kind": "danger" if outcome == REJECT else "primary",
                "two_person": outcome == PROPOSE,
            }
            for outcome in OUTCOMES
            if not why_not(outcome, stands)
        ],
    }


def why_no_answer(case: Case | None, user: User, *, held: bool) -> str:
    """Why this person cannot answer now; empty if they can."""
    if not role_may(user.role, Verb.DECIDE_CASES):
        return "Your role reads along and answers nothing."
    if case is None or case.state == "closed":
        return "No case about it is open."
    if case.state == "proposed":
        return "It waits for a second person."
    return "" if held else "Claim the case to answer: then nobody else does the same."


def _offer(number: int, outcome: str, stands: Stands) -> dict[str, str]:
    return {"value": outcome, "label": LABELS[outcome], "key": str(number), "why_not": why_not(outcome, stands)}


def _access_words(application: Application) -> str:
    """`provisional: 60 requests a minute …, until 1 Dec`; empty without a door."""
    row = Access.objects.filter(account=application.account_id).first() if application.account_id else None
    if row is None:
        return ""
    door = door_of(row)
    models = None if door.models_allowed is None else list(door.models_allowed)
    wide = width(Limits(door.requests_per_minute, door.tokens_per_day, models))
    return f"{door.state}: {wide}{f', until {door.expires_at:%-d %b}' if door.expires_at else ''}"
