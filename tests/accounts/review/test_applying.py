"""Does a long decision reach everybody, once? Twelve hundred shells, several workers, a reversal on the way."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from accounts.access.models import Access, AccessChange
from accounts.review.actions import approve, propose, reconsider, refer
from accounts.review.applying import apply_batch, apply_pending
from accounts.review.models import Decision, DecisionMember, Notice
from tests import world
from tests.accounts.review.conftest import choice

MANY = 1200


def suspended(count: int = MANY) -> Decision:
    ring = world.let_in(world.larkspur(count))
    case = refer(by=world.GRAPH, referral=world.ring_referral(ring))
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    return approve(by=world.by("omar"), proposal=proposal, typed_count=count)


def states(decision: Decision) -> dict[str, int]:
    found = list(decision.members.values_list("state", flat=True))
    return {state: found.count(state) for state in set(found)}


@pytest.mark.django_db
def test_a_long_list_is_frozen_at_once_and_applied_in_batches():
    decision = suspended()
    assert states(decision) == {"pending": MANY}
    assert not AccessChange.objects.filter(state="suspended").exists()
    assert [apply_batch(decision) for _ in range(4)] == [500, 500, 200, 0]
    assert states(decision) == {"applied": MANY}
    assert Notice.objects.filter(decision=decision).count() == MANY
    assert apply_pending() == 0


@pytest.mark.django_db
def test_taking_it_back_while_it_runs_restores_what_was_done_and_stops_the_rest():
    decision = suspended()
    apply_batch(decision)
    case = reconsider(by=world.by("noor"), decision=decision, note="the wrong list")
    proposal = propose(by=world.by("noor"), case=case, verdict=choice("restore"))
    restored = approve(by=world.by("lena"), proposal=proposal, typed_count=MANY)
    apply_pending()
    assert set(Access.objects.values_list("state", flat=True)) == {"open"}
    assert states(decision) == {"applied": 500, "skipped": 700}
    assert states(restored) == {"applied": 500, "skipped": 700}
    reasons = set(decision.members.filter(state="skipped").values_list("skipped_reason", flat=True))
    assert reasons == {f"taken back by {restored.decision} before it was applied"}


def test_four_workers_share_a_decision_and_nobody_is_done_twice(real_db: str):
    suspended(1100)

    def work(_: int) -> int:
        try:
            return apply_pending()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        done = sum(pool.map(work, range(4)))
    assert done + apply_pending() == 1100
    assert AccessChange.objects.filter(state="suspended").count() == 1100
    assert DecisionMember.objects.filter(state="applied").values("change").distinct().count() == 1100
