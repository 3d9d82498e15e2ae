"""What does the customer say? The words of an appeal, unsealed for whoever may read personal data, and noted down."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.review.actions_appeal import TEXT_CONTEXT
from accounts.review.models import Appeal, Case
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from kycrisk.lib.vault import Unreadable, unseal

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Words:
    """One appeal: who, when, what; `why_not` says why there is no text."""

    account: str
    at: datetime
    outcome: str
    text: str
    why_not: str


def words_for(case: Case, user: User) -> list[Words]:
    """The appeals of a case as this person may read them; the first reading leaves a line in the journal."""
    appeals = list(case.appeals.select_related("notice__account").order_by("id")[:SHOWN])
    may_read = role_may(user.role, Verb.REVEAL_PERSONAL)
    if appeals and may_read:
        _note_reading(case, Actor.person(user), len(appeals))
    return [_words(appeal, may_read=may_read) for appeal in appeals]


def _words(appeal: Appeal, *, may_read: bool) -> Words:
    text, why_not = "", "Your role does not include reading what customers write."
    if may_read:
        text, why_not = _opened(appeal)
    return Words(appeal.notice.account.account, appeal.submitted_at, appeal.outcome, text, why_not)


def _opened(appeal: Appeal) -> tuple[str, str]:
    key = appeal.notice.account.wrapped_key
    if key is None:
        return "", "This customer was erased, and the words with them."
    try:
        return unseal(bytes(key), bytes(appeal.sealed_text), context=TEXT_CONTEXT), ""
    except Unreadable:
        return "", "The words cannot be opened; is the vault key configured?"


@transaction.atomic
def _note_reading(case: Case, by: Actor, count: int) -> None:
    """Once for each person and number of appeals: looking at the page again says nothing new."""
    lines = Entry.objects.of("case", case.case).filter(actor_id=by.user_id, verb="appeal.read")
    if not lines.filter(detail__appeals=count).exists():
        record(by=by, verb="appeal.read", subject=("case", case.case), detail={"appeals": count})
