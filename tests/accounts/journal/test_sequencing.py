"""Does every committed line get its place, in an order that is final?"""

import threading

import psycopg
import pytest
from django.db import connection, transaction

from accounts.journal import sequencing
from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.journal.models import Entry, Link
from accounts.journal.querysets import EntryQuerySet
from accounts.journal.sequencing import sequence, sequence_now
from accounts.journal.verifying import verify
from kycrisk.lib.locks import try_lock

CLERK = Actor.command("clerk")


def write(subject: str) -> None:
    with transaction.atomic():
        record(by=CLERK, verb="case.opened", subject=("case", subject))


def in_chain() -> list[str]:
    return [link.entry.subject_id for link in Link.objects.in_order().select_related("entry")]


class SlowClerk(threading.Thread):
    """Another connection that writes a line and commits when told."""

    def __init__(self, subject: str) -> None:
        super().__init__()
        self.subject, self.written, self.may_commit = subject, threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            with transaction.atomic():
                record(by=CLERK, verb="case.opened", subject=("case", self.subject))
                self.written.set()
                assert self.may_commit.wait(10)
        finally:
            connection.close()


def test_a_late_commit_stands_before_what_committed_early_and_began_later(real_db: str):
    slow = SlowClerk("began first, committed last")
    slow.start()
    assert slow.written.wait(10)
    write("began last, committed first")

    assert sequence() == 0  # while the first is open, nobody's order is final
    slow.may_commit.set()
    slow.join()
    assert sequence() == 2
    assert in_chain() == ["began first, committed last", "began last, committed first"]
    assert verify().chained == 2


def test_what_was_settled_before_is_not_held_up(real_db: str):
    write("settled")
    slow = SlowClerk("still open")
    slow.start()
    assert slow.written.wait(10)
    assert sequence() == 1
    slow.may_commit.set()
    slow.join()
    assert sequence() == 1
    assert in_chain() == ["settled", "still open"]


def test_many_batches_make_one_chain(journal: EntryQuerySet, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sequencing, "BATCH", 7)
    for number in range(20):
        write(f"case_{number}")
    assert sequence() == 20
    assert sequence() == 0
    assert [link.position for link in Link.objects.in_order()] == list(range(1, 81))
    assert verify().chained == 80


def test_only_one_sequencer_works_at_a_time(real_db: str):
    write("waits")
    parts = connection.settings_dict
    with psycopg.connect(
        host=parts["HOST"], port=parts["PORT"], user=parts["USER"], password=parts["PASSWORD"], dbname=real_db
    ) as other:
        other.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [sequencing.LOCK])
        assert sequence() == 0
    assert sequence_now() == 1


def test_a_line_without_its_transaction_is_refused(real_db: str):
    with pytest.raises(RuntimeError, match="in the transaction of the change"):
        record(by=CLERK, verb="case.opened", subject=("case", "case_LARKSPUR"))
    assert not Entry.objects.exists()


def test_a_lock_is_taken_inside_a_transaction(real_db: str):
    with pytest.raises(RuntimeError, match="inside one"):
        try_lock("alone")
