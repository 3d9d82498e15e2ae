"""Is a suspended ring seen again when its next accounts arrive? From the record's decisions and the weeks' profiles."""

from datetime import timedelta

import pytest

from accounts.parties.models import Account
from accounts.review.actions import approve, propose, reconsider, refer
from accounts.review.models import Decision
from graph.networks.models import Membership, Network
from graph.networks.watching import pools_of
from graph.signals.models import WeeklyProfile
from tests import world
from tests.accounts.review.conftest import choice

pytestmark = pytest.mark.django_db


def member(network: Network, account: Account, week: int) -> None:
    """It asks for the first time so many weeks from now."""
    monday = world.NOW.date() - timedelta(days=world.NOW.weekday()) + timedelta(weeks=week)
    WeeklyProfile.objects.create(account=account, week=monday, exchanges=5)
    Membership.objects.create(network=network, account=account)


def suspended(network: Network, ring: list[Account]) -> Decision:
    case = refer(by=world.GRAPH, referral=world.ring_referral(ring, subject_id=network.network))
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    return approve(by=world.by("omar"), proposal=proposal, typed_count=len(ring))


def test_the_next_pool_is_who_came_after_the_suspension_and_harbour_is_not():
    network = Network.objects.create(name="Larkspur")
    ring, harbour = world.let_in(world.larkspur()), world.harbour()
    for account in [*ring, harbour]:
        member(network, account, -3)
    assert pools_of(network) == []
    decision = suspended(network, ring)
    assert [(pool.accounts, pool.case) for pool in pools_of(network)] == [(6, decision.case.case)]
    member(network, world.customer("acct_larkspur_again"), 200)
    first, second = pools_of(network)
    assert first.dwell is not None
    assert first.dwell >= timedelta(weeks=2)
    assert (second.number, second.accounts, second.decision) == (2, 1, "")
    assert second.re_entry is not None
    assert second.re_entry > timedelta(weeks=100)


def test_a_suspension_that_was_taken_back_leaves_no_pool():
    network = Network.objects.create(name="Larkspur")
    ring = world.let_in(world.larkspur())
    for account in ring:
        member(network, account, -3)
    decision = suspended(network, ring)
    again = reconsider(by=world.by("noor"), decision=decision, note="the wrong list")
    proposal = propose(by=world.by("noor"), case=again, verdict=choice("restore"))
    approve(by=world.by("lena"), proposal=proposal, typed_count=6)
    assert pools_of(network) == []
