"""Four gateways hand in the café's evening at once, one of them slowly: nobody is lost, nobody counts twice."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Sum

from accounts.journal.actors import Actor
from accounts.parties.models import Account
from graph.signals import accepting
from graph.signals.accepting import Outcome, accept
from graph.signals.actions_sources import revoke_source
from graph.signals.events import parse
from graph.signals.folding import READER, fold
from graph.signals.models import Identifier, Sighting, Signal
from graph.signals.models_sources import WithheldSighting
from graph.signals.reading import next_batch
from tests.graph.signals.senders import AT, TERMS, cafe_evening, event, lines, ring_at_work

pytestmark = pytest.mark.usefixtures("real_db")


def at_once[Answer](calls: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """All calls in threads of their own, started together."""
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Answer]) -> Answer:
        try:
            start.wait()
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return [future.result(timeout=60) for future in [threads.submit(run, call) for call in calls]]


def hand_in(events: list[dict[str, Any]]) -> Outcome:
    return accept(lines(events), key=None, sender="test", received_at=AT)


def test_four_senders_with_overlapping_batches_each_event_once():
    events = cafe_evening(60) + ring_at_work(60)
    parts = [Random(seed).sample(events, len(events)) for seed in range(4)]
    outcomes = at_once([partial(hand_in, part) for part in parts])
    assert sum(outcome.accepted for outcome in outcomes) == len(events) == Signal.objects.count()
    assert sum(outcome.duplicates for outcome in outcomes) == sum(map(len, parts)) - len(events)
    assert Signal.objects.values("source", "event_id").distinct().count() == len(events)
    assert Account.objects.count() == 120
    shown = {key for keys in Signal.objects.values_list("shown", flat=True) for key in keys}
    assert shown == set(Identifier.objects.values_list("id", flat=True))


def test_batches_that_meet_in_two_orders_do_not_deadlock():
    for round_ in range(3):
        names = [f"{round_}-{number}" for number in range(2000)]
        forwards = [event("session.seen", f"acct_{name}", {"device_id": f"device-{name}"}) for name in names]
        outcomes = at_once([partial(hand_in, forwards), partial(hand_in, forwards[::-1])])
        assert sum(outcome.accepted for outcome in outcomes) == 2000


def test_new_values_that_meet_in_two_orders_do_not_deadlock():
    for round_ in range(3):
        names = [f"{round_}-{number}" for number in range(2000)]
        forwards = [event("session.seen", "acct_cafe_01", {"device_id": f"device-{name}"}) for name in names]
        backwards = [{**body, "id": f"{body['id']}-again"} for body in reversed(forwards)]
        outcomes = at_once([partial(hand_in, forwards), partial(hand_in, backwards)])
        assert [outcome.accepted for outcome in outcomes] == [2000, 2000]
        assert Identifier.objects.count() == 2000 * (round_ + 1)


def test_a_batch_that_commits_late_is_not_skipped():
    hand_in([event("session.seen", "acct_cafe_01")])
    fold(1000)
    began, may_end = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_xact_id()")  # the lower number, and the later commit
            began.set()
            assert may_end.wait(30)
            _inside(cafe_evening(3))
        connection.close()

    thread = threading.Thread(target=slowly)
    thread.start()
    assert began.wait(30)
    hand_in(ring_at_work(2))
    assert fold(1000).count == 0  # below the open transaction nothing is settled yet
    may_end.set()
    thread.join(30)
    assert fold(1000).count == 3 + 4
    assert fold(1000).count == 0


def _inside(events: list[dict[str, Any]]) -> None:
    """As `accept`, but part of a transaction that began earlier."""
    parsed = [parse(raw, TERMS) for raw in lines(events)]
    fresh = {accepting.receipt_key(one.source, one.id): one for one in parsed}
    accepting._write(fresh, AT, Actor.command("test"))


def test_two_folders_at_once_fold_each_signal_once():
    for start in range(0, 240, 40):
        hand_in([{**body, "id": f"{start}-{body['id']}"} for body in cafe_evening(40)])

    def fold_all() -> int:
        return sum(iter(lambda: fold(17).count, 0))

    at_once([fold_all] * 4)
    fold_all()
    seen = Sighting.objects.aggregate(total=Sum("count"))["total"]
    assert seen == 240 * 3  # an address, its block, a device


def test_a_folder_that_fails_loses_nothing():
    hand_in(cafe_evening(5))
    with pytest.raises(RuntimeError, match="power cut"), next_batch(READER, 1000):
        raise RuntimeError("power cut")
    assert fold(1000).count == 5


def test_while_one_reads_another_finds_nothing_to_do():
    hand_in(cafe_evening(5))
    with next_batch(READER, 1000) as batch:
        assert batch is not None
        (others,) = at_once([lambda: fold(1000).count])
    assert others == 0


_WAITING = """
SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database
 WHERE datname = current_database() AND NOT granted
"""


def test_a_source_that_is_named_while_its_neighbours_are_revoked_is_revoked_with_them():
    hand_in([event("session.seen", "acct_cafe_01", {"device_id": "one"}, source="/liar/1")])
    revoke = partial(revoke_source, by=Actor.command("test"), prefix="/liar", reason="It lied.")
    with ThreadPoolExecutor(1) as threads:
        with transaction.atomic():
            _inside([event("session.seen", "acct_cafe_02", {"device_id": "one"}, source="/liar/2")])
            revoking = threads.submit(at_once, [revoke])
            with connection.cursor() as cursor:
                for _ in range(100_000):
                    cursor.execute(_WAITING)
                    if cursor.fetchone()[0] or revoking.done():
                        break
            assert not revoking.done(), "it waits for whoever is naming a source"
        assert revoking.result(60)[0].sources == 2
    assert fold(1000).count == 2
    assert not Sighting.objects.exists()
    assert WithheldSighting.objects.count() == 2
