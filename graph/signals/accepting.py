"""How do signals come in? Committed before they are acknowledged, each once, without any personal words.

One transaction a batch, set-wise throughout: receipts, accounts, identifiers, sources, signals, always in this order
and each in the order of its key, so that any number of senders wait for one another instead of deadlocking.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from functools import partial
from hashlib import blake2b
from typing import Any

from django.db import connection, transaction
from msgspec.structs import replace

from accounts.journal.actors import Actor
from accounts.parties.introducing import Known, known_or_introduced
from accounts.policy.defaults import Intake
from accounts.policy.querysets import current
from accounts.staff.models import ApiKey
from graph.canaries.finding import Lookout
from graph.canaries.remembering import planted
from graph.signals.complaints import Unacceptable
from graph.signals.events import LONGEST_SOURCE, RESERVED, Event, Terms, id_of, is_reserved, may_speak_for, parse
from graph.signals.identifying import identifiers_of
from graph.signals.sketching import keys_taken, sketches_of
from graph.signals.spotting import found_in, keep_spotted, recognise
from graph.signals.storing import Row, store
from graph.signals.values import Value, values_of
from kycrisk.lib.waking import wake_after_commit
from kycrisk.sketch import Sketch

ADVANCE = "pipeline.advance"
"""The task that draws conclusions from what came in; it lives above, so it is woken by its name."""

_CLAIM = """
INSERT INTO signals_receipt (key, received_at) SELECT unnest(string_to_array(%s, ',')::uuid[]), %s
ON CONFLICT (key) DO NOTHING RETURNING encode(uuid_send(key), 'hex')
"""


@dataclass(frozen=True, slots=True)
class Rejected:
    """An event that was not taken: its place in the request, its id if it has one, and how to mend it."""

    index: int
    id: str | None
    error: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the events of a request."""

    accepted: int = 0
    duplicates: int = 0
    rejected: tuple[Rejected, ...] = ()

    def __add__(self, other: "Outcome") -> "Outcome":
        """Of two parts of one request."""
        return Outcome(
            self.accepted + other.accepted, self.duplicates + other.duplicates, self.rejected + other.rejected
        )


@dataclass(slots=True)
class _Sorted:
    """Events of one request: the first of each receipt, how many repeat one, and those that cannot be taken."""

    fresh: dict[str, Event] = field(default_factory=dict)
    repeated: int = 0
    rejected: list[Rejected] = field(default_factory=list)


def accept(
    events: Sequence[bytes], *, key: ApiKey | None, received_at: datetime, first_index: int = 0, sender: str = ""
) -> Outcome:
    """Take a batch of events, as the bytes of one CloudEvent each; good ones are committed when this returns.

    `key` binds to its sources and to the policy's window of time; None is the house itself (`sender` names the
    command): any source, any past. `first_index` is the place of the first event in the request.
    """
    terms = terms_of(current().numbers.intake, received_at, any_past=key is None)
    by = Actor.key(key.name) if key else Actor.command(sender)
    return _take(_sort(events, terms, partial(_spoken_for, key), first_index), received_at, by)


def accept_from_intake(events: Sequence[bytes], *, intake: str, received_at: datetime) -> Outcome:
    """Take what an intake of ours received: like `accept`, and every source stands under `/intake/{intake}`."""
    terms = terms_of(current().numbers.intake, received_at, any_past=False)
    sorted_events = _sort(events, terms, partial(_under, f"{RESERVED}/{intake}"), 0)
    return _take(sorted_events, received_at, intake_actor(intake))


def intake_actor(intake: str) -> Actor:
    """In whose name an intake of ours takes what it received."""
    return Actor.command(f"intake {intake}")


def _take(sorted_events: _Sorted, received_at: datetime, by: Actor) -> Outcome:
    claimed = 0
    if sorted_events.fresh:
        with transaction.atomic(durable=True):
            claimed = _write(sorted_events.fresh, received_at, by)
    duplicates = sorted_events.repeated + len(sorted_events.fresh) - claimed
    return Outcome(claimed, duplicates, tuple(sorted_events.rejected))


def terms_of(numbers: Intake, received_at: datetime, *, any_past: bool) -> Terms:
    """What is taken at this moment."""
    earliest = None if any_past else received_at - timedelta(days=numbers.receipt_days)
    latest = received_at + timedelta(minutes=numbers.future_minutes)
    return Terms(earliest, latest, numbers.event_bytes, keys_taken(numbers.sketch_keys))


def _sort(events: Sequence[bytes], terms: Terms, spoken: Callable[[Event], Event], first_index: int) -> _Sorted:
    """Each event as `spoken` has it, who may refuse it for its source."""
    result = _Sorted()
    for index, raw in enumerate(events, first_index):
        try:
            event = spoken(parse(raw, terms))
        except Unacceptable as error:
            result.rejected.append(Rejected(index, id_of(raw), str(error)))
            continue
        receipt = receipt_key(event.source, event.id)
        result.repeated += receipt in result.fresh
        result.fresh.setdefault(receipt, event)
    return result


def _spoken_for(key: ApiKey | None, event: Event) -> Event:
    """The event of a sender with this key. Raises `Unacceptable` if the key may not speak for its source."""
    if key is None:
        return event
    if is_reserved(event.source):
        raise Unacceptable("source: /intake is reserved for our own intakes; choose a source of your own")
    if not may_speak_for(key.sources, event.source):
        raise Unacceptable("source: this key may not speak for it; use a source under the key's prefixes")
    return event


def _under(prefix: str, event: Event) -> Event:
    """The event with its source below the intake's, whatever it calls itself."""
    if may_speak_for([prefix], event.source):
        return event
    source = f"{prefix}/{event.source.removeprefix('/')}"
    if len(source) > LONGEST_SOURCE:
        raise Unacceptable(f"source: is longer than {LONGEST_SOURCE - len(prefix) - 1} characters; shorten it")
    return replace(event, source=source)


def receipt_key(source: str, event_id: str) -> str:
    """16 bytes in hexadecimal that stand for `(source, id)` for ever: neither holds a NUL, so no two read the same."""
    return blake2b(f"{source}\0{event_id}".encode(), digest_size=16).hexdigest()


def _write(fresh: Mapping[str, Event], received_at: datetime, by: Actor) -> int:
    """Write what nobody sent before; how many that were."""
    claimed = claim(sorted(fresh), received_at)
    events = [event for receipt, event in fresh.items() if receipt in claimed]
    if events:
        keep(events, by)
    return len(events)


def claim(receipts: list[str], received_at: datetime) -> set[str]:
    """Take receipts (`receipt_key`) in the caller's transaction; answers those that nobody had before."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [",".join(receipts), received_at])
        return {key for (key,) in cursor.fetchall()}


def keep(events: Sequence[Event], by: Actor) -> None:
    """Write events whose receipts are taken, in the caller's transaction, with the accounts and values they name."""
    seen: dict[str, datetime] = {}
    for event in events:
        seen[event.subject] = min(event.at, seen.get(event.subject, event.at))
    _keep_of(events, known_or_introduced(by=by, seen=seen))
    wake_after_commit(ADVANCE)


def _keep_of(events: Sequence[Event], accounts: Mapping[str, Known]) -> None:
    lookout = Lookout(planted())
    sketches = _sketches(events, lookout)
    recognised = recognise(events, found_in(events, lookout), accounts)
    shown = [values_of(event.payload) for event in events]
    for place, values in recognised.values.items():
        shown[place] = values
    identifiers = _identifiers(events, shown, accounts)
    store(
        [
            Row(event, accounts[event.subject].id, [identifiers[value] for value in values], sketch)
            for event, values, sketch in zip(events, shown, sketches, strict=True)
        ]
    )
    keep_spotted(recognised, identifiers)


def _sketches(events: Sequence[Event], lookout: Lookout) -> list[Sketch | None]:
    """The sketch of each event, if it came with one or with a prompt: looked at in passing, prompts end here."""
    made = iter(sketches_of([event.prompt for event in events if event.prompt is not None], look=lookout.see))
    return [event.sketch if event.prompt is None else next(made) for event in events]


def _identifiers(
    events: Sequence[Event], shown: Sequence[Sequence[Value]], accounts: Mapping[str, Known]
) -> dict[Value, int]:
    """Each shown value's identifier; new ones are sealed under the key of the first account that shows them."""
    keepers: dict[Value, Known] = {}
    for event, values in zip(events, shown, strict=True):
        for value in values:
            keepers.setdefault(value, accounts[event.subject])
    return identifiers_of(keepers) if keepers else {}


def as_answer(outcome: Outcome) -> dict[str, Any]:
    """The answer of `POST /api/v1/signals`."""
    rejected = [asdict(entry) for entry in outcome.rejected]
    return {"accepted": outcome.accepted, "duplicates": outcome.duplicates, "rejected": rejected}
