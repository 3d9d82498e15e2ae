"""What does an applicant read in a letter, and in which language? Where to go on; never what they told us.

A letter names the company and nobody else: what was asked, and whom it is about, stands behind the link.
"""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import check_for_language
from django.utils.translation import gettext_lazy as _

from accounts.onboarding.claims import Answers
from accounts.onboarding.links import address_of
from accounts.onboarding.models import Application, ApplicationLink, Letter, LetterKind
from accounts.onboarding.opening import answers_of, said_of
from accounts.onboarding.prints import email_print
from accounts.review.letters import REASONS
from accounts.review.letters import Letter as Words

SUBJECTS: dict[str, Promise] = {
    LetterKind.INVITED: _("Please tell us who you are"),
    LetterKind.REMINDED: _("Your application waits for you"),
    LetterKind.ASKED: _("We need one more thing for your application"),
    LetterKind.RECEIVED: _("We have your application"),
    LetterKind.APPROVED: _("Your application is approved"),
    LetterKind.REJECTED: _("We cannot approve your application"),
    LetterKind.CONFIRM: _("Please confirm your e-mail address"),
    LetterKind.UPHELD: _("We look at your application again"),
    LetterKind.STANDS: _("We looked at your application again, and the answer stands"),
}
# Letters that are only about their link.
FOR_THE_LINK: Final = {LetterKind.INVITED, LetterKind.REMINDED, LetterKind.ASKED, LetterKind.CONFIRM}


def words_of(letter: Letter, now: datetime) -> Words:
    """The words, in the applicant's language."""
    application = letter.application
    with translation.override(language_of(application)):
        subject = str(SUBJECTS[LetterKind(letter.kind)])
        link = letter.link if letter.link is not None and works(letter.link, now) else None
        context = {
            "heading": subject,
            "application": application,
            "link": address_of(link) if link else "",
            "until": link.expires_at if link else None,
            "due": letter.item.due_at if letter.item else None,
            "reason": REASONS.get(letter.reason, REASONS["none"]),
        }
        return Words(subject, render_to_string(f"onboarding/letter_{letter.kind}.txt", context).strip() + "\n")


def why_never(letter: Letter, now: datetime) -> str:
    """Why this letter must not be sent any more; empty if it may."""
    if letter.application.erased_at is not None:
        return "the application was erased"
    if letter.link is not None and letter.kind in FOR_THE_LINK and not works(letter.link, now):
        return "its link was revoked or is over"
    return ""


def works(link: ApplicationLink, now: datetime) -> bool:
    """Does the link let somebody in?"""
    return link.revoked_at is None and link.expires_at > now


def address_for(letter: Letter) -> str:
    """To whom: the applicant's contact; an address that is to be confirmed is written to itself."""
    answers = answers_of(letter.application)
    if letter.kind != LetterKind.CONFIRM:
        return answers.contact_email
    address = said_of(letter.party).email if letter.party is not None else _company_email(answers)
    meant = letter.link is not None and letter.link.address_print == email_print(address)
    return address if meant else ""  # what was typed since then is asked about by a link of its own


def _company_email(answers: Answers) -> str:
    return answers.company.email or answers.contact_email


def language_of(application: Application) -> str:
    """The applicant's language, if there is anything in it."""
    return application.language if check_for_language(application.language) else settings.LANGUAGE_CODE
