"""What becomes of an approved application's claims? Records: the company, who directs and owns it, the account's facts.

A company is found by its register, else made; what is known of it already is not overwritten by what a customer says.
A person is always a new one: two people of one name are never made into one here. Promoting twice changes nothing.
"""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date

from accounts.journal.actors import Actor
from accounts.onboarding.claims import Claims, NamedParty, Party
from accounts.onboarding.models import Application, ApplicationKind, ClaimedParty, PartyKind
from accounts.onboarding.opening import claims_of
from accounts.parties.actions import record_account, record_company, record_persons, record_ties
from accounts.parties.facts import AccountFacts, EntityFacts, PersonFacts, StakeFacts
from accounts.parties.models import Account, LegalEntity, Person
from accounts.parties.querysets import contact_of
from accounts.parties.recording_entities import entity_by_register
from kycrisk.lib.records import new_public_id


def promote(*, by: Actor, application: Application) -> None:
    """Write the claims of an application with an account into the record. Inside the transaction of the approval."""
    account = application.account
    assert account is not None
    claims = claims_of(application)
    rows = {row.key: row for row in application.parties.select_related("person", "entity")}
    source = f"application {application.application}"
    for party in claims.parties:
        _record_party(by, rows[party.key], party, source)
    company = None
    if application.kind == ApplicationKind.ORGANISATION:
        company = record_company(by=by, account=account.account, facts=_company(claims, application, source))
        _tie(by, claims, rows, company)
    record_account(by=by, facts=_account(claims, account, company))


def _record_party(by: Actor, row: ClaimedParty, party: NamedParty, source: str) -> None:
    if row.person is not None or row.entity is not None:
        return
    if party.kind == PartyKind.PERSON:
        facts = _person(party.said)
        record_persons(by=by, facts=[facts])
        row.person = Person.objects.get(person=facts.person)
    else:
        row.entity = entity_by_register(by=by, facts=_entity(party.said, source))
    row.save(update_fields=["person", "entity"])


def _person(said: Party) -> PersonFacts:
    return PersonFacts(new_public_id("per"), said.name, _day(said.born_on), said.country)


def _entity(said: Party, source: str) -> EntityFacts:
    return EntityFacts(
        said.name,
        jurisdiction=said.country,
        hq_country=said.main_country,
        registration_number=said.registration_number,
        registered_address=said.address.in_one_line(),
        source=source,
    )


def _company(claims: Claims, application: Application, source: str) -> EntityFacts:
    said = claims.answers.company
    return EntityFacts(
        said.legal_name or application.company_name,
        jurisdiction=said.jurisdiction or application.country,
        hq_country=said.main_address.country,
        registration_number=said.registration_number,
        lei=said.lei,
        incorporated_on=_day(said.incorporated_on),
        registered_address=said.registered_address.in_one_line()[:500],
        source=source,
    )


def _tie(by: Actor, claims: Claims, rows: dict[str, ClaimedParty], company: LegalEntity) -> None:
    """Who directs the company, and who holds how much of whom."""
    names = {"": company.entity} | {key: _name(row) for key, row in rows.items()}
    directors = tuple(names[party.key] for party in claims.with_role("director") if party.kind == PartyKind.PERSON)
    held = {(stake.owned, stake.owner): stake for stake in _stakes(claims, names)}
    ties = [
        EntityFacts(
            name="",
            entity=owned,
            directors=directors if owned == company.entity else (),
            stakes=tuple(stake for stake in held.values() if stake.owned == owned),
        )
        for owned in {company.entity, *(stake.owned for stake in held.values())}
    ]
    record_ties(by=by, facts=ties)


def _stakes(claims: Claims, names: dict[str, str]) -> Iterator[StakeFacts]:
    """The stakes by public ids; two parties that a register shows to be one hold nothing of each other."""
    for stake in claims.stakes:
        owned, owner = names[stake.owned], names[stake.owner]
        if owned != owner:
            yield StakeFacts(owned, owner, stake.share_min, stake.share_max)


def _name(row: ClaimedParty) -> str:
    return row.person.person if row.person else row.entity.entity if row.entity else ""


def _account(claims: Claims, account: Account, company: LegalEntity | None) -> AccountFacts:
    """What the account is known by from now on; its contact only where nobody knew one."""
    use, answers = claims.answers.use, claims.answers
    unknown = not contact_of(account).email
    return AccountFacts(
        account.account,
        country=answers.company.jurisdiction[:2] or claims.country,
        email=(answers.company.email or answers.contact_email) if unknown else None,
        contact_name=answers.contact_name if unknown else None,
        plan=claims.plan,
        program=claims.program or None,
        legal_entity=company.entity if company else None,
        declared_accounts=use.accounts,
        declared_requests_per_day=use.requests_per_day,
    )


def _day(said: str) -> date | None:
    """A date that was said to the day; a year or a month alone is none."""
    with suppress(ValueError):
        return date.fromisoformat(said)
    return None
