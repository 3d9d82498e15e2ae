"""What is not to be kept any longer? Both gears at once: what applicants handed in, and what came in as signals."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.onboarding.erasing import expire_applications
from accounts.onboarding.retaining import expire_documents
from accounts.policy.querysets import current
from graph.canaries.forgetting import forget_before
from graph.signals.aging import days_kept, drop_months, forget_receipts
from kycrisk.lib.locks import wait_for_lock

# An event may be dated ahead of its receipt by minutes, and is refused by its date.
SPARE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """How much went: documents, applications, months of signals, receipts, words of canaries."""

    documents: int
    applications: int
    months: int
    receipts: int
    canaries: int = 0


def apply_retention(*, by: Actor, now: datetime) -> Forgotten:
    """Let go what policy keeps no longer; repeating it finds nothing left.

    Raises `Refused` (409) when signals are in use for longer than we wait.
    """
    numbers = current().numbers
    documents, applications = expire_documents(by, now.date()), expire_applications(by, now)
    months = _drop_months(by, days_kept(numbers))
    receipts = forget_receipts(now - timedelta(days=numbers.intake.receipt_days) - SPARE)
    canaries = _forget_canaries(by, now - timedelta(days=numbers.canaries.keep_days))
    return Forgotten(documents, applications, months, receipts, canaries)


@transaction.atomic
def _forget_canaries(by: Actor, moment: datetime) -> int:
    forgotten = forget_before(moment)
    if forgotten:
        record(by=by, verb="canaries.forgotten", subject=("canaries", "words"), detail={"count": forgotten})
    return forgotten


@transaction.atomic
def _drop_months(by: Actor, keep_days: int) -> int:
    """While nobody derives, who reads signals for minutes."""
    wait_for_lock("derivation")
    months = drop_months(keep_days)
    if months:
        detail = {"months": months, "kept_days": keep_days}
        record(by=by, verb="signals.aged_out", subject=("signals", "months"), detail=detail)
    return months
