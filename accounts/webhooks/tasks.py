"""When are messages sent? On waking after a commit, and by the clock for what was missed or waits for a retry."""

from celery import shared_task

from accounts.webhooks.actions import SEND_DUE
from accounts.webhooks.sending import send_due


@shared_task(name=SEND_DUE, ignore_result=True)
def send_due_deliveries() -> None:
    """Post what is due."""
    send_due()
