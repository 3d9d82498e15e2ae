"""What does the clock do about signals?"""

from celery import shared_task
from django.utils import timezone

from accounts.policy.querysets import current
from graph.signals.intake.stripe_releasing import forget_unattributed
from graph.signals.partitions import make_ahead


@shared_task(name="signals.make_partitions", ignore_result=True)
def make_partitions() -> None:
    """Have the partitions of the coming months ready."""
    make_ahead()


@shared_task(name="signals.forget_unattributed", ignore_result=True)
def forget_unattributed_payments() -> None:
    """Let go payments whose account nobody named in all the time that receipts are remembered."""
    forget_unattributed(current().numbers.intake, timezone.now())
