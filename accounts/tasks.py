"""The record's background work, for the worker alone."""

from accounts.journal.tasks import sequence_journal
from accounts.onboarding.tasks import (
    ask_verifiers,
    end_old_drafts,
    go_on_with_overdue,
    look_again_at_checks,
    remind_applicants,
    reverify_accounts,
    scan_held_files,
    send_letters,
    settle_applications,
    sweep_files,
)
from accounts.review.tasks import apply_decisions, end_expired_measures, release_locks, send_notices, wake_cases
from accounts.staff.tasks import forget_idempotent_answers
from accounts.webhooks.tasks import send_due_deliveries

__all__ = [
    "apply_decisions",
    "ask_verifiers",
    "end_expired_measures",
    "end_old_drafts",
    "forget_idempotent_answers",
    "go_on_with_overdue",
    "look_again_at_checks",
    "release_locks",
    "remind_applicants",
    "reverify_accounts",
    "scan_held_files",
    "send_due_deliveries",
    "send_letters",
    "send_notices",
    "sequence_journal",
    "settle_applications",
    "sweep_files",
    "wake_cases",
]
