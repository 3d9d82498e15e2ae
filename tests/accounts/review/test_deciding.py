"""What follows from a decision by one person? The ring is limited, Harbour and the café are left alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.access.doors import Door
from accounts.access.models import AccessChange
from accounts.journal.models import Entry
from accounts.parties.models import Account
from accounts.review.actions import claim, decide, refer
from accounts.review.admission import admit
from accounts.review.evidence import Member
from accounts.review.models import Case, Decision, MemberState, Notice, Verdict
from accounts.review.sweeping import wake_due
from accounts.review.weighing import offers, preview
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Event
from kycrisk.lib.errors import Refused
from tests import world
from tests.accounts.review.conftest import choice

NOON = world.NOW


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOON, tick=False):
        yield


def states(accounts: list[Account]) -> set[str]:
    return {world.door_of(account).state for account in accounts}


def test_a_limit_reaches_every_door_with_notice_journal_and_message(ring: list[Account], case: Case):
    add_endpoint(by=world.GRAPH, url="https://billing.example/hook")
    decision = decide(by=world.by("ines"), case=case, verdict=choice("limit_rate", deserved_a_person=True))
    case.refresh_from_db()
    assert (case.state, case.closed_at, case.deserved_a_person) == ("closed", NOON, True)
    assert (decision.member_count, decision.decided_by, decision.evidence) == (
        6,
        world.person("ines"),
        case.evidence.get(),
    )
    expected = Door("limited", 10, 100_000, reason="coordinated_use", expires_at=NOON + timedelta(days=14))
    assert all(world.door_of(account) == expected for account in ring)
    assert decision.members.filter(state=MemberState.APPLIED, change__decision=decision.decision).count() == 6
    assert Notice.objects.filter(decision=decision, reason="coordinated_use", sent_at=None).count() == 6
    assert Entry.objects.filter(verb="access.limited").count() == 6
    decided = Event.objects.get(type="case.decided").payload
    assert (decided["measure"], decided["state"], decided["members"]) == ("limit_rate", "closed", 6)


def test_clearing_the_cafe_touches_no_door_and_is_a_verdict(guests: list[Account]):
    case = refer(by=world.GRAPH, referral=world.cafe_referral(guests))
    decision = decide(by=world.by("noor"), case=case, verdict=choice("clear"))
    assert states(guests) == {"open"}
    assert not Notice.objects.exists()
    assert AccessChange.objects.filter(account__in=guests).count() == len(guests)
    assert set(decision.members.values_list("state", "skipped_reason")) == {("skipped", "access unchanged")}
    verdict = Verdict.objects.standing().get()
    assert (verdict.kind, verdict.subjects) == ("cleared", world.names(guests))
    line = Entry.objects.get(verb="verdict.recorded")
    assert line.detail["accounts"] == world.names(guests)


def test_a_limit_by_default_spares_harbour_the_tied_and_the_left_out(ring: list[Account], guests: list[Account]):
    (harbour,) = world.let_in([world.harbour()])
    referral = world.ring_referral(ring)
    members = [*referral.members, Member(harbour.account, "limit", in_step=True), Member(guests[0].account, "watch")]
    left_out = Member(guests[1].account, "review", leave_out="used a family before the others")
    case = refer(by=world.GRAPH, referral=world.referral("net_MIXED", "Mixed", referral.pack, [*members, left_out]))
    decision = decide(by=world.by("ines"), case=case, verdict=choice("limit_rate"))
    assert states(ring) == {"limited"}
    assert states([harbour, *guests]) == {"open"}
    said = dict(decision.members.filter(state="left_out").values_list("account__account", "skipped_reason"))
    assert said == {
        harbour.account: "established payer",
        guests[0].account: "only tied to the others",
        guests[1].account: "used a family before the others",
    }


def test_a_person_may_name_the_list_and_say_why_others_are_left_out(ring: list[Account], case: Case):
    included = frozenset(world.names(ring[:4]))
    with pytest.raises(Refused, match="Say why acct_larkspur_005 is left out"):
        decide(by=world.by("ines"), case=case, verdict=choice("limit_rate", included=included))
    left_out = dict.fromkeys(world.names(ring[4:]), "their bank vouches for them")
    decide(by=world.by("ines"), case=case, verdict=choice("limit_rate", included=included, left_out=left_out))
    assert (states(ring[:4]), states(ring[4:])) == ({"limited"}, {"open"})


def test_accounts_without_a_door_or_already_there_are_passed_over_with_the_reason(ring: list[Account]):
    stranger = world.customer("acct_no_door")
    case = refer(by=world.GRAPH, referral=world.ring_referral([*ring, stranger]))
    everybody = frozenset(world.names([*ring, stranger]))
    decision = decide(by=world.by("ines"), case=case, verdict=choice("limit_rate", included=everybody))
    assert decision.members.get(account=stranger).skipped_reason == "no access record"
    assert decision.members.filter(state="applied").count() == 6


def test_a_limit_cannot_open_a_suspended_account(ring: list[Account]):
    world.let_in(shut := [world.customer("acct_shut")], door=Door("suspended", reason="terms"))
    case = refer(by=world.GRAPH, referral=world.ring_referral([*ring, *shut]))
    everybody = frozenset(world.names([*ring, *shut]))
    decision = decide(by=world.by("ines"), case=case, verdict=choice("limit_rate", included=everybody))
    assert world.door_of(shut[0]).state == "suspended"
    assert decision.members.get(account=shut[0]).skipped_reason == "not in use: a limit would open it"


def test_a_provisional_account_is_opened_fully(db: None):
    account = world.customer("acct_new")
    admit(by=world.GRAPH, account=account)
    case = refer(by=world.GRAPH, referral=world.ring_referral([account], kind="account"))
    decide(by=world.by("ines"), case=case, verdict=choice("open"))
    assert world.door_of(account) == Door("open")
    assert not Notice.objects.exists()


def test_lifting_brings_back_what_stood_before_the_limit(ring: list[Account], case: Case):
    decide(by=world.by("ines"), case=case, verdict=choice("limit_rate", treatments=("canary",)))
    assert world.door_of(ring[0]).treatments == ("canary",)
    again = refer(by=world.GRAPH, referral=world.ring_referral(ring, bits=80.0))
    decide(by=world.by("noor"), case=again, verdict=choice("lift"))
    assert all(world.door_of(account) == world.OPEN for account in ring)


def test_verify_again_narrows_for_a_while_and_the_case_waits_with_its_clock_paused(ring: list[Account], case: Case):
    decide(by=world.by("ines"), case=case, verdict=choice("verify"))
    door = world.door_of(ring[0])
    assert (door.state, door.requests_per_minute, door.models_allowed) == ("provisional", 20, ("standard",))
    assert door.expires_at == NOON + timedelta(days=14)
    case.refresh_from_db()
    assert (case.state, case.paused_at, case.wake_at) == ("waiting", NOON, NOON + timedelta(days=13))
    assert Notice.objects.count() == 6
    due_before = case.due_at
    with time_machine.travel(NOON + timedelta(days=13), tick=False):
        assert wake_due() == 1
    case.refresh_from_db()
    assert (case.state, case.due_at) == ("open", due_before + timedelta(days=13))


def test_the_desk_sees_beforehand_what_may_be_chosen_and_whom_it_would_reach(ring: list[Account], case: Case):
    before = {offer.measure: offer.why_not for offer in offers(case, NOON)}
    assert (before["suspend"], before["lift"]) == ("", "Nobody here is limited.")
    left_out = {ring[0].account: "their bank vouches for them"}
    kept = frozenset(world.names(ring[1:]))
    listed = preview(case, choice("limit_rate", included=kept, left_out=left_out), NOON)
    assert (len(listed.included), listed.left_out()) == (5, {"their bank vouches for them": 1})


# -- refusals


def test_suspension_is_not_decided_by_one_person_not_even_a_lead(case: Case, ring: list[Account]):
    for username in ("ines", "omar"):
        with pytest.raises(Refused, match="takes two people"):
            decide(by=world.by(username), case=case, verdict=choice("suspend"))
    assert states(ring) == {"open"}
    assert not Decision.objects.exists()


def test_neither_does_the_database_let_one_person_suspend(case: Case):
    alone = Decision(
        case=case,
        measure="suspend",
        reason="terms",
        note="alone",
        policy_version=0,
        decided_by=world.person("omar"),
        decided_at=NOON,
        member_count=0,
    )
    with pytest.raises(DatabaseError, match=r"decision_(four_eyes|two_person_was_proposed)"), transaction.atomic():
        alone.save()
    alone.approved_by = world.person("omar")
    with pytest.raises(DatabaseError, match=r"decision_(four_eyes|two_person_was_proposed)"), transaction.atomic():
        alone.save()
    alone.approved_by = world.person("lena")
    with pytest.raises(DatabaseError, match="decision_two_person_was_proposed"), transaction.atomic():
        alone.save()


def test_a_decision_cannot_be_edited(case: Case):
    decide(by=world.by("ines"), case=case, verdict=choice("watch"))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Decision.objects.update(note="never mind")


@pytest.mark.parametrize("username", ["sam", "ana", "audrey", "ada"])
def test_who_may_not_decide_decides_nothing(case: Case, username: str):
    for _ in range(2):  # open, then closed: they learn nothing of it
        with pytest.raises(Refused, match="may not decide cases") as refused:
            decide(by=world.by(username), case=case, verdict=choice("clear"))
        assert refused.value.status == 403
        if case.state == "open":
            decide(by=world.by("ines"), case=case, verdict=choice("watch"))
            case.refresh_from_db()


def test_nobody_decides_what_another_holds(case: Case):
    claim(by=world.by("noor"), case=case)
    with pytest.raises(Refused, match="Noor Haddad holds this case"):
        decide(by=world.by("ines"), case=case, verdict=choice("clear"))


def test_evidence_that_changed_since_the_person_looked_is_said(ring: list[Account], case: Case):
    refer(by=world.GRAPH, referral=world.ring_referral(ring, bits=60.0))
    with pytest.raises(Refused, match=r"Evidence grew by 19.8 bits. Look again") as refused:
        decide(by=world.by("ines"), case=case, verdict=choice("limit_rate", seen=1))
    assert (refused.value.status, refused.value.code) == (409, "evidence_changed")
    assert decide(by=world.by("ines"), case=case, verdict=choice("limit_rate", seen=2)).member_count == 6


def test_a_measure_that_can_reach_nobody_is_refused(guests: list[Account]):
    case = refer(by=world.GRAPH, referral=world.cafe_referral(guests))
    with pytest.raises(Refused, match="Nobody is on the list"):
        decide(by=world.by("ines"), case=case, verdict=choice("limit_rate"))
    with pytest.raises(Refused, match="Nobody here is limited"):
        decide(by=world.by("ines"), case=case, verdict=choice("lift"))
    with pytest.raises(Refused, match="no appeal to dismiss"):
        decide(by=world.by("ines"), case=case, verdict=choice("dismiss_appeal"))


def test_the_second_of_two_learns_who_decided_and_what(case: Case):
    decide(by=world.by("ines"), case=case, verdict=choice("limit_rate"))
    with pytest.raises(Refused, match="Ines Moreau decided this case at 09:00 UTC: 6 accounts limited in rate"):
        decide(by=world.by("noor"), case=case, verdict=choice("clear"))


def test_a_decision_stays_explainable_after_the_evidence_moved_on(ring: list[Account], case: Case):
    decision = decide(by=world.by("ines"), case=case, verdict=choice("limit_rate"))
    assert decision.evidence is not None
    before = decision.evidence.body, decision.evidence.members
    refer(by=world.GRAPH, referral=world.ring_referral(ring[:2], bits=90.0))
    kept = Decision.objects.get().evidence
    assert kept is not None
    assert ((kept.body, kept.members), kept.bits) == (before, 40.2)


def test_two_reviewers_at_once_have_one_effect(real_db: str):
    ring = world.let_in(world.larkspur())
    case = refer(by=world.GRAPH, referral=world.ring_referral(ring))
    deciders = [(world.by("ines"), choice("limit_rate")), (world.by("noor"), choice("watch"))] * 4

    def answer(number: int) -> bool:
        by, verdict = deciders[number]
        try:
            decide(by=by, case=case, verdict=verdict)
        except Refused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(answer, range(8))) == 1
    assert Decision.objects.count() == 1
    changes = AccessChange.objects.filter(account__in=ring).count()
    assert changes == (12 if Decision.objects.get().measure == "limit_rate" else 6)
    assert timezone.now() == NOON
