"""The record's background work, for the worker alone."""

from accounts.access.tasks import sweep_expired_doors

__all__ = ["sweep_expired_doors"]
