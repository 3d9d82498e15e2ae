"""Who tells us something of a party, and who gets to read what is personal?"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime

import msgspec
from django.db import transaction

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.contact import Contact
from accounts.parties.facts import AccountFacts, EntityFacts
from accounts.parties.models import Account, LegalEntity, Person
from accounts.parties.querysets import contact_of
from accounts.parties.recording import Recorded, record_accounts
from accounts.parties.recording_entities import (
    PERSON_CONTEXT,
    entity_by_register,
    record_entities,
    record_persons,
    record_ties,
)
from accounts.staff.roles import Verb, require
from kycrisk.lib.errors import Refused
from kycrisk.lib.vault import Unreadable, unseal

__all__ = [
    "Identity",
    "Recorded",
    "prove",
    "reason_for",
    "record_account",
    "record_accounts",
    "record_company",
    "record_entities",
    "record_persons",
    "record_ties",
    "reveal_contact",
    "reveal_person",
]
SHORTEST_REASON, LONGEST_REASON = 5, 200


class Identity(msgspec.Struct, frozen=True):
    """Who a person is."""

    name: str = ""
    date_of_birth: date | None = None


def record_account(*, by: Actor, facts: AccountFacts, company: EntityFacts | None = None) -> tuple[Account, bool]:
    """Record an account, or update it with what is said now; True when it is new. A company is found or recorded.

    Raises `Refused` when the account was erased.
    """
    with transaction.atomic():
        if company is not None:
            named = record_company(by=by, account=facts.account, facts=company)
            facts = replace(facts, legal_entity=named.entity)
        recorded = record_accounts(by=by, facts=[facts])
        for _, sentence in recorded.complaints:
            raise Refused(sentence, code="not_recorded")
        account = Account.objects.select_related("legal_entity").get(account=facts.account)
    return account, bool(recorded.created)


def record_company(*, by: Actor, account: str, facts: EntityFacts) -> LegalEntity:
    """The company that an account names: the one it has already, if described just so, else by its register.

    So that saying the same twice makes no second company, even without a number.
    """
    standing = LegalEntity.objects.filter(accounts__account=account).first()
    described = (facts.name, facts.jurisdiction, facts.registration_number)
    if standing and (standing.name, standing.jurisdiction, standing.registration_number) == described:
        return standing
    return entity_by_register(by=by, facts=facts)


def prove(
    *,
    by: Actor,
    accounts: Sequence[Account],
    tier: str,
    proven: tuple[datetime, datetime] | None = None,
    unless: Collection[str] = (),
) -> list[Account]:
    """Write down how far the identity behind accounts was proven: when, and until when it counts.

    Accounts whose tier is among `unless` keep it. Belongs inside the caller's transaction; answers whose tier was set.
    """
    rows = Account.objects.select_for_update(no_key=True).filter(pk__in=[one.pk for one in accounts])
    written = list(rows.exclude(tier__in=list(unless)).order_by("pk"))
    for account in written:
        account.tier = tier
        account.verified_at, account.verified_until = proven or (None, None)
        account.save(update_fields=["tier", "verified_at", "verified_until"])
        detail = {"tier": tier} | ({"until": proven[1].isoformat()} if proven else {})
        record(
            by=by,
            verb="account.proven" if proven else "account.unproven",
            subject=("account", account.account),
            detail=detail,
        )
    return written


def reveal_contact(*, by: Actor, account: Account, reason: str) -> Contact:
    """An account's e-mail, phone, name and address, for a person who says why; the journal keeps who and why."""
    reason = reason_for(by, reason)
    if account.erased_at:
        raise Refused("These data were erased.", code="erased", status=410)
    with transaction.atomic(savepoint=False):
        record(by=by, verb="account.revealed", subject=("account", account.account), detail={"reason": reason})
        try:
            return contact_of(account)
        except Unreadable as error:
            raise Refused("These data cannot be opened; is their vault key configured?", code="unreadable") from error


def reveal_person(*, by: Actor, person: Person, reason: str) -> Identity:
    """A person's name and birth date, for a person who says why."""
    reason = reason_for(by, reason)
    if person.erased_at or person.sealed is None or person.wrapped_key is None:
        raise Refused("These data were erased.", code="erased", status=410)
    with transaction.atomic(savepoint=False):
        record(by=by, verb="person.revealed", subject=("person", person.person), detail={"reason": reason})
        try:
            text = unseal(bytes(person.wrapped_key), bytes(person.sealed), context=PERSON_CONTEXT)
        except Unreadable as error:
            raise Refused("These data cannot be opened; is their vault key configured?", code="unreadable") from error
    return msgspec.json.decode(text, type=Identity)


def reason_for(by: Actor, reason: str) -> str:
    """Why this person looks at what is personal, tidied. Raises `Refused`: 403 for the role, 422 without a reason."""
    require(by, Verb.REVEAL_PERSONAL)
    reason = " ".join(reason.split())
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Refused(
            f"Say in {SHORTEST_REASON} to {LONGEST_REASON} characters why you need to see this.",
            code="reason_needed",
            status=422,
        )
    return reason
