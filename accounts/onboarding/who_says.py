"""Which things do register, customer and documents speak of, and what does each say?

Pure. Registers and documents come as `Reading`s in the order in which they are believed; the first that says something
of a field speaks for all of them.
"""

from calendar import month_name
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from typing import Final

import msgspec

from accounts.onboarding.claims import ClaimedStake, Claims, NamedParty
from accounts.onboarding.comparing import Field, Kind, Said, names
from accounts.onboarding.comparing import Verdict as Apart
from accounts.onboarding.reading import Reading, ReadShare
from accounts.parties.contact import DOTS, masked_name

IDENTITY: Final = ("passport", "identity_card", "residence_permit")
OF_COMPANY: Final = ("register_extract", "articles")
OF_SHARES: Final = ("shareholder_list", "register_extract", "articles")
NOT_READ: Final = Reading()
SHARE_ROWS: Final = 40
PUBLIC: Final = frozenset({"legal_name", "register", "registered_address", "incorporated"})


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: what it is, whom it is about (empty: the applicant), and what was read in it, if anybody did."""

    kind: str
    party: str = ""
    reading: Reading = NOT_READ


@dataclass(frozen=True, slots=True)
class Voices:
    """Everybody who speaks. `decides` is the key of the owner whose share would settle who the owners are.

    Not `opened`: what is personal is compared all the same, and shown masked.
    """

    claims: Claims
    registers: tuple[Reading, ...] = ()
    papers: tuple[Paper, ...] = ()
    decides: str | None = None
    opened: bool = True

    def who(self, party: NamedParty) -> str:
        """How rows name a party: `P. Lindqvist`, and `P. L.` before anybody opened the application."""
        return short_name(party) if self.opened else initials(party)

    def paper(self, kinds: Iterable[str], party: str, said: Callable[[Reading], str]) -> Said:
        """What documents of these kinds say; else why there is nothing."""
        about = [paper for paper in self.papers if paper.kind in kinds and paper.party == party]
        for paper in sorted(about, key=lambda one: tuple(kinds).index(one.kind)):
            if paper.reading and (text := said(paper.reading)):
                return Said(text, remark=_dated(paper))
        if any(paper.reading for paper in about):
            return Said(remark="not in the document")
        return Said(remark="not read yet" if about else "no document")

    def register(self, said: Callable[[Reading], str]) -> Said:
        """What the registers say; a remark names one that is not the first."""
        for reading in self.registers:
            if text := said(reading):
                return Said(text, remark="" if reading is self.registers[0] else reading.source)
        return Said(remark="not in this register" if self.registers else "not looked up")


def fields(voices: Voices) -> list[Field]:
    """Every row of the table, the applicant first, then people and shares."""
    own = _of_company(voices) if voices.claims.kind == "organisation" else ()
    found = [*own, *_directors(voices), *_shares(voices), *_people(voices), _volume(voices)]
    return [_dates_said(field) if voices.opened else _masked(field) for field in found]


def widened(claims: Claims, papers: Iterable[Paper]) -> Claims:
    """The claims with every direct share as wide as customer and documents are apart: what can be true."""
    read = [share for paper in papers if paper.reading for share in paper.reading.shares]
    stakes = tuple(_as_wide(claims, stake, read) for stake in claims.stakes)
    return msgspec.structs.replace(claims, stakes=stakes)


def percent(share: str) -> str:
    """`22-30` as it is shown: `22–30 %`."""
    return f"{share.replace('-', '–')} %"


def short_name(party: NamedParty) -> str:
    """`P. Lindqvist` of a person, the first word of a company."""
    parts = party.said.name.split()
    if party.kind == "entity" or len(parts) < 2:
        return parts[0] if parts else party.key
    return f"{parts[0][0]}. {parts[-1]}"


def initials(party: NamedParty) -> str:
    """`P. L.` of a person, the key of a company: what does not say who it is."""
    return " ".join(f"{word[0]}." for word in party.said.name.split()) if party.kind == "person" else party.key


def tail(number: str) -> str:
    """The last three characters: enough to tell two documents apart."""
    return f"••\u00a0{number[-3:]}" if number else ""


def masked_tax(number: str) -> str:
    """`DE 136 ••• 976`."""
    bare = "".join(number.split())
    return f"{bare[:2]} {bare[2:5]} ••• {bare[-3:]}" if len(bare) > 8 else "•••" if bare else ""


def _of_company(voices: Voices) -> Iterator[Field]:
    company = voices.claims.answers.company
    place = company.registered_address.in_one_line()
    told: list[tuple[str, str, Kind, str, Callable[[Reading], str]]] = [
        ("legal_name", "Legal name", "name", company.legal_name, lambda read: read.name),
        ("register", "Register", "number", company.registration_number, lambda read: read.number),
        ("registered_address", "Registered address", "address", place, lambda read: read.address),
        ("incorporated", "Incorporated", "date", company.incorporated_on, lambda read: read.incorporated_on),
    ]
    for key, label, kind, text, read in told:
        customer = Said(text, remark=company.register if key == "register" else "")
        yield Field(key, label, kind, voices.register(read), customer, voices.paper(OF_COMPANY, "", read))
    tax = voices.paper(("tax_certificate",), "", lambda read: read.tax_id or read.number)
    label = "VAT number" if company.tax_id[:2].isalpha() else "Tax number"
    register, customer = voices.register(lambda read: read.tax_id), Said(company.tax_id)
    yield Field("tax_id", label, "number", _no_tax(register), _no_tax(customer), _no_tax(tax))


def _dates_said(field: Field) -> Field:
    """Dates in words; everything else says itself."""
    if field.kind != "date":
        return field
    said = [replace(one, shown=in_words(one.text)) for one in (field.register, field.customer, field.document)]
    return replace(field, register=said[0], customer=said[1], document=said[2])


def _masked(field: Field) -> Field:
    """What names a person or says where and when is hidden; what stands in every register stays."""
    if field.key in PUBLIC or field.kind in {"share", "number", "text"}:
        return _dates_said(field)
    mask = masked_name if field.kind == "name" else _dots
    said = [Said(one.text, mask(one.text), one.remark) for one in (field.register, field.customer, field.document)]
    return replace(field, register=said[0], customer=said[1], document=said[2])


def _dots(text: str) -> str:
    return DOTS if text else ""


def in_words(date: str) -> str:
    """`4 May 2021`, `May 2021`, `2021`: as exact as it was given."""
    parts = [int(part) for part in date.split("-")] if date else []
    if len(parts) < 2:
        return date
    month = f"{month_name[parts[1]]} {parts[0]}"
    return f"{parts[2]} {month}" if len(parts) > 2 else month


def _no_tax(said: Said) -> Said:
    return Said(said.text, masked_tax(said.text), said.remark)


def _directors(voices: Voices) -> Iterator[Field]:
    for party in voices.claims.with_role("director"):
        alike = partial(_named, party.said.name)
        own = voices.paper(IDENTITY, party.key, lambda read: read.name)
        document = own if own.text else voices.paper((*OF_COMPANY, *IDENTITY), "", alike)
        customer = Said(party.said.name)
        yield Field(f"director.{party.key}", "Director", "name", voices.register(alike), customer, document)


def _named(told: str, read: Reading) -> str:
    """The director among those a register names who is written most like this one; somebody else if none is."""
    return min(read.directors, key=lambda name: _apart(names(told, name)), default="")


def _apart(verdict: Apart) -> int:
    return Apart.DIFFERS if verdict is Apart.NOT_COMPARED else verdict


def _shares(voices: Voices) -> Iterator[Field]:
    for stake in voices.claims.owners_of()[:SHARE_ROWS]:
        party = voices.claims.party(stake.owner)
        alike = partial(_share_in, party.said.name)
        yield Field(
            f"share.{party.key}",
            f"{voices.who(party)}’s share",
            "share",
            _in_percent(voices.register(alike)),
            _in_percent(Said(_range(stake), remark=_unknown(stake))),
            _in_percent(voices.paper(OF_SHARES, "", alike)),
            decides=voices.decides == party.key,
        )


def _people(voices: Voices) -> Iterator[Field]:
    """Birth date and document of those whose identity document was read, or who apply for themselves."""
    for party in voices.claims.parties:
        alone = voices.claims.kind == "individual"
        read = any(paper.reading for paper in voices.papers if paper.party == party.key and paper.kind in IDENTITY)
        if party.kind != "person" or not (read or alone):
            continue
        who, nothing = voices.who(party), Said(remark="–")
        papers = {
            "name": voices.paper(IDENTITY, party.key, lambda read: read.name),
            "born": voices.paper(IDENTITY, party.key, lambda read: read.born_on),
            "number": voices.paper(IDENTITY, party.key, lambda read: read.number),
        }
        if alone:
            yield Field(f"name.{party.key}", "Name", "name", nothing, Said(party.said.name), papers["name"])
        yield Field(f"born.{party.key}", f"{who}’s birth", "date", nothing, Said(party.said.born_on), papers["born"])
        told, number = _no_number(Said(party.said.identity.number)), _no_number(papers["number"])
        yield Field(f"identity.{party.key}", f"{who}’s document", "number", nothing, told, number)


def _volume(voices: Voices) -> Field:
    wanted = voices.claims.answers.use.requests_per_day
    said = Said(f"{wanted:,} requests a day" if wanted is not None else "", remark="" if wanted else "not said")
    return Field("volume", "Expected volume", "text", Said(remark="–"), said, Said(remark="–"))


def _no_number(said: Said) -> Said:
    return Said(said.text, tail(said.text), said.remark)


def _in_percent(said: Said) -> Said:
    return Said(said.text, percent(said.text) if said.text else "", said.remark)


def _range(stake: ClaimedStake) -> str:
    if stake.share_min is None or stake.share_max is None:
        return ""
    least, most = _number(stake.share_min), _number(stake.share_max)
    return least if least == most else f"{least}-{most}"


def _unknown(stake: ClaimedStake) -> str:
    return "“I don’t know”" if stake.share_min is None else ""


def _number(share: Decimal) -> str:
    """Without zeros behind the point: 60, 22.5."""
    return f"{share.normalize():f}"


def _share_in(told: str, read: Reading) -> str:
    found = [share for share in read.shares if Apart.AGREE <= names(told, share.owner) <= Apart.SMALL]
    return _range(ClaimedStake("", "", found[0].share_min, found[0].share_max)) if found else ""


def _as_wide(claims: Claims, stake: ClaimedStake, read: Iterable[ReadShare]) -> ClaimedStake:
    told = claims.party(stake.owner).said.name
    if stake.owned or stake.share_min is None or stake.share_max is None:
        return stake
    found = [share for share in read if Apart.AGREE <= names(told, share.owner) <= Apart.SMALL]
    least = min([stake.share_min, *(share.share_min for share in found)])
    most = max([stake.share_max, *(share.share_max for share in found)])
    return ClaimedStake(stake.owner, stake.owned, least, most)


def _dated(paper: Paper) -> str:
    """`list of 2024-02`, `passport •• 71K`: what tells this document from another."""
    if paper.kind in IDENTITY:
        return f"{paper.kind.replace('_', ' ')} {tail(paper.reading.number)}".strip()
    return f"of {in_words(paper.reading.issued_on)}" if paper.reading.issued_on else ""
