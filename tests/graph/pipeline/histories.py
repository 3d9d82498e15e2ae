"""Histories of a small world in random order: signals early and late, facts and verdicts that change in between."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from accounts.parties.actions import record_accounts, record_entities
from accounts.parties.facts import account_facts, entity_facts
from accounts.review.actions import record_verdict, withdraw_verdict
from accounts.review.models import Verdict
from graph.networks.models import Membership, Network
from graph.risk.models import Assessment
from graph.signals.actions_sources import restore_source, revoke_source
from graph.signals.models import Source
from graph.signals.opaque import opaque_keys
from graph.signals.withholding import standing_prefixes
from tests.graph.pipeline.loading import BY, rows, send

UNTIL = datetime(2026, 11, 24, tzinfo=UTC)


def state() -> tuple[list[Any], list[Any], list[Any]]:
    """Everything derived that anybody sees."""
    assessments = Assessment.objects.values_list("account__account", "recommendation", "score", "reasons")
    members = Membership.objects.values_list("network__network", "account__account", "role", "in_step", "cell_name")
    networks = Network.objects.filter(state="live").values_list("network", "headline", "bits", "summary")
    return sorted(assessments, key=str), sorted(members), sorted(networks, key=str)


def live(folder: Path, random: Random, steps: int, advance: Callable[[], object]) -> None:
    """Let everything happen in so many steps, with a derivation after two of three.

    One signal in ten arrives late, some of them by weeks, so epochs are counted before they are known.
    """
    changes = Changes(folder, random)
    for batch in _batches((folder / "signals.ndjson").read_bytes().splitlines(), random, steps):
        send(batch)
        for change in random.sample(changes.all, 2):
            change()
        if random.random() < 2 / 3:
            advance()
    advance()


def _batches(events: list[bytes], random: Random, steps: int) -> Iterator[list[bytes]]:
    late = [random.uniform(0, len(events)) if random.random() < 0.1 else 0.0 for _ in events]
    order = sorted(range(len(events)), key=lambda number: number + late[number])
    cuts = sorted(random.sample(range(1, len(events)), steps - 1))
    for start, end in zip([0, *cuts], [*cuts, len(events)], strict=True):
        batch = [events[number] for number in order[start:end]]
        random.shuffle(batch)
        yield batch


class Changes:
    """What people change while signals arrive."""

    def __init__(self, folder: Path, random: Random) -> None:
        self.random = random
        self.accounts, self.entities = rows(folder / "accounts.jsonl"), rows(folder / "entities.jsonl")
        self.persons = [person["id"] for person in rows(folder / "persons.jsonl")]
        self.events = (folder / "signals.ndjson").read_bytes().splitlines()
        self.all = (
            self.somebody_moves,
            self.a_company_is_sold,
            self.told_apart,
            self.vouched,
            self.planted,
            self.undone,
            self.a_source_is_revoked,
            self.a_source_is_believed_again,
        )

    def names(self, count: int) -> list[str]:
        return [row["account"] for row in self.random.sample(self.accounts, count)]

    def somebody_moves(self) -> None:
        """To the address of somebody else, and to another company."""
        mover, other = self.random.sample(self.accounts, 2)
        company = self.random.choice(self.entities)["id"]
        told = {"account": mover["account"], "address": other["address"], "legal_entity": company}
        facts = account_facts(told, now=UNTIL)[0]
        assert facts
        record_accounts(by=BY, facts=[facts])

    def a_company_is_sold(self) -> None:
        company = {**self.random.choice(self.entities)}
        company["owners"] = [{"owner": self.random.choice(self.persons), "share": 100.0}]
        facts = entity_facts(company)[0]
        assert facts
        record_entities(by=BY, facts=[facts])

    def told_apart(self) -> None:
        one, other = self.names(2)
        record_verdict(by=BY, kind="not_same_actor", about=[[one], [other]])

    def vouched(self) -> None:
        record_verdict(by=BY, kind=self.random.choice(["victim", "cleared"]), about=self.names(2))

    def planted(self) -> None:
        """A card that was shown is called poisoned."""
        shown = [json.loads(event) for event in self.random.sample(self.events, 400)]
        cards = [event["data"]["fingerprint"] for event in shown if event["type"] == "payment.used"]
        for card in cards[:1]:
            values = [{"family": "payment", "value": key} for key in opaque_keys("payment", card)]
            record_verdict(by=BY, kind="poisoned", about=values)

    def a_source_is_revoked(self) -> None:
        """One that spoke and is still believed."""
        believed = Source.objects.filter(revoked_at=None).order_by("pk").values_list("uri", flat=True)
        if believed:
            revoke_source(by=BY, prefix=self.random.choice(list(believed)), reason="It may lie.")

    def a_source_is_believed_again(self) -> None:
        if prefixes := standing_prefixes():
            restore_source(by=BY, prefix=self.random.choice(prefixes), reason="It told the truth.")

    def undone(self) -> None:
        standing = list(Verdict.objects.standing().order_by("pk"))
        if standing:
            withdraw_verdict(by=BY, verdict=self.random.choice(standing), note="It was somebody else.")
