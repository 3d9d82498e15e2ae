"""A street small enough to know everybody: Harbour, a café, some neighbours, and the Larkspur ring.

Six weeks of it as a dataset folder, as any customer would bring it; and what the ring does in the two days after, as
signals that a gateway hands in. Ordinary people ask ordinary questions; the ring asks from six scripts.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from graph.evaluation.worlds.texts import KitStyle, hostile_kit, letter

Body = dict[str, Any]
LARKSPUR = [f"acct_larkspur_{number:03}" for number in range(1, 13)]
CAFE = [f"acct_cafe_{number:02}" for number in range(1, 31)]
NEIGHBOURS = [f"acct_neighbour_{number:02}" for number in range(1, 31)]
HARBOUR = [f"acct_harbour_{number}" for number in range(1, 5)]
CAFE_ADDRESS = "81.40.7.20"
SHELL = {
    "id": "ent_larkspur",
    "name": "Larkspur Data Ltd",
    "jurisdiction": "GB",
    "registration_number": "14000001",
    "registered_address": "14 Fenwick Row, London",
    "directors": ["per_nominee"],
    "owners": [{"owner": "per_nominee", "share": 100.0}],
}
HARBOUR_COMPANY = {
    "id": "ent_harbour",
    "name": "Harbour Analytics GmbH",
    "jurisdiction": "DE",
    "registration_number": "HRB 150123",
    "directors": ["per_brandt"],
    "owners": [{"owner": "per_brandt", "share": 100.0}],
}
PERSONS = [
    {"id": "per_nominee", "name": "Ada Nominee", "date_of_birth": "1991-02-03", "nationality": "GB"},
    {"id": "per_brandt", "name": "Jonas Brandt", "date_of_birth": "1971-11-23", "nationality": "DE"},
]


@dataclass
class Street:
    """The street as of a moment; everything follows from the seed."""

    now: datetime
    seed: int = 7

    def __post_init__(self) -> None:
        """Nobody has said anything yet."""
        self._random = Random(self.seed)
        self._numbers = count(1)

    def write(self, folder: Path) -> None:
        """Six weeks until two days ago, in which the ring only signs up and pays."""
        folder.mkdir()
        _write(folder / "persons.jsonl", PERSONS)
        _write(folder / "entities.jsonl", [SHELL, HARBOUR_COMPANY])
        _write(folder / "accounts.jsonl", self._accounts())
        _write(folder / "signals.ndjson", sorted(self._honest_weeks(), key=lambda body: str(body["time"])))

    def harvest(self) -> list[Body]:
        """What the ring does then: forty questions each, most of them from its scripts."""
        since, found = self.now - timedelta(hours=30), []
        scripts = hostile_kit(self._random, KitStyle(families=6))
        for place, who in enumerate(LARKSPUR):
            found.append(self._signal("session.seen", who, since, {"ip": f"81.77.3.{place + 2}"}))
            for number in range(40):
                at = since + timedelta(minutes=40 * number + place)
                asked = scripts.ask(self._random, at) if number % 3 else letter(self._random)
                found.append(self._asked(who, at, asked))
        return found

    def _accounts(self) -> Iterator[Body]:
        for who in CAFE + NEIGHBOURS:
            yield self._account(who, 200)
        for who in HARBOUR:
            yield self._account(who, 420) | {"legal_entity": "ent_harbour", "plan": "business", "declared_accounts": 4}
        for who in LARKSPUR:
            yield self._account(who, 21) | {"legal_entity": "ent_larkspur", "plan": "business"}

    def _account(self, who: str, days: int) -> Body:
        created_at = (self.now - timedelta(days=days)).isoformat()
        return {"account": who, "created_at": created_at, "country": "GB", "email": mailbox(who), "plan": "individual"}

    def _honest_weeks(self) -> Iterator[Body]:
        for who in CAFE + NEIGHBOURS + HARBOUR:
            card = "card_harbour" if who in HARBOUR else f"card_of_{who}"
            address = CAFE_ADDRESS if who in CAFE else f"81.9.{len(who)}.{self._random.randint(1, 250)}"
            for day in range(3, 42, 3):
                at = self.now - timedelta(days=day, minutes=self._random.randint(0, 600))
                yield self._signal("session.seen", who, at, {"ip": address, "device_id": f"device_of_{who}"})
                yield self._asked(who, at, letter(self._random))
            yield self._paid(who, self.now - timedelta(days=41), card)
        for place, who in enumerate(LARKSPUR):
            yield self._paid(who, self.now - timedelta(days=20), f"card_larkspur_{place // 4}")

    def _paid(self, who: str, at: datetime, card: str) -> Body:
        return self._signal("payment.used", who, at, {"fingerprint": card, "method": "card", "outcome": "succeeded"})

    def _asked(self, who: str, at: datetime, prompt: str) -> Body:
        return self._signal("exchange.made", who, at, {"model": "large-1", "prompt": prompt})

    def _signal(self, kind: str, who: str, at: datetime, said: Body) -> Body:
        head = {"specversion": "1.0", "id": f"evt-{next(self._numbers)}", "source": "/gateway/eu", "type": kind}
        return {**head, "subject": who, "time": at.astimezone(UTC).isoformat(), "data": said}


def mailbox(who: str) -> str:
    """Where letters to an account go."""
    return f"{who.removeprefix('acct_').replace('_', '.')}@post.example"


def _write(path: Path, rows: Iterable[Body]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
