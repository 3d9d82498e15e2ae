"""The journal's background work."""

from celery import shared_task

from accounts.journal import sequencing


@shared_task(name="journal.sequence")
def sequence_journal() -> None:
    """Give committed entries their place in the chain."""
    sequencing.sequence()
