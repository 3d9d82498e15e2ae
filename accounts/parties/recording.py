"""How are the facts about many accounts written at once? A thousand at a time, each thousand with its journal line.

New accounts are recorded, changed ones updated, the rest left alone: saying the same twice changes nothing.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.contact import CONTEXT
from accounts.parties.facts import CONTACT, AccountFacts
from accounts.parties.models import Account, LegalEntity, Tier
from accounts.parties.querysets import contact_of
from kycrisk.lib.arrays import copy_rows
from kycrisk.lib.vault import seal

BATCH = 1000
PLAIN = ("created_at", "plan", "program", "country", "declared_accounts", "declared_requests_per_day", "verified_at")
WRITTEN = (*PLAIN, "tier", "legal_entity", "sealed")
COPIED = ("account", *PLAIN, "tier", "legal_entity_id", "wrapped_key", "sealed", "recorded_at")


@dataclass(slots=True)
class Recorded:
    """What became of the facts: accounts that are new, that changed, and why some could not be taken in full."""

    created: list[Account] = field(default_factory=list)
    updated: list[Account] = field(default_factory=list)
    # (account, sentence): an erased account takes no facts, an unknown company cannot be attached.
    complaints: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: "Recorded") -> None:
        """Put another batch's results to these."""
        self.created += other.created
        self.updated += other.updated
        self.complaints += other.complaints


def record_accounts(*, by: Actor, facts: Iterable[AccountFacts]) -> Recorded:
    """Record or update accounts. Named twice, the later facts win."""
    told = list({one.account: one for one in facts}.values())
    recorded = Recorded()
    for start in range(0, len(told), BATCH):
        recorded.add(_record_batch(by, told[start : start + BATCH]))
    return recorded


def _record_batch(by: Actor, facts: Sequence[AccountFacts]) -> Recorded:
    try:
        with transaction.atomic():
            return _record_once(by, facts)
    except IntegrityError:  # somebody recorded one of them meanwhile; now it is there and can be updated
        with transaction.atomic():
            return _record_once(by, facts)


def _record_once(by: Actor, facts: Sequence[AccountFacts]) -> Recorded:
    names = [one.account for one in facts]
    standing = Account.objects.named(names).order_by("pk").select_for_update(no_key=True)
    known = {account.account: account for account in standing}
    companies = _companies(facts)
    recorded = Recorded()
    for one in facts:
        _take_in(recorded, known.get(one.account), one, companies)
    _copy(recorded.created)
    Account.objects.bulk_update(recorded.updated, WRITTEN, batch_size=BATCH)
    for verb, accounts in (("account.recorded", recorded.created), ("account.updated", recorded.updated)):
        _journal(by, verb, [account.account for account in accounts])
    return recorded


def _take_in(
    recorded: Recorded, known: Account | None, facts: AccountFacts, companies: Mapping[str, LegalEntity]
) -> None:
    if known is not None and known.erased_at:
        recorded.complaints.append((facts.account, "This account was erased and takes no facts; use a new id."))
        return
    if facts.legal_entity and facts.legal_entity not in companies:
        recorded.complaints.append((facts.account, f"The legal entity {facts.legal_entity} is not known."))
        facts = replace(facts, legal_entity=None)
    account = known or Account(account=facts.account, created_at=timezone.now())
    changed = apply_facts(account, facts, companies)
    if known is None:
        recorded.created.append(account)
    elif changed:
        recorded.updated.append(account)


def apply_facts(account: Account, facts: AccountFacts, companies: Mapping[str, LegalEntity]) -> bool:
    """Put what was said onto the row, unsaved; did anything change?"""
    said: dict[str, Any] = facts.said(*PLAIN)
    if facts.legal_entity is not None:
        said["legal_entity"] = companies.get(facts.legal_entity)
    if facts.verified_at and account.tier in {Tier.NONE, Tier.PROVISIONAL}:
        said["tier"] = Tier.VERIFIED
    changed = {name: value for name, value in said.items() if getattr(account, name) != value}
    for name, value in changed.items():
        setattr(account, name, value)
    return bool(_apply_contact(account, facts) or changed)


def _apply_contact(account: Account, facts: AccountFacts) -> bool:
    before = contact_of(account)
    after = replace(before, **facts.said(*CONTACT))
    if before == after or account.wrapped_key is None:
        return False
    account.sealed = seal(bytes(account.wrapped_key), after.to_text(), context=CONTEXT)
    return True


def _copy(accounts: Sequence[Account]) -> None:
    """By COPY, a hundred thousand in seconds; the rows then know their keys."""
    now = timezone.now()
    with connection.wrap_database_errors:  # so that an account recorded meanwhile is Django's IntegrityError
        copy_rows("parties_account", COPIED, ([*attrgetter(*COPIED[:-1])(account), now] for account in accounts))
    keys = dict(Account.objects.named(account.account for account in accounts).values_list("account", "pk"))
    for account in accounts:
        account.pk, account.recorded_at, account._state.adding = keys[account.account], now, False  # noqa: SLF001


def _companies(facts: Sequence[AccountFacts]) -> dict[str, LegalEntity]:
    named = {one.legal_entity for one in facts if one.legal_entity}
    return {company.entity: company for company in LegalEntity.objects.filter(entity__in=named)}


def _journal(by: Actor, verb: str, names: Sequence[str]) -> None:
    if names:
        subject = ("account", names[0]) if len(names) == 1 else ("accounts", names[0])
        record(by=by, verb=verb, subject=subject, detail={"accounts": list(names)})
