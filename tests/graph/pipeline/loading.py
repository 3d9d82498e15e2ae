"""A dataset folder into the database, by the product's own verbs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from accounts.journal.actors import Actor
from accounts.parties.actions import record_accounts, record_entities, record_persons
from accounts.parties.facts import account_facts, entity_facts, person_facts
from accounts.parties.models import Account
from accounts.review.admission import take_over_all
from graph.signals.accepting import accept

BY = Actor.command("test")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def load_parties(folder: Path) -> None:
    now = datetime.now(UTC)
    record_persons(by=BY, facts=[person for row in rows(folder / "persons.jsonl") if (person := person_facts(row)[0])])
    record_entities(by=BY, facts=[fact for row in rows(folder / "entities.jsonl") if (fact := entity_facts(row)[0])])
    accounts = [account_facts(row, now=now)[0] for row in rows(folder / "accounts.jsonl")]
    record_accounts(by=BY, facts=[fact for fact in accounts if fact])
    take_over_all(by=BY, accounts=list(Account.objects.order_by("pk")), state="open")


def send(events: list[bytes]) -> None:
    for start in range(0, len(events), 5_000):
        outcome = accept(events[start : start + 5_000], key=None, received_at=datetime.now(UTC), sender="test")
        assert not outcome.rejected
