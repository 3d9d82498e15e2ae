"""What does the clock do about applications? Each finds its own work; repeating changes nothing."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from accounts.onboarding.actions_start import SEND_LETTERS
from accounts.onboarding.asking_verifiers import ASK_VERIFIERS, ask_due
from accounts.onboarding.checking import look_again
from accounts.onboarding.mailing import send_due
from accounts.onboarding.rescanning import scan_due
from accounts.onboarding.reverifying import reverify
from accounts.onboarding.settling import settle_all
from accounts.onboarding.storing import sweep_orphans
from accounts.onboarding.sweeping import end_drafts, go_on_without_answer, remind

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


@shared_task(name=SEND_LETTERS, ignore_result=True)
def send_letters() -> None:
    """Send the letters that are due."""
    send_due()


@shared_task(name="onboarding.settle", ignore_result=True)
def settle_applications() -> None:
    """Let applications follow what was decided about them."""
    settle_all()


@shared_task(name="onboarding.remind", ignore_result=True)
def remind_applicants() -> None:
    """Write to whoever has not handed in for some days."""
    remind()


@shared_task(name="onboarding.go_on", ignore_result=True)
def go_on_with_overdue() -> None:
    """Put cases back before their reviewers when no answer came in time."""
    go_on_without_answer()


@shared_task(name="onboarding.end_drafts", ignore_result=True)
def end_old_drafts() -> None:
    """Forget what nobody handed in."""
    end_drafts()


@shared_task(name=ASK_VERIFIERS, ignore_result=True)
def ask_verifiers() -> None:
    """Ask services about people who wait for an answer."""
    ask_due()


@shared_task(name="onboarding.look_again", ignore_result=True)
def look_again_at_checks() -> None:
    """Check again what is pending or has run out."""
    look_again()


@shared_task(name="onboarding.reverify", ignore_result=True)
def reverify_accounts() -> None:
    """Ask a person about accounts that have to be proven anew."""
    reverify()
