"""How do existing customers come in? From a file, a thousand at a time, each with the door they had elsewhere.

Saying the same twice changes nothing: known accounts are updated, and a door that stands is left as it stands.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import batched
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.parties.actions import record_accounts, record_company
from accounts.parties.facts import AccountFacts, Complaint, account_facts, entity_facts
from accounts.parties.models import Account
from accounts.review.admission import take_over_all
from kycrisk.lib.errors import Refused
from kycrisk.lib.rows import Row

BATCH = 1000
COMPANY = {
    "company_name": "name",
    "company_jurisdiction": "jurisdiction",
    "company_registration_number": "registration_number",
    "company_hq_country": "hq_country",
    "company_lei": "lei",
}
Tell = Callable[[str], None]


@dataclass(slots=True)
class Taken:
    """What became of the rows."""

    rows: int = 0
    skipped: int = 0
    created: int = 0
    updated: int = 0
    let_in: int = 0


@dataclass(slots=True)
class Import:
    """One file being taken over: who does it, into which state, and whom to tell of lines that are wrong."""

    by: Actor
    state: str
    complain: Tell
    progress: Callable[[int], None] = lambda _count: None
    taken: Taken = field(default_factory=Taken)
    now: datetime = field(default_factory=timezone.now)  # what is said to have happened later is not believed

    def run(self, rows: Iterable[Row], *, name: str) -> Taken:
        """Take all rows over. What `complain` raises (`--strict`) stops; earlier batches stay, repeating is safe."""
        for batch in batched(rows, BATCH, strict=False):
            self._take(list(self._read(batch)))
            self.taken.rows += len(batch)
            if self.taken.skipped == self.taken.rows == BATCH:
                raise Refused(f"None of the first {BATCH} lines could be read. Is this the right file?")
            self.progress(self.taken.rows)
        with transaction.atomic():
            counts = {one: getattr(self.taken, one) for one in ("rows", "skipped", "created", "updated", "let_in")}
            record(by=self.by, verb="accounts.imported", subject=("file", name[:255]), detail=counts)
        return self.taken

    def _read(self, rows: Iterable[Row]) -> Iterator[AccountFacts]:
        for row in rows:
            facts = None if row.error else self._facts(row)
            if row.error:
                self.complain(f"line {row.number} is skipped: {row.error}")
            if facts is None:
                self.taken.skipped += 1
            else:
                yield facts

    def _facts(self, row: Row) -> AccountFacts | None:
        facts, complaints = account_facts(row.fields, now=self.now)
        for complaint in complaints:
            what = "is left out" if facts else "is skipped"
            self.complain(f"line {row.number}{f', {complaint.field},' if facts else ''} {what}: {complaint.sentence}")
        return facts and self._with_company(row, facts)

    def _with_company(self, row: Row, facts: AccountFacts) -> AccountFacts:
        told = company_of(row.fields)
        company, complaints = entity_facts(told, source="declared") if told else (None, list[Complaint]())
        for complaint in complaints:
            self.complain(f"line {row.number}, company {complaint.field}, is left out: {complaint.sentence}")
        if company is None:
            return facts
        return replace(facts, legal_entity=record_company(by=self.by, account=facts.account, facts=company).entity)

    def _take(self, facts: list[AccountFacts]) -> None:
        with transaction.atomic():
            recorded = record_accounts(by=self.by, facts=facts)
            accounts = list(Account.objects.named(one.account for one in facts).filter(erased_at=None).order_by("pk"))
            self.taken.let_in += len(take_over_all(by=self.by, accounts=accounts, state=self.state))
        self.taken.created += len(recorded.created)
        self.taken.updated += len(recorded.updated)
        for account, sentence in recorded.complaints:
            self.complain(f"{account}: {sentence}")


def company_of(fields: Mapping[str, Any]) -> dict[str, Any] | None:
    """The company a row names: an object `company`, or the columns `company_name`, `company_jurisdiction`, …."""
    told = fields.get("company")
    if isinstance(told, dict):
        return {**told, "id": None}
    columns = {name: fields[column] for column, name in COMPANY.items() if fields.get(column) is not None}
    return columns or None
