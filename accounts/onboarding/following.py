"""Where do these applications stand? The rows of a board or list, with what their cases and open items add.

Two queries however many rows: the clock is the case's, and what is asked for is the item's.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from accounts.onboarding.board import Facts, Standing, standing
from accounts.onboarding.models import Application, DocumentKind, ItemRequest, ItemState
from accounts.policy.querysets import current
from accounts.review.models import Case, SubjectType

IN_WORDS = "an answer in words"


@dataclass(frozen=True, slots=True)
class Row:
    """An application beside its standing."""

    application: Application
    standing: Standing


def rows(applications: Sequence[Application], now: datetime) -> list[Row]:
    """Each application, in the given order."""
    numbers = current().numbers.onboarding
    cases, items = _cases(applications), _items(applications)
    return [
        Row(one, standing(_facts(one, cases.get(one.application), items[one.pk]), numbers, now)) for one in applications
    ]


def asked_for(item: ItemRequest) -> str:
    """What an item asks for, without its words, which name people: `shareholder list`."""
    return str(DocumentKind(item.document_kind).label) if item.document_kind else IN_WORDS


def _facts(one: Application, case: Case | None, items: Sequence[ItemRequest]) -> Facts:
    return Facts(
        kind=one.kind,
        state=one.state,
        missing=tuple(one.missing),
        steps_done=one.steps_done,
        steps=one.steps,
        created_at=one.created_at,
        invited_at=one.invited_at,
        opened_at=one.opened_at,
        started_at=one.started_at,
        saved_at=one.saved_at,
        state_since=one.state_since,
        decided_at=one.decided_at,
        access_at=one.access_at,
        proposed=case is not None and case.state == "proposed",
        due_at=case.due_at if case else None,
        paused=case is not None and case.paused_at is not None,
        items=tuple(asked_for(item) for item in items),
        answer_due=min((item.due_at for item in items), default=None),
    )


def _cases(applications: Iterable[Application]) -> dict[str, Case]:
    """The unfinished case of each, of those that are being looked at; `case_of_subject`."""
    names = [one.application for one in applications if one.state not in {"draft", "approved", "rejected"}]
    found = Case.objects.unfinished().filter(subject_type=SubjectType.APPLICATION, subject_id__in=names)
    return {case.subject_id: case for case in found.only("subject_id", "state", "due_at", "paused_at")}


def _items(applications: Iterable[Application]) -> dict[int, list[ItemRequest]]:
    """What is asked of each now, oldest first; `item_of_application`."""
    found = ItemRequest.objects.filter(application__in=[one.pk for one in applications], state=ItemState.OPEN)
    asked: dict[int, list[ItemRequest]] = defaultdict(list)
    for item in found.defer("sealed_text", "sealed_answer").order_by("id"):
        asked[item.application_id].append(item)
    return asked
