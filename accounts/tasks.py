"""The record's background work, for the worker alone."""

from accounts.journal.tasks import sequence_journal
from accounts.onboarding.tasks import scan_held_files, sweep_files
from accounts.review.tasks import apply_decisions, end_expired_measures, release_locks, send_notices, wake_cases
from accounts.staff.tasks import forget_idempotent_answers
from accounts.webhooks.tasks import send_due_deliveries

__all__ = [
    "apply_decisions",
    "end_expired_measures",
    "forget_idempotent_answers",
    "release_locks",
    "scan_held_files",
    "send_due_deliveries",
    "send_notices",
    "sequence_journal",
    "sweep_files",
    "wake_cases",
]
