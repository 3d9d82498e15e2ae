"""What does the clock do about machines?"""

from celery import shared_task
from django.utils import timezone

from accounts.staff.idempotency import forget_answers


@shared_task(name="staff.forget_answers", ignore_result=True)
def forget_idempotent_answers() -> None:
    """Delete the first answers of yesterday's requests."""
    forget_answers(timezone.now())
