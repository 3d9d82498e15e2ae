"""A decision about a whole network: stopped on its way, decided about meanwhile, undone, staged. The ring, and a policy
that deals with two accounts at a time."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.access.models import AccessChange
from accounts.journal.models import Entry
from accounts.parties.models import Account
from accounts.review.actions import approve, cancel, decide, next_stage, propose, reconsider, refer
from accounts.review.applying import apply_batch, apply_pending
from accounts.review.expiring import end_measures
from accounts.review.models import Case, Decision, Notice
from accounts.review.rules import Rule
from accounts.review.since import since_proposal
from accounts.review.weighing import preview
from kycrisk.lib.errors import Refused
from tests import world
from tests.accounts.review.conftest import choice

pytestmark = pytest.mark.django_db


@pytest.fixture
def by_twos(db: None) -> None:
    """Two accounts in a batch."""
    world.policy(desk={"batch_accounts": 2})


def suspended(case: Case, count: int = 6) -> Decision:
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    return approve(by=world.by("omar"), proposal=proposal, typed_count=count)


def turn(account: Account, door: Door, measure: str = "") -> None:
    change(by=world.GRAPH, account=account, door=door, measure=measure)


def reasons(decision: Decision, state: str) -> list[str]:
    return sorted(set(decision.members.filter(state=state).values_list("skipped_reason", flat=True)))


def own_case(account: Account) -> Case:
    """The account is looked at for itself."""
    referral = world.ring_referral([account], subject_type="account", subject_id=account.account, kind="account")
    return refer(by=world.GRAPH, referral=referral)


def states(accounts: list[Account]) -> list[str]:
    return [world.door_of(account).state for account in accounts]


# -- stopping and undoing


def test_stopping_spares_who_was_not_reached_and_the_rest_can_be_undone(by_twos: None, ring: list[Account], case: Case):
    decision = suspended(case)
    apply_batch(decision)
    stop = cancel(by=world.by("noor"), decision=decision, note="the wrong list")
    assert apply_pending() == 0
    assert sorted(states(ring)) == ["open"] * 4 + ["suspended"] * 2
    assert (stop.measure, stop.member_count, stop.reverses) == ("cancel", 4, decision)
    progress = Decision.objects.filter(pk=decision.pk).progress()[decision.pk]
    assert (progress.total, progress.applied, progress.skipped, progress.running) == (6, 2, 4, False)
    assert progress.cancelled_by == stop.decision
    assert reasons(decision, "skipped") == [f"stopped by {stop.decision} before it was applied"]
    assert Entry.objects.get(verb="decision.cancelled").detail["spared"] == 4

    again = reconsider(by=world.by("noor"), decision=decision, note="undo the rest")
    proposal = propose(by=world.by("noor"), case=again, verdict=choice("restore"))
    approve(by=world.by("lena"), proposal=proposal, typed_count=2)
    apply_pending()
    assert states(ring) == ["open"] * 6


def test_what_has_reached_everybody_cannot_be_stopped(ring: list[Account], case: Case):
    decision = suspended(case)
    with pytest.raises(Refused, match="Everybody was reached already"):
        cancel(by=world.by("noor"), decision=decision, note="stop")


def test_an_auditor_stops_nothing(by_twos: None, ring: list[Account], case: Case):
    decision = suspended(case)
    with pytest.raises(Refused):
        cancel(by=world.by("audrey"), decision=decision, note="stop")
    assert apply_pending() == 6


def test_undo_restores_exactly_and_says_of_everybody_else_why_not(ring: list[Account], case: Case):
    limited = Door("limited", 7, 70, ("standard",), ("canary",), "payment_risk", timezone.now() + timedelta(days=9))
    turn(ring[0], limited)
    decision = suspended(case)
    turn(ring[1], Door("open"), measure="restore")
    turn(ring[1], Door("closed", reason="customer_request"))
    again = reconsider(by=world.by("noor"), decision=decision, note="wrong")
    proposal = propose(by=world.by("noor"), case=again, verdict=choice("restore"))
    restored = approve(by=world.by("lena"), proposal=proposal, typed_count=5)
    assert world.door_of(ring[0]) == limited
    assert states(ring[1:]) == ["closed", *["open"] * 4]
    assert reasons(restored, "left_out") == ["access has moved since: closed at the customer’s wish"]


# -- somebody else, meanwhile


def test_whom_somebody_else_decided_about_meanwhile_is_passed_over(ring: list[Account], case: Case):
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    limit = decide(by=world.by("noor"), case=own_case(ring[0]), verdict=choice("limit_rate"))
    clear = decide(by=world.by("noor"), case=own_case(ring[1]), verdict=choice("clear"))
    said = {one.account: one.why for one in since_proposal(proposal).decided}
    assert said == {
        ring[0].account: f"decided meanwhile: limited in rate by {limit.decision} (Noor Haddad)",
        ring[1].account: f"decided meanwhile: cleared by {clear.decision} (Noor Haddad)",
    }
    decision = approve(by=world.by("omar"), proposal=proposal, typed_count=6)
    assert states(ring) == ["limited", "open", *["suspended"] * 4]
    assert reasons(decision, "skipped") == sorted(said.values())


def test_a_later_decision_that_was_quicker_is_not_overwritten(by_twos: None, ring: list[Account], case: Case):
    decision = suspended(case)
    decide(by=world.by("noor"), case=own_case(ring[5]), verdict=choice("limit_rate"))
    apply_pending()
    assert states(ring) == [*["suspended"] * 5, "limited"]
    assert len(reasons(decision, "skipped")) == 1


# -- rules, treatments, stages


def test_a_rule_is_frozen_with_the_list_and_a_person_may_put_somebody_back(ring: list[Account], case: Case):
    rule = Rule("company", "Larkspur Data Ltd")
    back = frozenset({ring[0].account})
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend", rules=(rule,), included=back))
    assert proposal.member_count == 1
    out = proposal.members.filter(included=False)
    assert set(out.values_list("left_out_reason", flat=True)) == {"an account of Larkspur Data Ltd"}
    decision = approve(by=world.by("omar"), proposal=proposal, typed_count=1)
    assert decision.rules[0]["sentence"] == "an account of Larkspur Data Ltd"


def test_treatments_take_nothing_away_tell_nobody_and_run_out(ring: list[Account], case: Case):
    now = timezone.now()
    with time_machine.travel(now, tick=False):
        treated = decide(by=world.by("ines"), case=case, verdict=choice("treat", treatments=("canary",), days=3))
    door = world.door_of(ring[0])
    assert door == Door("open", treatments=("canary",), expires_at=now + timedelta(days=3))
    assert not Notice.objects.exists()
    with time_machine.travel(now + timedelta(days=4)):
        assert end_measures() == 6
    assert world.door_of(ring[0]) == Door("open")
    assert AccessChange.objects.of(ring[0]).first().sequence == 3  # type: ignore[union-attr]
    assert not Notice.objects.exists()
    assert treated.member_count == 6


def test_a_limit_that_runs_out_uncovers_the_treatments_and_a_letter_says_so(ring: list[Account], case: Case):
    now = timezone.now()
    treated = decide(by=world.by("ines"), case=case, verdict=choice("treat", treatments=("canary",), days=30))
    further = next_stage(by=world.by("noor"), decision=treated, note="nothing contradicts")
    limited = decide(by=world.by("noor"), case=further, verdict=choice("limit_rate", days=7))
    assert world.door_of(ring[0]).treatments == ("canary",)
    with time_machine.travel(now + timedelta(days=8)):
        assert end_measures() == 6
        assert world.door_of(ring[0]).state == "open"
        assert world.door_of(ring[0]).treatments == ("canary",)
    kinds = Notice.objects.filter(decision=limited, account=ring[0]).values_list("kind", flat=True)
    assert sorted(kinds) == ["ended", "measure"]


def test_the_next_stage_starts_from_the_list_of_the_one_before(ring: list[Account], case: Case):
    kept = frozenset(world.names(ring[1:]))
    out = {ring[0].account: "their lawyer called"}
    first = choice("treat", treatments=("canary",), included=kept, left_out=out)
    treated = decide(by=world.by("ines"), case=case, verdict=first)
    further = next_stage(by=world.by("noor"), decision=treated, note="it goes on")
    assert further.pk != case.pk
    found = preview(further, choice("suspend"), timezone.now())
    assert set(found.included) == kept
    assert found.left_out() == {"their lawyer called (as in the stage before)": 1}
    assert found.reach("suspend").accounts == 5


def test_after_a_suspension_there_is_no_further_stage(ring: list[Account], case: Case):
    with pytest.raises(Refused, match="no further stage"):
        next_stage(by=world.by("noor"), decision=suspended(case), note="more")
