"""What if the customer disagrees? A shell and a victim appeal; somebody who took no part decides; both are answered."""

from datetime import timedelta

import pytest
import time_machine

from accounts.access.doors import Door
from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.parties.models import Account
from accounts.review.actions import approve, decide, propose, refer, submit_appeal
from accounts.review.appeal_links import hash_of, token_of
from accounts.review.models import Appeal, Case, Decision, Notice
from kycrisk.lib.errors import Refused
from kycrisk.lib.vault import unseal
from tests import world
from tests.accounts.review.conftest import choice

WORDS = "My card was stolen in August; I have never heard of these companies."


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(world.NOW, tick=False):
        yield


@pytest.fixture
def limited(ring: list[Account], case: Case) -> Decision:
    return decide(by=world.by("ines"), case=case, verdict=choice("limit_rate"))


@pytest.fixture
def suspended(ring: list[Account], case: Case) -> Decision:
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    return approve(by=world.by("omar"), proposal=proposal, typed_count=6)


def appeal(account: Account, text: str = WORDS) -> Appeal:
    notice = Notice.objects.filter(account=account, kind="measure").latest("id")
    return submit_appeal(by=Actor.customer(account.account), notice=notice, text=text)


def seen(case: Case) -> int:
    return case.evidence.count()


def test_the_link_is_known_by_its_hash_alone(limited: Decision):
    notice = Notice.objects.filter(decision=limited).latest("id")
    assert notice.change_id is not None
    token = token_of(notice.change_id)
    assert bytes(notice.token_hash or b"") == hash_of(token)
    assert len(token) == 43
    assert token_of(notice.change_id + 1) != token


def test_an_appeal_opens_a_case_about_the_decision_and_seals_the_words(ring: list[Account], limited: Decision):
    made = appeal(ring[0])
    case = made.case
    assert (case.kind, case.subject_type, case.subject_id) == ("appeal", "decision", limited.decision)
    assert case.due_at <= world.NOW + timedelta(hours=24)
    assert case.priority_reasons == ["the customer waits"]
    assert WORDS.encode() not in bytes(made.sealed_text)
    assert ring[0].wrapped_key is not None
    assert unseal(bytes(ring[0].wrapped_key), bytes(made.sealed_text), context="appeal.text") == WORDS
    assert not Entry.objects.filter(detail__icontains="stolen").exists()
    assert Entry.objects.get(verb="appeal.submitted").actor_kind == "customer"


def test_two_appeals_against_one_decision_share_a_case(ring: list[Account], limited: Decision):
    first, second = appeal(ring[0]), appeal(ring[1])
    assert first.case == second.case
    assert seen(first.case) == 2
    assert second.case.evidence.latest("id").member_count == 2


def test_one_appeal_for_each_notice(ring: list[Account], limited: Decision):
    appeal(ring[0])
    with pytest.raises(Refused, match="Your appeal is with us already"):
        appeal(ring[0])
    with pytest.raises(Refused, match="between 1 and 4,000"):
        appeal(ring[1], "  ")


def test_what_does_not_apply_any_more_is_not_appealed(ring: list[Account], limited: Decision):
    again = refer(by=world.GRAPH, referral=world.ring_referral(ring, bits=80.0))
    decide(by=world.by("noor"), case=again, verdict=choice("lift"))
    with pytest.raises(Refused, match="does not apply to your account any more"):
        appeal(ring[0])


def test_nobody_decides_the_appeal_against_their_own_limit(ring: list[Account], limited: Decision):
    case = appeal(ring[0]).case
    for measure in ("lift", "dismiss_appeal"):
        with pytest.raises(Refused, match="You took part in the decision appealed") as refused:
            decide(by=world.by("ines"), case=case, verdict=choice(measure))
        assert refused.value.status == 403
    assert case not in Case.objects.claimable_by(world.person("ines"))
    assert case in Case.objects.claimable_by(world.person("noor"))


def test_an_upheld_limit_is_lifted_exactly_for_who_appealed_and_they_are_told(ring: list[Account], limited: Decision):
    made = appeal(ring[0])
    decided = decide(by=world.by("noor"), case=made.case, verdict=choice("lift"))
    made.refresh_from_db()
    assert (made.outcome, made.decision) == ("upheld", decided)
    assert world.door_of(ring[0]) == world.OPEN
    assert world.door_of(ring[1]).state == "limited"
    assert Notice.objects.get(kind="upheld").account == ring[0]


def test_a_lift_on_appeal_gives_back_an_earlier_limit_too(ring: list[Account], case: Case):
    first = Door("limited", 50, None, ("standard",), reason="terms")
    world.let_in(ring, door=first)
    decide(by=world.by("ines"), case=case, verdict=choice("limit_rate"))
    decide(by=world.by("noor"), case=appeal(ring[0]).case, verdict=choice("lift"))
    assert world.door_of(ring[0]) == first


def test_a_dismissed_appeal_leaves_the_measure_and_tells_the_customer(ring: list[Account], limited: Decision):
    made = appeal(ring[0])
    decide(by=world.by("noor"), case=made.case, verdict=choice("dismiss_appeal"))
    made.refresh_from_db()
    made.case.refresh_from_db()
    assert (made.outcome, made.case.state) == ("dismissed", "closed")
    assert world.door_of(ring[0]).state == "limited"
    assert Notice.objects.get(kind="dismissed").account == ring[0]


def test_a_suspension_is_restored_by_two_people_who_took_no_part(ring: list[Account], suspended: Decision):
    made = appeal(ring[0])
    with pytest.raises(Refused, match="You took part in the decision appealed"):
        propose(by=world.by("ines"), case=made.case, verdict=choice("restore"))
    with pytest.raises(Refused, match="takes two people"):
        decide(by=world.by("lena"), case=made.case, verdict=choice("restore"))
    proposal = propose(by=world.by("noor"), case=made.case, verdict=choice("restore"))
    with pytest.raises(Refused, match="You took part in the decision appealed"):
        approve(by=world.by("omar"), proposal=proposal, typed_count=1)
    approve(by=world.by("lena"), proposal=proposal, typed_count=1)
    made.refresh_from_db()
    assert made.outcome == "upheld"
    assert [world.door_of(account).state for account in ring[:2]] == ["open", "suspended"]


def test_who_is_left_out_of_the_restoration_is_answered_as_dismissed(ring: list[Account], suspended: Decision):
    victim, shell = appeal(ring[0]), appeal(ring[1])
    case = victim.case
    included, left_out = frozenset({ring[0].account}), {ring[1].account: "in step, shares the owner"}
    verdict = choice("restore", included=included, left_out=left_out, seen=2)
    approve(by=world.by("lena"), proposal=propose(by=world.by("noor"), case=case, verdict=verdict), typed_count=1)
    victim.refresh_from_db()
    shell.refresh_from_db()
    assert (victim.outcome, shell.outcome) == ("upheld", "dismissed")
    assert dict(Notice.objects.exclude(kind="measure").values_list("account__account", "kind")) == {
        ring[0].account: "upheld",
        ring[1].account: "dismissed",
    }


def test_an_appeal_that_comes_after_the_proposal_is_heard_in_a_case_of_its_own(
    ring: list[Account], suspended: Decision
):
    first = appeal(ring[0])
    proposal = propose(by=world.by("noor"), case=first.case, verdict=choice("restore"))
    late = appeal(ring[1])
    assert late.case == first.case
    approve(by=world.by("lena"), proposal=proposal, typed_count=1)
    late.refresh_from_db()
    assert (late.outcome, late.case.state) == ("", "open")
    assert late.case != first.case
    again = propose(by=world.by("noor"), case=late.case, verdict=choice("restore"))
    assert approve(by=world.by("lena"), proposal=again, typed_count=1).member_count == 1


def test_an_appeal_only_upholds_or_dismisses(ring: list[Account], limited: Decision):
    case = appeal(ring[0]).case
    for measure in ("clear", "watch", "open", "limit_rate"):
        with pytest.raises(Refused, match="A decision is upheld or taken back"):
            decide(by=world.by("noor"), case=case, verdict=choice(measure))
