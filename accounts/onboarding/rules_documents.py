"""Does a document say what was typed, and is it still valid? Pure.

Compared with what a reviewer read in it; until somebody did, only what was typed can contradict itself.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Final

from accounts.onboarding import mrz
from accounts.onboarding.check_facts import IDENTITY_KINDS, Facts, Finding
from accounts.onboarding.claims import GivenDocument, Party
from accounts.onboarding.comparing import Verdict, addresses, dates, names, numbers
from accounts.onboarding.reading import Reading

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
    flaws = _mrz_flaws(said.mrz or read.mrz, said)
    if not read:
        if flaws:
            return _zone_flawed(flaws)
        return Finding("pending", "Nobody has compared the document with the form yet.")
    return _compared(said, read, flaws, until)


def _compared(said: Reading, read: Reading, flaws: list[str], until: datetime | None) -> Finding:
    differs = [label for label, apart in _apart(said, read) if apart == Verdict.DIFFERS]
    if differs:
        return Finding("failed", f"The document and the form differ in: {', '.join(differs)}.", {"differs": differs})
    if flaws:
        return _zone_flawed(flaws)
    nearly = [label for label, apart in _apart(said, read) if apart in {Verdict.SMALL, Verdict.NOT_COMPARED}]
    if nearly:
        return Finding(
            "unclear", f"The document and the form nearly agree in: {', '.join(nearly)}.", {"nearly": nearly}
        )
    return Finding("passed", "The document shows what was typed.", {}, until)


def _apart(said: Reading, read: Reading) -> Iterator[tuple[str, Verdict]]:
    """By field that both sides state, how far they are apart."""
    fields = (
        ("name", said.name, read.name, names),
        ("number", said.number, read.number, numbers),
        ("birth date", said.born_on, read.born_on, dates),
        ("end of validity", said.expires_on, read.expires_on, dates),
        ("date of incorporation", said.incorporated_on, read.incorporated_on, dates),
        ("address", said.address, read.address, addresses),
    )
    for label, ours, theirs, compare in fields:
        if ours and theirs:
            yield label, compare(ours, theirs)


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


def _mrz_flaws(zone: str, said: Reading) -> list[str]:
    """What does not add up in the machine readable zone, or is not what was typed beside it."""
    if not zone:
        return []
    try:
        read = mrz.read(zone)
    except ValueError as flaw:
        return [str(flaw)]
    beside = (
        ("number", read.number, said.number),
        ("birth date", read.born, _in_zone(said.born_on)),
        ("end of validity", read.expires, _in_zone(said.expires_on)),
    )
    others = [
        f"Its {label} is not the one typed." for label, shown, typed in beside if typed and not _equal(shown, typed)
    ]
    return [*(str(flaw) for flaw in mrz.flaws(read)), *others]


def _zone_flawed(flaws: list[str]) -> Finding:
    evidence = {"flaws": len(flaws)}
    return Finding("unclear", f"The machine readable zone does not fit. {flaws[0]}"[:400], evidence)


def _in_zone(day: str) -> str:
    """`790802` for a full date."""
    return day[2:].replace("-", "") if len(day) == LONGEST_DATE else ""


def _equal(shown: str, typed: str) -> bool:
    return numbers(shown.replace("<", ""), typed) == Verdict.AGREE
