"""Which events hold planted words, and whom does that say something about?

Whoever got a canary and shows it back says nothing by that. Anybody else shows a value (`Kind.CANARY`): who show the
same are tied. Whose answers held it counts as having had it since it was made, without having shown it (`HELD_DAY`): so
an outsider is tied to the account it was made for, or to one account of the pool it was made for, and comes later.
What was seen in public is nobody's conduct.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection

from accounts.parties.introducing import Known
from graph.canaries.actions import Spotted, publicly_known, spot
from graph.canaries.finding import Lookout
from graph.canaries.models import PUBLIC, Canary, Recipient, Where
from graph.signals.events import Event
from graph.signals.kinds import Kind
from graph.signals.payloads import CanarySeen
from graph.signals.touching import touch
from graph.signals.values import Value, values_of
from kycrisk.sketch.folding import fold
from kycrisk.sketch.words import words_of

HELD_DAY = -2
"""The bucket of a sighting that says: its answers held this. Nothing was shown; -1 are the facts of the record."""

_HOLD = """
INSERT INTO signals_sighting (account_id, identifier_id, day, first_at, last_at, count, disputed)
VALUES (%s, %s, %s, %s, %s, 0, 0) ON CONFLICT DO NOTHING
"""
_HOLD_EARLIER = """
UPDATE signals_sighting SET first_at = %s, last_at = %s
 WHERE account_id = %s AND identifier_id = %s AND day = %s AND first_at > %s
"""


@dataclass(frozen=True, slots=True)
class Holding:
    """An account (by key) whose answers have held a canary since a moment, though it need not have shown it."""

    account: int
    since: datetime


@dataclass(slots=True)
class Recognised:
    """By place of the event: the values it shows in all. Then what came back, and who holds which of the values."""

    values: dict[int, list[Value]] = field(default_factory=dict)
    spotted: list[Spotted] = field(default_factory=list)
    held: dict[Value, Holding] = field(default_factory=dict)


def found_in(events: Sequence[Event], lookout: Lookout) -> list[tuple[int, int]]:
    """Place of the event and key of the canary: in prompts as they went by, and in what `canary.seen` quotes."""
    prompts = [place for place, event in enumerate(events) if event.prompt is not None]
    quoted = {
        place: event.payload.canary for place, event in enumerate(events) if isinstance(event.payload, CanarySeen)
    }
    found = [(prompts[prompt], key) for prompt, key in lookout.found]
    if quoted:
        places, words = list(quoted), words_of([fold(text).folded for text in quoted.values()])
        found += [(places[place], key) for place, key in lookout.planted.among(words)]
    return found


def recognise(events: Sequence[Event], found: Sequence[tuple[int, int]], accounts: Mapping[str, Known]) -> Recognised:
    """What the canaries say that were found in events: pairs of an event's place and a canary's key."""
    recognised = Recognised()
    keys: dict[int, list[int]] = defaultdict(list)
    for place, key in [*found, *_of_strangers(events, found)]:
        keys[place].append(key)
    if not keys:
        return recognised
    canaries: dict[int, Any] = Canary.objects.with_recipient().in_bulk({key for some in keys.values() for key in some})
    given = _given(canaries.values(), {accounts[events[place].subject].id for place in keys})
    for place, some in sorted(keys.items()):
        event, account = events[place], accounts[events[place].subject].id
        known = [canaries[key] for key in some if key in canaries]
        where = _where(event)
        recognised.spotted += [Spotted(one.pk, account, where, event.source, event.at) for one in known]
        shown = [] if isinstance(event.payload, CanarySeen) and known else values_of(event.payload)
        if where not in PUBLIC:
            strange = [one for one in known if (one.minting_id, account) not in given]
            shown += [value for one in strange if (value := _shown(one, event.at, recognised)) is not None]
        recognised.values[place] = shown
    return recognised


def _of_strangers(events: Sequence[Event], found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Words seen in public that we never made: known from now on, so that they tie nobody."""
    ours = {place for place, _ in found}
    words = {
        place: event.payload.words
        for place, event in enumerate(events)
        if isinstance(event.payload, CanarySeen) and event.payload.is_public and place not in ours
    }
    keys = publicly_known(words.values()) if words else {}
    return [(place, keys[text]) for place, text in words.items()]


def _where(event: Event) -> Where:
    return Where(event.payload.where or Where.PROMPT) if isinstance(event.payload, CanarySeen) else Where.PROMPT


def _given(canaries: Iterable[Canary], accounts: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of a minting and an account whose answers held it."""
    mintings = {one.minting_id for one in canaries if one.minting_id is not None}
    rows = Recipient.objects.filter(minting__in=mintings, account__in=accounts)
    return set(rows.values_list("minting_id", "account_id"))


def _shown(canary: Any, at: datetime, recognised: Recognised) -> Value | None:
    """The value that somebody shows with a canary that was made for others; None for words that were never ours."""
    if canary.minting is None:
        return None
    value = Value(Kind.CANARY, canary.canary)
    if canary.recipient is not None:
        before = recognised.held.get(value)
        since = min(canary.minting.minted_at, at, before.since if before else at)
        recognised.held[value] = Holding(canary.recipient, since)
    return value


def keep_spotted(recognised: Recognised, identifiers: Mapping[Value, int]) -> None:
    """Write down what came back and who holds it, in the caller's transaction."""
    spot(recognised.spotted)
    rows = sorted((one.account, identifiers[value], one.since) for value, one in recognised.held.items())
    with connection.cursor() as cursor:
        for account, identifier, since in rows:
            cursor.execute(_HOLD, [account, identifier, HELD_DAY, since, since])
            cursor.execute(_HOLD_EARLIER, [since, since, account, identifier, HELD_DAY, since])
    touch({account for account, _, _ in rows})
