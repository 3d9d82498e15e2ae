"""What does a rejected applicant say? For whoever decides about the rejection; the first reading leaves a line."""

from dataclasses import dataclass

from django.db import transaction

from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.onboarding.holding import tell
from accounts.onboarding.models import Contest
from accounts.onboarding.words import contest_of
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from kycrisk.lib.vault import Unreadable


@dataclass(frozen=True, slots=True)
class Said:
    """A contest as this person may read it; `why_not` says why there is no text."""

    contest: Contest
    text: str = ""
    why_not: str = ""


@transaction.atomic
def said_to(contest: Contest, user: User) -> Said:
    """The words, if this person may read what customers write."""
    if not role_may(user.role, Verb.REVEAL_PERSONAL):
        return Said(contest, why_not="Your role does not include reading what customers write.")
    try:
        text = contest_of(contest)
    except Unreadable:
        return Said(contest, why_not="The words cannot be opened; is the vault key configured?")
    if not text:
        return Said(contest, why_not="This applicant was erased, and the words with them.")
    application = contest.application
    lines = Entry.objects.of("application", application.application).filter(verb="application.contest_read")
    if not lines.filter(actor_id=user.pk, detail__decision=contest.decision).exists():
        tell(Actor.person(user), application, "application.contest_read", decision=contest.decision)
    return Said(contest, text)
