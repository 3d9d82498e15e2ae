"""Who opens an application, and why? One verb, written down; then the page shows names, dates and addresses."""

from datetime import datetime
from typing import Final

from django.db import transaction

from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.onboarding.claims import Claims
from accounts.onboarding.holding import tell
from accounts.onboarding.models import Application
from accounts.onboarding.opening import claims_of
from accounts.parties.actions import reason_for
from accounts.review.holding import is_held
from accounts.review.models import Case
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from kycrisk.lib.errors import Refused
from kycrisk.lib.vault import Unreadable

REVEALED: Final = "application.revealed"


@transaction.atomic
def reveal_application(*, by: Actor, application: Application, reason: str) -> Claims:
    """Everything the applicant said, for a person who says why; the journal keeps who and why.

    Raises `Refused`: 403 for a role that does not include it, 410 once it was erased, 422 without a reason.
    """
    reason = reason_for(by, reason)
    if application.erased_at is not None:
        raise Refused("This application was erased.", code="erased", status=410)
    tell(by, application, REVEALED, reason=reason)
    try:
        return claims_of(application)
    except Unreadable as error:
        raise Refused("This cannot be opened; is the vault key configured?", code="unreadable") from error


def open_for_holder(user: User, application: Application, case: Case | None, now: datetime) -> bool:
    """Is it open to this person because they hold its case? Holding is the reason, noted once for person and case."""
    if case is None or not _holds(user, case, now) or application.erased_at is not None:
        return False
    reason = f"reviewing {case.case}"
    lines = Entry.objects.of("application", application.application).filter(actor_id=user.pk, verb=REVEALED)
    if not lines.filter(detail__reason=reason).exists():
        with transaction.atomic():
            tell(Actor.person(user), application, REVEALED, reason=reason)
    return True


def _holds(user: User, case: Case, now: datetime) -> bool:
    held = case.state != "closed" and case.assignee_id == user.pk and is_held(case, now)
    return held and role_may(user.role, Verb.REVEAL_PERSONAL)
