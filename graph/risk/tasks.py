"""What does the clock do about facts?"""

from celery import shared_task
from django.utils import timezone

from graph.risk.comparing import refer_apart


@shared_task(name="risk.compare_facts", ignore_result=True)
def compare_facts() -> None:
    """Ask a person about unproven accounts that are registered, paid and used in three different countries."""
    refer_apart(timezone.now())
