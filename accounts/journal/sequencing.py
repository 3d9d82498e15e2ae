"""In which order did things happen for good? The sequencer gives committed entries their place in the chain.

Entries are taken in the order (transaction id, id) and only below the oldest transaction that is still open, so that a
late commit can never have to stand before an entry that already has its place.
"""

from collections.abc import Iterable, Iterator

from django.db import transaction

from accounts.journal.models import Entry, Link
from accounts.journal.querysets import BEFORE_ALL
from accounts.journal.sealing import GENESIS, chain_hash
from kycrisk.lib.locks import try_lock, wait_for_lock

BATCH = 5_000
LOCK = "journal.sequence"


def sequence() -> int:
    """Chain all settled entries, a batch per transaction; how many. 0 at once while somebody else is at it."""
    chained = 0
    while count := _one_batch(patient=False):
        chained += count
        if count < BATCH:
            break
    return chained


def sequence_now() -> int:
    """The same, but wait for whoever is at it: afterwards everything settled before the call has its place."""
    chained = 0
    while count := _one_batch(patient=True):
        chained += count
    return chained


@transaction.atomic(durable=True)
def _one_batch(*, patient: bool) -> int:
    if patient:
        wait_for_lock(LOCK)
    elif not try_lock(LOCK):
        return 0
    head = Link.objects.head()
    entries = Entry.objects.after(head.entry.place if head else BEFORE_ALL).settled()[:BATCH]
    return len(Link.objects.bulk_create(links_after(head, entries)))


def links_after(head: Link | None, entries: Iterable[Entry]) -> Iterator[Link]:
    """The places that follow the head, one for each entry."""
    position, previous = (head.position, bytes(head.hash)) if head else (0, GENESIS)
    for entry in entries:
        position += 1
        previous = chain_hash(previous, position, entry.pk, bytes(entry.seal))
        yield Link(position=position, entry=entry, hash=previous)
