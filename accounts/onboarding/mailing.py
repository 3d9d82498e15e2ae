"""How does a letter reach an applicant? By the one loop that sends letters, with an address and words of its own."""

from django.core.mail import EmailMessage
from django.db.models import QuerySet
from django.utils import timezone

from accounts.onboarding.letters import address_for, why_never, words_of
from accounts.onboarding.models import Letter
from accounts.policy.querysets import current
from kycrisk.lib import posting


def send_due(*, batches: int = 20) -> int:
    """Send every letter that is due; how many were sent. Several at once share the work."""
    return posting.send_due(LETTERS, batches=batches)


def _letters() -> QuerySet[Letter]:
    return Letter.objects.select_related("application", "link", "item", "party")


def _mail(letter: Letter) -> EmailMessage | str:
    now = timezone.now()
    if reason := why_never(letter, now):
        return reason
    address = address_for(letter)
    if not address:
        return "no e-mail address is known"
    words = words_of(letter, now)
    return EmailMessage(words.subject, words.body, to=[address])


LETTERS = posting.Post(rows=_letters, compose=_mail, waits=lambda: current().numbers.desk.notice_retry_minutes)
