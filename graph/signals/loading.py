"""How does a dataset folder come in? Parties first, then what they did, then what people said of them.

The files of INTERFACES section 2, each of which may be missing or gzipped. A line that cannot be read is told with its
file and number and skipped. Saying the same twice changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import batched
from pathlib import Path
from typing import IO, Any

from django.db import transaction
from django.utils import timezone

from accounts.journal.actors import Actor
from accounts.parties.actions import record_entities, record_persons, record_ties
from accounts.parties.facts import Complaint, EntityFacts, entity_facts, person_facts
from accounts.parties.values import moment
from accounts.policy.querysets import current
from accounts.review.actions import record_verdict
from accounts.review.models import Verdict, VerdictKind
from accounts.review.subjects import subjects
from accounts.review.taking_over import Import
from graph.signals.accepting import accept
from graph.signals.opaque import opaque_keys
from kycrisk.lib.errors import Refused
from kycrisk.lib.rows import Row, open_any, rows_of

ROWS_AT_ONCE = 1_000
SIGNALS_AT_ONCE = 5_000
FILES = ("persons.jsonl", "entities.jsonl", "accounts.jsonl", "signals.ndjson", "verdicts.jsonl")
type Tell = Callable[[str], None]
type Show = Callable[[str, int], None]


@dataclass(slots=True)
class Loaded:
    """What became of the lines, by what they are about."""

    accounts: int = 0
    signals: int = 0
    duplicates: int = 0
    verdicts: int = 0
    complaints: int = 0


@dataclass(slots=True)
class Dataset:
    """A folder being loaded. `complain` is told each sentence about a line and may raise (`--strict`)."""

    folder: Path
    complain: Tell
    show: Show = lambda _noun, _count: None
    by: Actor = field(default_factory=lambda: Actor.command("load_dataset"))
    loaded: Loaded = field(default_factory=Loaded)

    def load(self) -> Loaded:
        """Load every file that is there. Raises `Refused` if none is."""
        steps = (self.persons, self.entities, self._accounts, self._signals, self._verdicts)
        found = [(step, path) for step, name in zip(steps, FILES, strict=True) if (path := self.file(name))]
        if not found:
            raise Refused(f"{self.folder} holds none of {', '.join(FILES)} (each may end in .gz).")
        for step, path in found:
            step(path)
        return self.loaded

    def file(self, name: str) -> Path | None:
        """The file of that name, gzipped or not, if it is there."""
        return next((path for path in (self.folder / name, self.folder / f"{name}.gz") if path.is_file()), None)

    def tell(self, path: Path, number: int | None, sentence: str) -> None:
        """Complain of a line, or of a whole file."""
        self.loaded.complaints += 1
        self.complain(f"{path.name}:{number}: {sentence}" if number else f"{path.name}: {sentence}")

    # -- parties

    def persons(self, path: Path) -> None:
        """Take in everybody a file names."""
        for facts in batched(self._facts(path, person_facts), ROWS_AT_ONCE, strict=False):
            record_persons(by=self.by, facts=facts)

    def entities(self, path: Path) -> None:
        """Take in every company a file names, then who owns them: an owner may stand anywhere in the file."""
        for facts in batched(self._facts(path, _entity), ROWS_AT_ONCE, strict=False):
            record_entities(by=self.by, facts=[replace(one, directors=(), stakes=()) for one in facts])
        for facts in batched(self._facts(path, _entity, tell=False), ROWS_AT_ONCE, strict=False):
            with transaction.atomic():
                sentences = record_ties(by=self.by, facts=facts)
            for sentence in sentences:
                self.tell(path, None, sentence)

    def _facts[Facts](
        self, path: Path, read: Callable[[dict[str, Any]], tuple[Facts | None, list[Complaint]]], *, tell: bool = True
    ) -> Iterator[Facts]:
        for row in self.rows(path, tell=tell):
            facts, complaints = read(row.fields)
            for complaint in complaints if tell else ():
                self.tell(path, row.number, f"{complaint.field}: {complaint.sentence}")
            if facts is not None:
                yield facts

    def rows(self, path: Path, *, tell: bool = True) -> Iterator[Row]:
        """The rows of a file that can be read; the others are complained of, unless that was done before."""
        for row in rows_of(path, column="id"):
            if not row.error:
                yield row
            elif tell:
                self.tell(path, row.number, row.error)
            self.show(f"lines of {path.name}", row.number)

    def _accounts(self, path: Path) -> None:
        self.admit(path, rows_of(path, column="account"), now=timezone.now())

    def admit(self, path: Path, rows: Iterable[Row], *, now: datetime) -> None:
        """Take in accounts, with their doors open; none of their times is believed that lies after `now`."""

        def complain(sentence: str) -> None:
            self.tell(path, None, sentence)

        taking = Import(self.by, "open", complain, lambda count: self.show("accounts", count), now=now)
        self.loaded.accounts += taking.run(rows, name=path.name).created

    # -- what they did

    def _signals(self, path: Path) -> None:
        longest = current().numbers.intake.event_bytes
        with open_any(path) as file:
            for numbered in batched(numbered_lines(file, longest), SIGNALS_AT_ONCE, strict=False):
                self.accept(path, numbered, now=timezone.now())
                self.show("signals", numbered[-1][0])

    def accept(self, path: Path, numbered: Iterable[tuple[int, bytes]], *, now: datetime) -> None:
        """Take in some signals with the numbers of their lines, received at `now`."""
        numbers, events = zip(*numbered, strict=True)
        outcome = accept(events, key=None, sender=self.by.name, received_at=now)
        self.loaded.signals += outcome.accepted
        self.loaded.duplicates += outcome.duplicates
        for rejected in outcome.rejected:
            self.tell(path, numbers[rejected.index], rejected.error)

    # -- what people said

    def _verdicts(self, path: Path) -> None:
        for row in self.rows(path):
            self.hear(path, row)

    def hear(self, path: Path, row: Row) -> None:
        """Take in a verdict, or complain of it."""
        try:
            self.loaded.verdicts += self._verdict(row.fields)
        except Refused as refused:
            self.tell(path, row.number, refused.detail)
        except ValueError as error:
            self.tell(path, row.number, f"at: {error}")

    def _verdict(self, said: dict[str, Any]) -> bool:
        """Record a verdict unless it stands already."""
        kind, about, at = str(said.get("kind")), said.get("subjects"), moment(said.get("at"))
        if kind in VerdictKind.values:
            checked = subjects(kind, about)
            about = _opaque(checked.values) if checked.values else checked.frozen
            if Verdict.objects.standing().filter(kind=kind, subjects=about).exists():
                return False
        record_verdict(by=self.by, kind=kind, about=about, at=at)
        return True


def numbered_lines(file: IO[bytes], longest: int) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers from 1; of a line beyond `longest` only one byte more is kept."""
    number = 0
    while line := file.readline(longest + 1):
        number += 1
        rest = line
        while rest and not rest.endswith(b"\n") and len(rest) == longest + 1:
            rest = file.readline(longest + 1)
        if line.strip():
            yield number, line if len(line) > longest else line.strip()


def _entity(row: dict[str, Any]) -> tuple[EntityFacts | None, list[Complaint]]:
    facts, complaints = entity_facts(row, source="dataset")
    if facts is not None and not facts.entity:
        return None, [*complaints, Complaint("id", "The company's id is missing.")]
    return facts, complaints


def _opaque(values: list[dict[str, str]]) -> list[dict[str, str]]:
    """Values as keys that say nothing: a verdict is never changed, so it must not hold a person's card or address."""
    keys = [(value["family"], key) for value in values for key in opaque_keys(value["family"], value["value"])]
    if not keys:
        raise Refused("None of these values can be read as one of its family.", code="bad_subjects", status=422)
    return [{"family": family, "value": key} for family, key in sorted(set(keys))]
