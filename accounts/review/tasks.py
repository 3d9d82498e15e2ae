"""What does the clock do about cases, decisions and letters? Each finds its own work; repeating changes nothing."""

from celery import shared_task

from accounts.review.applying import APPLY_DECISIONS, SEND_NOTICES, apply_pending
from accounts.review.expiring import end_measures
from accounts.review.mailing import send_due
from accounts.review.sweeping import release_expired, wake_due


@shared_task(name=APPLY_DECISIONS, ignore_result=True)
def apply_decisions() -> None:
    """Go on with decisions that have not reached everybody."""
    apply_pending()


@shared_task(name=SEND_NOTICES, ignore_result=True)
def send_notices() -> None:
    """Send the letters that are due."""
    send_due()


@shared_task(name="review.end_measures", ignore_result=True)
def end_expired_measures() -> None:
    """Give back what stood before measures that ran out, and shut provisional doors."""
    end_measures()


@shared_task(name="review.wake_cases", ignore_result=True)
def wake_cases() -> None:
    """Wake snoozed cases whose time has come."""
    wake_due()


@shared_task(name="review.release_locks", ignore_result=True)
def release_locks() -> None:
    """Give cases back that were left alone."""
    release_expired()
