"""What do the rows of an application say, opened? And how is what an applicant says sealed again?

The only place where answers and parties are sealed and unsealed. Whoever shows them to staff asks `REVEAL_PERSONAL`
and leaves a line in the journal; checks and the applicant's own pages need neither.
"""

from collections.abc import Iterable

import msgspec

from accounts.onboarding.claims import (
    COMPANY_CONTEXT,
    PARTY_CONTEXT,
    Answers,
    ClaimedStake,
    Claims,
    GivenDocument,
    NamedParty,
    Party,
)
from accounts.onboarding.models import Application, ClaimedParty
from accounts.parties.models import DataSubject
from kycrisk.lib.vault import Unreadable, seal, unseal


def claims_of(application: Application) -> Claims:
    """Everything the applicant said so far; five queries whatever its size. What was erased is empty."""
    parties = list(application.parties.order_by("position", "id"))
    keys = {party.pk: party.key for party in parties}
    return Claims(
        application=application.application,
        kind=application.kind,
        plan=application.plan,
        program=application.program,
        country=application.country,
        answers=answers_of(application),
        parties=tuple(NamedParty(row.key, row.kind, tuple(row.roles), said_of(row)) for row in parties),
        stakes=tuple(_stakes(application, keys)),
        documents=tuple(_documents(application, keys)),
    )


def answers_of(application: Application) -> Answers:
    """What the applicant answered about the company and its use."""
    return _opened(application, Answers, COMPANY_CONTEXT)


def said_of(party: ClaimedParty) -> Party:
    """What the applicant said of a party."""
    return _opened(party, Party, PARTY_CONTEXT)


def put_answers(application: Application, answers: Answers) -> None:
    """Seal the answers into the row, which is not saved here."""
    application.sealed = sealed_text(application, msgspec.json.encode(answers).decode(), COMPANY_CONTEXT)


def put_party(row: ClaimedParty, said: Party) -> None:
    """Seal what is said of a party into its row, which is not saved here."""
    row.sealed = sealed_text(row, msgspec.json.encode(said).decode(), PARTY_CONTEXT)


def sealed_text(subject: DataSubject, text: str, context: str) -> bytes:
    """A text under the subject's own key. Raises `Unreadable` when the subject was erased."""
    if subject.wrapped_key is None:
        raise Unreadable("the subject was erased")
    return seal(bytes(subject.wrapped_key), text, context=context)


def opened_text(subject: DataSubject, sealed: bytes | memoryview | None, context: str) -> str:
    """A text that was sealed under the subject's key; empty when there is none any more."""
    if sealed is None or subject.wrapped_key is None:
        return ""
    return unseal(bytes(subject.wrapped_key), bytes(sealed), context=context)


def _opened[Said: msgspec.Struct](subject: DataSubject, kind: type[Said], context: str) -> Said:
    text = opened_text(subject, subject.sealed, context)
    return msgspec.json.decode(text, type=kind) if text else kind()


def _stakes(application: Application, keys: dict[int, str]) -> Iterable[ClaimedStake]:
    for row in application.shares.order_by("id"):
        owned = "" if row.owned_id is None else keys[row.owned_id]
        yield ClaimedStake(keys[row.owner_id], owned, row.share_min, row.share_max)


def _documents(application: Application, keys: dict[int, str]) -> Iterable[GivenDocument]:
    for row in application.documents.filter(state__in=["held", "ready"]).order_by("id"):
        yield GivenDocument(row.document, row.kind, keys.get(row.party_id or 0, ""), row.state)
