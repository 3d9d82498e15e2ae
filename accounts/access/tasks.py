"""What does the clock do about doors?"""

from celery import shared_task

from accounts.access.sweeping import sweep_expired


@shared_task(name="access.sweep_expired", ignore_result=True)
def sweep_expired_doors() -> None:
    """Record every door that ran out."""
    sweep_expired()
