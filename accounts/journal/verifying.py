"""Is the journal as it was written? Recomputes every seal and the whole chain, and names the first place that is not.

Reads one consistent state and keeps nothing in memory but the last hash, however long the journal is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import connection, transaction

from accounts.journal.anchors import Anchor
from accounts.journal.models import Entry, Link
from accounts.journal.querysets import BEFORE_ALL
from accounts.journal.sealing import GENESIS, Line, chain_hash, seal_of

CHUNK = 2_000


class Tampered(Exception):
    """The journal is not as it was written; the message names the first broken place."""


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found to be whole: places in the chain, and entries that wait for one."""

    chained: int
    waiting: int


@contextmanager
def one_consistent_state() -> Iterator[None]:
    """Everything read inside is from one moment, whatever is written meanwhile."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def verify(anchors: Sequence[Anchor] = (), *, tell: Callable[[int], None] = lambda _count: None) -> Verified:
    """Check every place, every entry and every anchor; `Tampered` at the first broken place."""
    chained = _check_chain(anchors, tell)
    _check_tail(anchors, chained)
    return Verified(chained, _check_unchained())


def _check_chain(anchors: Sequence[Anchor], tell: Callable[[int], None]) -> int:
    """Walk from the first place to the head; how many there are."""
    position, previous = 0, GENESIS
    anchored = defaultdict[int, list[Anchor]](list)
    for anchor in anchors:
        anchored[anchor.position].append(anchor)
    for link, entry in _places():
        position += 1
        if link.position != position:
            raise Tampered(f"Position {position} is missing: the chain goes on with {link.position}.")
        previous = _check_place(link, entry, previous)
        for anchor in anchored[position]:
            _check_anchor(anchor, link)
        tell(position)
    return position


def _places() -> Iterator[tuple[Link, Entry | None]]:
    """Every place with its entry, or with None where that is gone."""
    links = list(Link.objects.in_order()[:CHUNK])
    while links:
        entries = Entry.objects.in_bulk([link.entry_id for link in links])
        yield from ((link, entries.get(link.entry_id)) for link in links)
        links = list(Link.objects.in_order().filter(position__gt=links[-1].position)[:CHUNK])


def _check_place(link: Link, entry: Entry | None, previous: bytes) -> bytes:
    """The hash of a place, recomputed from its entry; `Tampered` if anything differs from what is stored."""
    if entry is None:
        raise Tampered(f"Position {link.position}: entry {link.entry_id} is gone.")
    if seal_of(Line.of(entry)) != bytes(entry.seal):
        raise Tampered(f"Position {link.position}: entry {entry.pk} was changed; its seal does not fit what it says.")
    expected = chain_hash(previous, link.position, entry.pk, bytes(entry.seal))
    if expected != bytes(link.hash):
        raise Tampered(
            f"Position {link.position}: entry {entry.pk} does not follow from what stands before it; something was "
            "moved, removed or slipped in here."
        )
    return expected


def _check_anchor(anchor: Anchor, link: Link) -> None:
    if (anchor.entry, anchor.hash) != (link.entry_id, bytes(link.hash).hex()):
        raise Tampered(
            f"Position {link.position} holds entry {link.entry_id}, but another chain, with entry {anchor.entry} here, "
            f"was anchored on {anchor.at}: the journal was written anew."
        )


def _check_tail(anchors: Sequence[Anchor], chained: int) -> None:
    """An anchor beyond the head remembers what is no longer there."""
    beyond = min(
        (anchor for anchor in anchors if anchor.position > chained), key=lambda one: one.position, default=None
    )
    if beyond:
        raise Tampered(
            f"The chain ends at position {chained}, but position {beyond.position} (entry {beyond.entry}) was anchored "
            f"on {beyond.at}: the tail was cut off."
        )


def _check_unchained() -> int:
    """Entries without a place: behind the head nobody may be, beyond it only who carries our seal. How many wait."""
    head = Link.objects.head()
    place = head.entry.place if head else BEFORE_ALL
    if slipped := Entry.objects.up_to(place).unchained().first():
        raise Tampered(f"Entry {slipped.pk} has no place in the chain, but its time is over: it was slipped in.")
    waiting = 0
    for entry in Entry.objects.after(place).unchained().iterator(chunk_size=CHUNK):
        if seal_of(Line.of(entry)) != bytes(entry.seal):
            raise Tampered(
                f"Entry {entry.pk} waits for its place, but its seal does not fit: it was not written by us."
            )
        waiting += 1
    return waiting
