"""Does every question reach a person once? The ring is referred, joins, merges, splits; the café stays decided."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import msgspec
import pytest
import time_machine
from django.db import connection, transaction
from django.db.utils import DatabaseError, IntegrityError
from django.utils import timezone

from accounts.journal.models import Entry
from accounts.parties.models import Account
from accounts.review.actions import approve, decide, propose, refer, snooze
from accounts.review.evidence import Member
from accounts.review.history import history
from accounts.review.models import Case, CaseState, Evidence, Proposal, ProposalState
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Event
from tests import world
from tests.accounts.review.conftest import choice


def verbs(case: Case) -> list[str]:
    return list(Entry.objects.filter(subject_id=case.case).order_by("id").values_list("verb", flat=True))


def test_a_referral_opens_a_case_with_its_evidence_and_tells_the_outside(ring: list[Account]):
    add_endpoint(by=world.GRAPH, url="https://billing.example/hook")
    with time_machine.travel(world.NOW, tick=False):
        case = refer(by=world.GRAPH, referral=world.ring_referral(ring))
    assert (case.state, case.priority, case.due_at) == ("open", 2, world.NOW + timedelta(hours=24))
    evidence = case.evidence.get()
    assert (evidence.recommendation, evidence.member_count, len(evidence.members)) == ("limit", 6, 6)
    assert verbs(case) == ["case.opened"]
    events = dict(Event.objects.values_list("type", "payload"))
    assert events["case.opened"]["case"] == case.case
    assert events["network.flagged"]["network"] == world.LARKSPUR_NETWORK


def test_the_same_referral_again_changes_nothing(ring: list[Account], case: Case):
    assert refer(by=world.GRAPH, referral=world.ring_referral(ring)).pk == case.pk
    assert Evidence.objects.count() == 1
    assert verbs(case) == ["case.opened"]


def test_less_than_a_bit_is_no_news_and_a_bit_is(ring: list[Account], case: Case):
    hardly = world.ring_referral(ring, bits=40.9)
    refer(by=world.GRAPH, referral=hardly)
    assert case.evidence.count() == 1
    refer(by=world.GRAPH, referral=world.ring_referral(ring, bits=41.3))
    assert case.evidence.count() == 2
    assert history(case)[0].text == "added evidence: Evidence grew by 1.1 bits."


def test_a_more_urgent_referral_brings_the_due_date_forward_and_a_calmer_one_does_not_push_it_back(
    ring: list[Account], case: Case
):
    refer(by=world.GRAPH, referral=world.ring_referral(ring, priority=3))
    case.refresh_from_db()
    urgent = case.due_at
    assert case.priority == 3
    assert urgent < case.opened_at + timedelta(hours=5)
    refer(by=world.GRAPH, referral=world.ring_referral(ring, priority=1, bits=60.0))
    case.refresh_from_db()
    assert (case.priority, case.due_at) == (1, urgent)


def test_new_evidence_wakes_a_snoozed_case(ring: list[Account], case: Case):
    snooze(by=world.by("ines"), case=case, reason="the card's issuer answers tomorrow", until=_tomorrow())
    refer(by=world.GRAPH, referral=world.ring_referral(ring, bits=60.0))
    case.refresh_from_db()
    assert (case.state, case.wake_at, case.waiting_for) == ("open", None, "")


def test_the_database_refuses_a_second_open_case_about_one_subject(case: Case):
    with pytest.raises(IntegrityError, match="case_one_open_per_subject"), transaction.atomic():
        Case.objects.create(
            kind="network",
            subject_type="network",
            subject_id=case.subject_id,
            title="twice",
            opened_at=case.opened_at,
            due_at=case.due_at,
        )


def test_evidence_cannot_be_edited(case: Case):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        case.evidence.update(headline="all is well")


# -- what was decided stays decided


def test_a_cleared_cafe_is_left_in_peace(guests: list[Account]):
    referral = world.cafe_referral(guests)
    case = refer(by=world.GRAPH, referral=referral)
    decide(by=world.by("ines"), case=case, verdict=choice("clear"))
    again = refer(by=world.GRAPH, referral=referral)
    assert (again.pk, again.state) == (case.pk, "closed")
    fading = msgspec.structs.replace(referral, members=referral.members[:20])
    assert refer(by=world.GRAPH, referral=fading).pk == case.pk


def test_stronger_evidence_asks_again_and_the_new_case_names_the_earlier_one(ring: list[Account], case: Case):
    decide(by=world.by("ines"), case=case, verdict=choice("watch"))
    again = refer(by=world.GRAPH, referral=world.ring_referral(ring, bits=60.0))
    assert again.pk != case.pk
    assert history(again)[0].text == f"opened the case with 6 accounts; the earlier one is {case.case}"


def test_a_suspended_ring_needs_a_person_again_only_for_new_suspects(ring: list[Account], case: Case):
    _suspend(case, 6)
    stronger = world.ring_referral(ring, bits=90.0)
    assert refer(by=world.GRAPH, referral=stronger).pk == case.pk
    neighbour = Member("acct_cafe_01", "watch", leave_out="not in step")
    tied = msgspec.structs.replace(stronger, members=[*stronger.members, neighbour])
    assert refer(by=world.GRAPH, referral=tied).pk == case.pk
    (second,) = world.let_in([world.customer("acct_second_pool")])
    pool = msgspec.structs.replace(
        stronger, members=[*stronger.members, Member(second.account, "review", in_step=True)]
    )
    assert refer(by=world.GRAPH, referral=pool).pk != case.pk


# -- merge and split


def test_merge_closes_the_case_into_the_lineage_that_goes_on(ring: list[Account], case: Case):
    other = refer(by=world.GRAPH, referral=world.ring_referral(ring[:3], subject_id="net_OTHER", priority=3))
    proposal = propose(by=world.by("ines"), case=other, verdict=choice("suspend"))
    refer(by=world.GRAPH, referral=world.ring_referral(ring, merged_from=["net_OTHER"]))
    other.refresh_from_db()
    case.refresh_from_db()
    assert (other.state, other.merged_into_id, case.state) == ("closed", case.pk, "open")
    assert (case.priority, case.due_at) == (3, other.due_at)
    assert Proposal.objects.get(pk=proposal.pk).state == ProposalState.WITHDRAWN
    said = [event.text for event in history(case)]
    assert f"took in {other.case}, whose network goes on in this one" in said
    assert any(text.startswith("proposed: 3 accounts suspended") for text in said)


def test_an_open_question_goes_on_even_if_the_other_lineage_was_decided(ring: list[Account], case: Case):
    decide(by=world.by("ines"), case=case, verdict=choice("watch"))
    other = refer(by=world.GRAPH, referral=world.ring_referral(ring[:3], subject_id="net_OTHER"))
    joint = refer(by=world.GRAPH, referral=world.ring_referral(ring, merged_from=["net_OTHER"]))
    other.refresh_from_db()
    assert (joint.state, other.merged_into_id) == ("open", joint.pk)
    assert joint.pk != case.pk


def test_split_keeps_the_case_and_gives_the_other_lineage_its_own(ring: list[Account], case: Case):
    part = world.ring_referral(ring[:3], subject_id="net_PART", split_from=world.LARKSPUR_NETWORK)
    own = refer(by=world.GRAPH, referral=part)
    case.refresh_from_db()
    assert (case.state, own.state) == ("open", "open")
    assert history(own)[0].text == f"opened the case with 3 accounts, split from {case.case}"


def test_a_part_of_a_decided_lineage_points_to_the_answer_and_keeps_doing_so(ring: list[Account], case: Case):
    decide(by=world.by("ines"), case=case, verdict=choice("clear"))
    part = world.ring_referral(ring[:3], subject_id="net_PART", split_from=world.LARKSPUR_NETWORK)
    own = refer(by=world.GRAPH, referral=part)
    assert (own.state, own.merged_into_id) == (CaseState.CLOSED, case.pk)
    later = world.ring_referral(ring[:3], subject_id="net_PART")
    assert refer(by=world.GRAPH, referral=later).pk == own.pk
    assert (
        refer(by=world.GRAPH, referral=world.ring_referral(ring[:3], subject_id="net_PART", bits=99.0)).state == "open"
    )


# -- at once


def test_eight_referrers_at_once_open_one_case(real_db: str):
    ring = world.let_in(world.larkspur())
    referral = world.ring_referral(ring)

    def one(_: int) -> int:
        try:
            return refer(by=world.GRAPH, referral=referral).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        cases = set(pool.map(one, range(8)))
    assert len(cases) == 1
    assert (Case.objects.count(), Evidence.objects.count()) == (1, 1)
    assert Entry.objects.filter(verb="case.opened").count() == 1


def _tomorrow() -> datetime:
    return timezone.now() + timedelta(days=1)


def _suspend(case: Case, count: int) -> None:
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    approve(by=world.by("omar"), proposal=proposal, typed_count=count)
