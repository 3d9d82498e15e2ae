"""Which values does the record say an account has? Facts are pulled: read from accounts, never pushed by them.

The journal is the record's list of changes: its lines name the accounts whose facts changed. For each of them the
facts stand beside the observed sightings as rows of their own (`FACT_DAY`), replaced as a whole, so that an owner who
has sold ties nobody any more. What a verified organisation says of itself counts as verified; everything else is
declared, which anyone can write.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F

from accounts.journal.models import Entry
from accounts.ownership.querysets import owners_and_directors
from accounts.parties.introducing import Known
from accounts.parties.models import Account, LegalEntity, Tier
from accounts.parties.querysets import contact_of
from graph.signals.emails import email_domain
from graph.signals.identifying import identifiers_of
from graph.signals.kinds import Kind
from graph.signals.models import Cursor, Identifier, Sighting
from graph.signals.phones import phone_number
from graph.signals.postal import postal_address
from graph.signals.touching import touch
from graph.signals.values import Value
from kycrisk.lib.bulk import update_rows
from kycrisk.lib.records import oldest_open_xid

FACT_DAY = -1
READER = "facts"
LINES_AT_ONCE = 200
COMPANY_KINDS = (Kind.LEGAL_ENTITY, Kind.DECLARED_ENTITY)
VERDICT_VERBS = ("verdict.recorded", "verdict.withdrawn")
FACT_VERBS = ("account.recorded", "account.updated", "entity.recorded", "accounts.introduced")


@dataclass(frozen=True, slots=True)
class FactsFolded:
    """How many journal lines were read, and the accounts whose facts or verdicts changed."""

    lines: int = 0
    accounts: frozenset[int] = frozenset()


def fold_facts(limit: int = LINES_AT_ONCE) -> FactsFolded:
    """Read the next journal lines that concern us and bring the accounts' fact sightings up to date."""
    with transaction.atomic():
        Cursor.objects.bulk_create([Cursor(name=READER)], ignore_conflicts=True)
        cursor = Cursor.objects.select_for_update(skip_locked=True).filter(name=READER).first()
        lines = _next_lines(cursor, limit) if cursor else []
        if not cursor or not lines:
            return FactsFolded()
        accounts = list(_accounts(lines, FACT_VERBS))
        replace_facts(accounts)
        told = list(_accounts(lines, VERDICT_VERBS))
        cursor.xid, cursor.last_id = lines[-1].xid, str(lines[-1].pk)
        cursor.save(update_fields=["xid", "last_id"])
        touched = frozenset(account.pk for account in [*accounts, *told])
        touch(touched, everybody=any(line.verb in VERDICT_VERBS for line in lines))
        return FactsFolded(len(lines), touched)


def _next_lines(cursor: Cursor, limit: int) -> list[Entry]:
    """Lines of our verbs beyond the cursor, in commit order, from transactions that have ended."""
    after = int(cursor.last_id or 0)
    ended = Entry.objects.alias(horizon=oldest_open_xid()).filter(xid__lt=F("horizon"))
    beyond = ended.filter(xid__gt=cursor.xid) | ended.filter(xid=cursor.xid, pk__gt=after)
    return list(beyond.filter(verb__in=FACT_VERBS + VERDICT_VERBS).order_by("xid", "pk")[:limit])


def _accounts(lines: Iterable[Entry], verbs: tuple[str, ...]) -> Iterator[Account]:
    names = {name for line in lines if line.verb in verbs for name in line.detail.get("accounts", [])}
    rows = Account.objects.filter(account__in=names).select_related("legal_entity").order_by("pk")
    yield from rows.iterator(chunk_size=1_000)


def replace_facts(accounts: list[Account]) -> None:
    """Replace the fact sightings of these accounts by what the record says now."""
    facts = [(account, value) for account, value in _facts(accounts)]
    shown = {value: Known(account.pk, _key(account)) for account, value in facts}
    identifiers = identifiers_of(shown)
    Sighting.objects.filter(account__in=accounts, day=FACT_DAY).delete()
    Sighting.objects.bulk_create(
        [_sighting(account, identifiers[value]) for account, value in facts], batch_size=2_000, ignore_conflicts=True
    )
    _name(identifiers)


def _key(account: Account) -> bytes | None:
    return bytes(account.wrapped_key) if account.wrapped_key is not None else None


def _sighting(account: Account, identifier: int) -> Sighting:
    at = account.created_at
    return Sighting(account=account, identifier_id=identifier, day=FACT_DAY, first_at=at, last_at=at, count=1)


def _facts(accounts: list[Account]) -> Iterator[tuple[Account, Value]]:
    entities = {account.legal_entity_id for account in accounts if account.legal_entity_id}
    people = owners_and_directors(entities)
    for account in accounts:
        for value in dict.fromkeys((*_contact(account), *_company(account, people))):
            yield account, value


def _contact(account: Account) -> Iterator[Value]:
    contact = contact_of(account)
    if domain := email_domain(contact.email) if contact.email else None:
        yield Value(Kind.DECLARED_DOMAIN, domain)  # a passed identity check confirms no mailbox
    if number := phone_number(contact.phone, country=account.country or None) if contact.phone else None:
        yield Value(Kind.PHONE, number)
    if place := postal_address(contact.address) if contact.address else None:
        yield Value(Kind.ADDRESS, place)


def _company(account: Account, people: dict[int, tuple[list[str], list[str]]]) -> Iterator[Value]:
    company = account.legal_entity
    if company is None:
        return
    verified = account.tier in {Tier.VERIFIED, Tier.ENTERPRISE}
    owners, directors = people.get(company.pk, ([], []))
    yield Value(Kind.LEGAL_ENTITY if verified else Kind.DECLARED_ENTITY, company.entity)
    yield from (Value(Kind.OWNER if verified else Kind.DECLARED_OWNER, owner) for owner in owners)
    yield from (Value(Kind.DIRECTOR if verified else Kind.DECLARED_DIRECTOR, director) for director in directors)
    if company.registered_agent:
        yield Value(Kind.AGENT, company.registered_agent.casefold())
    if place := postal_address(company.registered_address) if company.registered_address else None:
        yield Value(Kind.ADDRESS, place)


def _name(identifiers: dict[Value, int]) -> None:
    """Companies and agents are public, so they are shown by name; people stay masked."""
    companies = {value.text: key for value, key in identifiers.items() if value.kind in COMPANY_KINDS}
    names = dict(LegalEntity.objects.filter(entity__in=companies).values_list("entity", "name"))
    names |= {value.text: value.text.title() for value in identifiers if value.kind == Kind.AGENT}
    shown = companies | {value.text: key for value, key in identifiers.items() if value.kind == Kind.AGENT}
    rows = Identifier.objects.filter(pk__in=shown.values()).in_bulk()
    changed = [rows[key] for text, key in shown.items() if rows[key].mask != names.get(text, rows[key].mask)[:120]]
    by_key = {key: text for text, key in shown.items()}
    for row in changed:
        row.mask = names[by_key[row.pk]][:120]
    update_rows(changed, ["mask"])
