"""What if a reviewer needs one thing more? They ask, the case waits, the applicant answers, the case goes on."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.onboarding.actions_start import way_in, write
from accounts.onboarding.holding import go, take, tell
from accounts.onboarding.models import (
    Application,
    ClaimedParty,
    DocumentKind,
    DocumentState,
    ItemRequest,
    ItemState,
    LetterKind,
)
from accounts.onboarding.referring import case_of
from accounts.onboarding.states import ASKED, Step
from accounts.onboarding.taking_up import look_again
from accounts.onboarding.words import put_words
from accounts.policy.querysets import current
from accounts.review.actions import resume, wait_for_customer
from accounts.review.holding import person_id
from accounts.review.models import Case
from kycrisk.lib.errors import Refused

HANDED_IN = (DocumentState.HELD, DocumentState.READY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What is asked for. `document_kind`: a file of this kind; empty: an answer in words.

    `template`: which ready-made question it began as; `party`: the key of whom it is about; `days`: how long they have,
    None as the policy says.
    """

    text: str
    template: str = ""
    document_kind: str = ""
    party: str = ""
    days: int | None = None


@transaction.atomic
def ask_item(*, by: Actor, application: Application, ask: Ask) -> ItemRequest:
    """Ask the applicant for one thing: it stands in the portal, a letter tells of it, and the clock stands still.

    Raises `Refused`: 403, 409 if the state or a colleague's lock does not allow it, 422 for a question that is empty,
    too long, about nobody or about no kind of document.
    """
    application = take(application, Step.ASK, by)
    now = timezone.now()
    item = _item(by, application, ask)
    item.asked_at, item.due_at = now, now + timedelta(days=_days(ask))
    item.save(force_insert=True)
    waiting = application.items.filter(state=ItemState.OPEN).order_by("due_at")
    until = waiting.values_list("due_at", flat=True)[0]
    wait_for_customer(by=by, case=_open_case(application), what="the applicant to answer", until=until)
    detail = {"item": item.item, "template": ask.template, "document_kind": ask.document_kind, "party": ask.party}
    tell(by, application, "application.item_asked", **detail)
    go(by, application, Step.ASK, now)
    link = way_in(application, now, until=item.due_at)
    write(application, LetterKind.ASKED, now, link=link, item=item)
    return item


@transaction.atomic
def withdraw_item(*, by: Actor, item: ItemRequest) -> ItemRequest:
    """Take a question back; with the last one the case goes on."""
    application = take(item.application, Step.TAKE_BACK, by)
    item = _open_item(item)
    item.state = ItemState.WITHDRAWN
    item.save(update_fields=["state"])
    tell(by, application, "application.item_withdrawn", item=item.item)
    _go_on(by, application, "withdrawn")
    return item


@transaction.atomic
def answer_item(*, by: Actor, item: ItemRequest, text: str = "") -> ItemRequest:
    """The applicant answers in words, or with a document that names the item; the last answer lets the case go on.

    Raises `Refused`: 409 if it was answered or taken back, 422 with what is missing.
    """
    application = take(item.application, Step.ANSWER, by)
    item = _open_item(item)
    if text.strip():
        item.sealed_answer = put_words(application, text, "answer")
    elif not item.documents.filter(state__in=HANDED_IN).exists():
        asked = "Upload the document, or write why you cannot." if item.document_kind else "Write an answer."
        raise Refused(asked, code="no_answer", status=422)
    item.state, item.answered_at = ItemState.ANSWERED, timezone.now()
    item.save(update_fields=["state", "answered_at", "sealed_answer"])
    tell(by, application, "application.item_answered", item=item.item)
    _go_on(by, application, "answered")
    return item


def _go_on(by: Actor, application: Application, why: str) -> None:
    """Once nothing is asked any more: the case is open again, with what is new in it."""
    if application.items.filter(state=ItemState.OPEN).exists():
        return
    if (case := case_of(application)) is not None:
        resume(by=by, case=case, why=why)
    if application.state == ASKED:
        go(by, application, Step.GO_ON, timezone.now())
    look_again(by, application)


def _item(by: Actor, application: Application, ask: Ask) -> ItemRequest:
    if ask.document_kind and ask.document_kind not in DocumentKind.values:
        raise _bad(f"{ask.document_kind} is no kind of document; choose one of {', '.join(DocumentKind.values)}.")
    return ItemRequest(
        application=application,
        party=_party(application, ask.party),
        template=ask.template[:40],
        document_kind=ask.document_kind,
        sealed_text=put_words(application, ask.text, "question"),
        asked_by_id=person_id(by),
    )


def _party(application: Application, key: str) -> ClaimedParty | None:
    if not key:
        return None
    found = application.parties.filter(key=key).first()
    if found is None:
        raise _bad(f"There is no party {key[:12]} in this application; load the page again.")
    return found


def _days(ask: Ask) -> int:
    usual = current().numbers.onboarding.item_days
    days = usual if ask.days is None else ask.days
    most = current().numbers.desk.snooze_days
    if not 1 <= days <= most:
        raise _bad(f"Give them 1 to {most} days; the policy's usual is {usual}.")
    return days


def _open_case(application: Application) -> Case:
    case = case_of(application)
    if case is None:
        raise Refused("There is no case about this application yet; wait a minute and try again.", code="no_case")
    return case


def _open_item(item: ItemRequest) -> ItemRequest:
    found = ItemRequest.objects.select_for_update(no_key=True, of=("self",)).select_related("application")
    item = found.get(pk=item.pk)
    if item.state != ItemState.OPEN:
        raise Refused(f"This was {item.state} already.", code="item_closed")
    return item


def _bad(sentence: str) -> Refused:
    return Refused(sentence, code="bad_question", status=422)
