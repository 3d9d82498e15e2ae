"""What does the clock do about applications? Each finds its own work; repeating changes nothing."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.onboarding.rescanning import scan_due
from accounts.onboarding.storing import sweep_orphans

# Longer than any upload takes from its first file to its row.
UNDER_WAY = timedelta(hours=1)


@shared_task(name="onboarding.scan_held", ignore_result=True)
def scan_held_files() -> None:
    """Ask the virus scanner again about files that wait for it."""
    scan_due()


@shared_task(name="onboarding.sweep_files", ignore_result=True)
def sweep_files() -> None:
    """Remove files that a crash left without a document."""
    sweep_orphans(timezone.now() - UNDER_WAY)
