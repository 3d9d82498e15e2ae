"""Who speaks of this application? The applicant, the registers and the documents, brought together."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.onboarding.actions_reading import register_of
from accounts.onboarding.claims import Claims
from accounts.onboarding.document_words import words_of
from accounts.onboarding.models import Application, Document, LeiRecord
from accounts.onboarding.owners import Answer, beneficial
from accounts.onboarding.reading import Reading
from accounts.onboarding.who_says import Paper, Voices, widened
from accounts.parties.models import LegalEntity


@dataclass(frozen=True, slots=True)
class Heard:
    """All voices; the claims as wide as customer and documents are apart, and who owns the applicant by those."""

    voices: Voices
    wide: Claims
    answer: Answer


def heard(
    claims: Claims, application: Application, documents: Iterable[Document], line: float, *, opened: bool
) -> Heard:
    """Everybody, listened to; three queries beside the documents, whose parties come with them."""
    papers = tuple(_paper(document) for document in documents)
    wide = widened(claims, papers)
    answer = beneficial(wide, line)
    decides = answer.decides.owner if answer.decides and not answer.decides.owned else None
    return Heard(Voices(claims, _registers(application, claims), papers, decides, opened), wide, answer)


def _paper(document: Document) -> Paper:
    return Paper(document.kind, document.party.key if document.party else "", words_of(document).reading)


def _registers(application: Application, claims: Claims) -> tuple[Reading, ...]:
    """What a person read comes first, then GLEIF's file, then what an earlier application proved."""
    lei = claims.answers.company.lei
    record = LeiRecord.objects.filter(lei=lei).first() if lei else None
    entity = LegalEntity.objects.filter(accounts=application.account_id).first() if application.account_id else None
    found = [register_of(application), _of_lei(record) if record else None, _of_entity(entity) if entity else None]
    return tuple(reading for reading in found if reading)


def _of_lei(record: LeiRecord) -> Reading:
    return Reading(
        read_at=record.imported_at,
        source="GLEIF",
        name=record.name,
        number=record.register_number,
    )


def _of_entity(entity: LegalEntity) -> Reading:
    return Reading(
        read_at=entity.recorded_at,
        source="earlier application",
        name=entity.name,
        number=entity.registration_number,
        address=entity.registered_address,
        incorporated_on=entity.incorporated_on.isoformat() if entity.incorporated_on else "",
    )
