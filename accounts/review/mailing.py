"""How does a notice reach the customer? By the one loop that sends letters, with an address and words of its own."""

from django.core.mail import EmailMessage
from django.db.models import QuerySet

from accounts.parties.querysets import contact_of
from accounts.policy.querysets import current
from accounts.review.appeal_links import hash_of, token_of
from accounts.review.letters import letter
from accounts.review.models import Notice
from kycrisk.lib import posting


def send_due(*, batches: int = 20) -> int:
    """Send every notice that is due; how many were sent. Several at once share the work."""
    return posting.send_due(NOTICES, batches=batches)


def _notices() -> QuerySet[Notice]:
    return Notice.objects.select_related("account", "decision", "change")


def _renew_token(notice: Notice) -> None:
    """Of today's key, should it have changed."""
    if notice.change_id is not None:
        notice.token_hash = hash_of(token_of(notice.change_id))


def _mail(notice: Notice) -> EmailMessage | str:
    address = contact_of(notice.account).email
    if not address:
        return "no e-mail address is known"
    words = letter(notice)
    return EmailMessage(words.subject, words.body, to=[address])


NOTICES = posting.Post(
    rows=_notices,
    compose=_mail,
    waits=lambda: current().numbers.desk.notice_retry_minutes,
    ready=_renew_token,
    renewed=("token_hash",),
)
