"""The record's background work, for the worker alone."""

from accounts.access.tasks import sweep_expired_doors
from accounts.journal.tasks import sequence_journal
from accounts.webhooks.tasks import send_due_deliveries

__all__ = ["send_due_deliveries", "sequence_journal", "sweep_expired_doors"]
