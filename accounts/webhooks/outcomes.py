"""What follows from an attempt: delivered, once more later, or given up? Pure; chance is handed in."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from accounts.policy.defaults import Webhooks

DELIVERED: Final = "delivered"
AGAIN: Final = "again"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class Attempt:
    """How one attempt went: `status` is None when nobody answered, `words` then say why."""

    number: int
    status: int | None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows: `state`, seconds until the next attempt, and whether the endpoint asked to be left alone."""

    state: str
    seconds: float = 0.0
    disable: bool = False


def outcome_of(attempt: Attempt, numbers: Webhooks, chance: float) -> Outcome:
    """The rule; `chance` in [0, 1) spreads the waits so that many deliveries do not come back at one moment."""
    if attempt.status is not None and 200 <= attempt.status < 300:
        return Outcome(DELIVERED)
    if attempt.status == HTTPStatus.GONE:
        return Outcome(FAILED, disable=True)
    if attempt.number > len(numbers.retry_seconds):
        return Outcome(FAILED)
    spread = 1 + numbers.retry_spread * (2 * chance - 1)
    return Outcome(AGAIN, numbers.retry_seconds[attempt.number - 1] * spread)
