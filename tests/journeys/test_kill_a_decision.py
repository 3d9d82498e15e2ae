"""Does a decision about 5,000 shells reach each of them once, although its worker is killed at every batch?"""

import threading
from collections import Counter
from random import Random

from accounts.access.models import Access, AccessChange
from accounts.journal.actors import Actor
from accounts.parties.models import Account
from accounts.review.actions import approve, decide, propose, refer
from accounts.review.models import Decision, Notice
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Delivery, Event
from tests import world
from tests.accounts.review.conftest import choice
from tests.databases import environment_for
from tests.journeys.nursery import Nursery

MEMBERS = 5_000
WATCHED = 40
BATCHES_AT_MOST = 200


def proposed_and_approved(ring: list[Account]) -> Decision:
    """Some of them were limited before, in a case of their own; then all of them are suspended."""
    before = world.ring_referral(ring[:WATCHED], subject_id="net_LARKSPUR0000")
    decide(by=world.by("noor"), case=refer(by=world.GRAPH, referral=before), verdict=choice("limit_rate"))
    case = refer(by=world.GRAPH, referral=world.ring_referral(ring))
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    return approve(by=world.by("omar"), proposal=proposal, typed_count=MEMBERS)


def kill_at_every_batch(environment: dict[str, str], random: Random) -> int:
    """One worker after the other: each commits a batch, or none, and dies while it is at the next; how many died."""
    with Nursery(environment) as nursery:
        for deaths in range(BATCHES_AT_MOST):
            if not Decision.objects.running().exists():
                return deaths
            worker = nursery.worker()
            if deaths % 3:
                worker.batch()
            threading.Event().wait(random.uniform(0, 0.3))
            worker.kill()
    raise AssertionError("the decision never reached everybody")


def test_a_worker_killed_at_every_batch_changes_each_access_once(real_db: str):
    ring = world.let_in(world.shells(MEMBERS))
    add_endpoint(by=Actor.command("test"), url="https://192.0.2.1/hook", event_types=["access.changed"])
    decision = proposed_and_approved(ring)
    assert kill_at_every_batch(environment_for(real_db), Random(20261124)) >= MEMBERS / 500

    assert Counter(decision.members.values_list("state", flat=True)) == {"applied": MEMBERS}
    assert Counter(Access.objects.values_list("state", flat=True)) == {"suspended": MEMBERS}
    numbers: dict[int, list[int]] = {}
    for account, sequence in AccessChange.objects.order_by("pk").values_list("account", "sequence"):
        numbers.setdefault(account, []).append(sequence)
    assert Counter(map(tuple, numbers.values())) == {(1, 2): MEMBERS - WATCHED, (1, 2, 3): WATCHED}
    assert Notice.objects.filter(decision=decision).count() == MEMBERS

    told: dict[str, list[int | None]] = {}
    for lane, number in Event.objects.filter(type="access.changed").order_by("pk").values_list("lane", "sequence"):
        told.setdefault(lane, []).append(number)
    assert Counter(map(tuple, told.values())) == {(2,): MEMBERS - WATCHED, (2, 3): WATCHED}
    pending = Delivery.objects.pending().values_list("event__lane", flat=True)
    assert Counter(Counter(pending).values()) == {1: MEMBERS}, "what is newer replaces what nobody has heard yet"
