"""What is a customer told, in which words? The class of the reason in plain language; never numbers or thresholds."""

from dataclasses import dataclass
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.review.appeal_links import token_of
from accounts.review.models import Notice

# What a reason class means to somebody who has never heard of it.
REASONS: dict[str, Promise] = {
    "none": _("We looked at how the account is used."),
    "verification_pending": _("We need to check who is behind the account before it can be used as before."),
    "verification_failed": _("We could not confirm who is behind the account."),
    "region": _("The account seems to be used from, or controlled from, a region that we cannot serve."),
    "listed_owner": _("Somebody who owns or controls the account may be on a sanctions list."),
    "payment_risk": _("There is a problem with how the account is paid for."),
    "coordinated_use": _("The account seems to be used together with others as one, in a way our terms do not allow."),
    "terms": _("The account seems to be used in a way our terms do not allow."),
    "customer_request": _("Somebody who may speak for the account asked us to."),
}
MEASURES: dict[str, Promise] = {
    "limit_models": _("Your account can use fewer models for now"),
    "limit_rate": _("Your account can do less at a time for now"),
    "verify": _("Please verify your account again"),
    "suspend": _("Your account is suspended"),
}
UPHELD = _("Your appeal was upheld")
DISMISSED = _("Your appeal was not upheld")
ENDED = _("A limit on your account has ended")


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail, ready to send."""

    subject: str
    body: str


def letter(notice: Notice) -> Letter:
    """The words of a notice."""
    subject = str(heading(notice))
    context = {
        "notice": notice,
        "heading": subject,
        "reason": REASONS[notice.reason],
        "until": notice.change.expires_at if notice.change else None,
        "link": appeal_link(notice),
    }
    return Letter(subject, render_to_string(f"review/letter_{notice.kind}.txt", context).strip() + "\n")


def heading(notice: Notice) -> Promise:
    """What happened, in a line."""
    if notice.kind == "measure":
        return MEASURES[notice.decision.measure]
    return {"upheld": UPHELD, "dismissed": DISMISSED, "ended": ENDED}[notice.kind]


def appeal_link(notice: Notice) -> str:
    """Where the customer can appeal; empty where there is nothing to appeal."""
    if notice.change_id is None:
        return ""
    return urljoin(settings.PUBLIC_URL, f"/appeal/{token_of(notice.change_id)}/")
