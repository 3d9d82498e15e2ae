"""Does a document say what was typed, and is it still valid? Pure.

Compared with what a reviewer read in it; until somebody did, only what was typed can contradict itself.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Final

from accounts.onboarding.check_facts import IDENTITY_KINDS, Facts, Finding
from accounts.onboarding.claims import GivenDocument, Party
from accounts.onboarding.reading import Reading
from accounts.onboarding.texts import same_name, squeezed, words

COMPARED: Final = IDENTITY_KINDS | {"register_extract", "tax_certificate", "proof_of_address"}
LONGEST_DATE: Final = len("2031-02-28")


def document_consistency(facts: Facts, given: GivenDocument) -> Finding:
    """Does the document show the name, number and dates that were typed, and has it not run out?"""
    said, read = _typed(facts, given), facts.seen.get(given.document, Reading())
    until = _end_of(read.expires_on or said.expires_on)
    if until and until < facts.now:
        return Finding("failed", f"The document ran out on {until:%Y-%m-%d}.", {"expired": f"{until:%Y-%m-%d}"}, until)
    if given.state == "held":
        return Finding("pending", "The document waits for the virus scanner.")
    flaws = list(_mrz_flaws(said.mrz or read.mrz)) if given.kind in IDENTITY_KINDS else []
    if not read:
        if flaws:
            return Finding("unclear", f"The machine readable zone does not add up: {flaws[0]}"[:400], _mrz(flaws))
        return Finding("pending", "Nobody has compared the document with the form yet.")
    return _compared(said, read, flaws, until)


def _compared(said: Reading, read: Reading, flaws: list[str], until: datetime | None) -> Finding:
    differs = [label for label, same in _same(said, read) if same is False]
    if differs:
        return Finding("failed", f"The document and the form differ in: {', '.join(differs)}.", {"differs": differs})
    if flaws:
        return Finding("unclear", f"The machine readable zone does not add up: {flaws[0]}"[:400], _mrz(flaws))
    nearly = [label for label, same in _same(said, read) if same is None]
    if nearly:
        return Finding(
            "unclear", f"The document and the form nearly agree in: {', '.join(nearly)}.", {"nearly": nearly}
        )
    return Finding("passed", "The document shows what was typed.", {}, until)


def _same(said: Reading, read: Reading) -> Iterator[tuple[str, bool | None]]:
    """By field that both sides state: the same, different (False), or as much the same as not (None)."""
    if said.name and read.name:
        yield "name", same_name(said.name, read.name)
    if said.number and read.number:
        yield "number", squeezed(said.number) == squeezed(read.number)
    if said.born_on and read.born_on:
        yield "birth date", _same_day(said.born_on, read.born_on)
    if said.expires_on and read.expires_on:
        yield "end of validity", _same_day(said.expires_on, read.expires_on)
    if said.incorporated_on and read.incorporated_on:
        yield "date of incorporation", _same_day(said.incorporated_on, read.incorporated_on)
    if said.address and read.address:
        yield "address", True if sorted(words(said.address)) == sorted(words(read.address)) else None


def _same_day(said: str, read: str) -> bool:
    """Equal as far as both are precise."""
    both = min(len(said), len(read))
    return said[:both] == read[:both]


def _typed(facts: Facts, given: GivenDocument) -> Reading:
    """What the form says that such a document should show."""
    company = facts.claims.answers.company
    if given.kind in IDENTITY_KINDS:
        return _of_person(_holder(facts, given))
    address = company.registered_address.in_one_line()
    if given.party:
        party = facts.claims.party(given.party).said
        return Reading(name=party.name, number=party.registration_number, address=party.address.in_one_line())
    if given.kind == "tax_certificate":
        return Reading(name=company.legal_name, number=company.tax_id)
    if given.kind == "proof_of_address":
        applicant = _holder(facts, given)
        return Reading(name=company.legal_name or applicant.name, address=address or applicant.address.in_one_line())
    return Reading(
        name=company.legal_name,
        number=company.registration_number,
        incorporated_on=company.incorporated_on,
        address=address,
    )


def _of_person(said: Party) -> Reading:
    paper = said.identity
    return Reading(
        name=said.name, number=paper.number, born_on=said.born_on, expires_on=paper.expires_on, mrz=paper.mrz
    )


def _holder(facts: Facts, given: GivenDocument) -> Party:
    """Whose paper it is: the named party, else whoever is to be identified, if that is one person."""
    if given.party:
        return facts.claims.party(given.party).said
    people = facts.to_be_identified()
    return people[0].said if len(people) == 1 else Party()


def _end_of(day: str) -> datetime | None:
    """The moment after a full date; None for anything less precise."""
    if len(day) != LONGEST_DATE:
        return None
    return datetime.combine(date.fromisoformat(day), time.max, UTC)


def _mrz_flaws(zone: str) -> tuple[str, ...]:
    return ()


def _mrz(flaws: list[str]) -> dict[str, int]:
    return {"flaws": len(flaws)}
