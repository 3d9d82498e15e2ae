"""How does an applicant's answer become a row? One group of questions at a time, at once, never more than was asked.

Two devices may write at the same time: the row is locked, the later save of a group wins, and `Saved.elsewhere` says
that the page was older than the row. The journal keeps groups and keys, never a word of what was written.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.journal.actors import Actor
from accounts.onboarding.actions import refresh
from accounts.onboarding.claims import Answers
from accounts.onboarding.fields import domain_of
from accounts.onboarding.holding import locked, tell
from accounts.onboarding.models import Application, ApplicationState, ItemState
from accounts.onboarding.opening import answers_of, put_answers
from accounts.onboarding.parts import Where, with_part
from accounts.onboarding.prints import register_print
from kycrisk.lib.errors import Refused


@dataclass(frozen=True, slots=True)
class Edit:
    """Values for one place in what was said: `Edit(("company",), {"lei": "…"})`."""

    where: Where
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Saved:
    """The application as it is now, and whether somebody wrote since the page that saved was made."""

    application: Application
    elsewhere: bool = False


@transaction.atomic
def save_answers(
    *, by: Actor, application: Application, group: str, edits: Sequence[Edit], seen: int | None = None
) -> Saved:
    """Keep what was answered in one group about the company and its use. Raises `Refused` (409) when it is closed."""
    application, elsewhere = opened_for(application, seen)
    before = answers = answers_of(application)
    for edit in edits:
        answers = with_part(answers, edit.where, edit.values)
    if answers == before:
        return Saved(application, elsewhere)
    _put(application, answers)
    return Saved(kept(by, application, group=group), elsewhere)


def opened_for(application: Application, seen: int | None = None, party: str = "") -> tuple[Application, bool]:
    """The application, locked, if the applicant may write now, and whether its page is out of date.

    While we look at it only what we asked about may change: the party of an open request. Raises `Refused`, 409.
    """
    row = locked(application)
    if row.erased_at is not None:
        raise Refused(_("This application was deleted."), code="erased", status=410)
    asked = row.state == ApplicationState.INFORMATION_REQUESTED and party in asked_about(row)
    if row.state != ApplicationState.DRAFT and not asked:
        raise Refused(
            _("This was sent already, and we are working with what you sent. If something changed, write to us."),
            code="not_open",
        )
    return row, seen is not None and seen != row.revision


def asked_about(application: Application) -> set[str]:
    """The parties that open requests ask about."""
    asked = application.items.filter(state=ItemState.OPEN, party__isnull=False)
    return set(asked.values_list("party__key", flat=True))


def kept(by: Actor, application: Application, **detail: str) -> Application:
    """What every save ends with: a line in the journal, a new revision, and what is missing now."""
    tell(by, application, "application.saved", **detail)
    return refresh(application)


def _put(application: Application, answers: Answers) -> None:
    company = answers.company
    put_answers(application, answers)
    application.register_print = register_print(company.jurisdiction, company.registration_number)
    application.website_domain = domain_of(company.website)
    application.company_name = company.legal_name or application.company_name
    application.save(update_fields=["sealed", "register_print", "website_domain", "company_name"])
