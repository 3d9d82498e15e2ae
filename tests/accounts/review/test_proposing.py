"""What takes two people? Ines proposes to suspend the ring, Omar approves that list; Noor and Lena take it back."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.access.models import Access
from accounts.journal.models import Entry
from accounts.parties.models import Account
from accounts.review.actions import (
    approve,
    decide,
    decline,
    propose,
    reconsider,
    refer,
    return_proposal,
    withdraw,
)
from accounts.review.admission import admit
from accounts.review.models import Case, Decision, Notice, Proposal, ProposalMember, Verdict
from accounts.review.since import since_proposal
from kycrisk.lib.errors import Refused
from tests import world
from tests.accounts.review.conftest import choice


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(world.NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def proposal(case: Case) -> Proposal:
    return propose(by=world.by("ines"), case=case, verdict=choice("suspend"))


def states(accounts: list[Account]) -> set[str]:
    return {world.door_of(account).state for account in accounts}


# -- proposing and approving


def test_a_proposal_freezes_and_seals_the_list_and_changes_no_door(ring: list[Account], case: Case, proposal: Proposal):
    case.refresh_from_db()
    assert (case.state, proposal.member_count, len(proposal.seal)) == ("proposed", 6, 64)
    assert set(proposal.members.values_list("included", "access_state", "access_sequence")) == {(True, "open", 1)}
    assert states(ring) == {"open"}


def test_the_second_person_approves_and_every_door_shuts_with_notice(
    ring: list[Account], case: Case, proposal: Proposal
):
    decision = approve(by=world.by("omar"), proposal=proposal, typed_count=6)
    case.refresh_from_db()
    assert (decision.decided_by, decision.approved_by) == (world.person("ines"), world.person("omar"))
    assert (case.state, states(ring)) == ("closed", {"suspended"})
    assert Notice.objects.filter(decision=decision).count() == 6
    assert Verdict.objects.standing().get().kind == "confirmed"
    line = Entry.objects.get(verb="access.suspended", subject_id=ring[0].account)
    assert (line.actor, line.detail["decision"]) == (world.person("omar"), decision.decision)


@pytest.mark.parametrize("count", [5, 7, None])
def test_another_count_typed_approves_nothing(ring: list[Account], proposal: Proposal, count: int | None):
    with pytest.raises(Refused, match="Type 6, the number of accounts"):
        approve(by=world.by("omar"), proposal=proposal, typed_count=count)
    assert states(ring) == {"open"}


def test_a_reviewer_approves_nothing_and_the_proposer_least_of_all(case: Case):
    mine = propose(by=world.by("omar"), case=case, verdict=choice("suspend"))
    with pytest.raises(Refused, match="may not approve"):
        approve(by=world.by("noor"), proposal=mine, typed_count=6)
    with pytest.raises(Refused, match="You proposed this; another person must approve"):
        approve(by=world.by("omar"), proposal=mine, typed_count=6)
    assert approve(by=world.by("lena"), proposal=mine, typed_count=6).approved_by == world.person("lena")


def test_the_author_of_an_earlier_version_does_not_approve_the_next(case: Case):
    first = propose(by=world.by("omar"), case=case, verdict=choice("suspend"))
    return_proposal(by=world.by("lena"), proposal=first, note="too many", leave_out={"acct_larkspur_001": "first user"})
    withdrawn_from_omar = world.by("ines")
    Case.objects.filter(pk=case.pk).update(assignee=None)
    second = propose(by=withdrawn_from_omar, case=case, verdict=choice("suspend"))
    with pytest.raises(Refused, match="You proposed an earlier version"):
        approve(by=world.by("omar"), proposal=second, typed_count=6)
    assert approve(by=world.by("lena"), proposal=second, typed_count=6).member_count == 6


def test_neither_does_the_database_take_the_proposer_for_the_second_person(proposal: Proposal):
    with pytest.raises(DatabaseError, match="proposal_four_eyes"), transaction.atomic():
        Proposal.objects.update(state="approved", resolved_by=proposal.proposed_by)


def test_a_list_that_was_tampered_with_is_not_approved(ring: list[Account], proposal: Proposal):
    (harbour,) = world.let_in([world.harbour()])
    ProposalMember.objects.create(proposal=proposal, account=harbour, included=True)
    Proposal.objects.filter(pk=proposal.pk).update(member_count=7)
    with pytest.raises(Refused, match="its seal is broken"):
        approve(by=world.by("omar"), proposal=proposal, typed_count=7)
    assert states([*ring, harbour]) == {"open"}
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        ProposalMember.objects.filter(account=harbour).delete()


def test_what_one_person_decides_alone_is_not_proposed(case: Case):
    with pytest.raises(Refused, match="nothing has to be proposed"):
        propose(by=world.by("ines"), case=case, verdict=choice("limit_rate"))


def test_while_it_waits_nobody_decides_and_nobody_proposes_again(case: Case, proposal: Proposal):
    for verb, measure in ((decide, "clear"), (propose, "suspend")):
        with pytest.raises(Refused, match="A proposal waits for a second person"):
            verb(by=world.by("noor"), case=case, verdict=choice(measure))


def test_a_proposal_is_resolved_once(proposal: Proposal):
    approve(by=world.by("omar"), proposal=proposal, typed_count=6)
    for verb in (approve, decline):
        with pytest.raises(Refused):
            verb(by=world.by("lena"), proposal=proposal, **({"typed_count": 6} if verb is approve else {"note": "no"}))
    assert Decision.objects.count() == 1


def test_two_leads_at_once_make_one_decision(real_db: str):
    ring = world.let_in(world.larkspur())
    case = refer(by=world.GRAPH, referral=world.ring_referral(ring))
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    leads = [world.by("omar"), world.by("lena")]

    def agree(number: int) -> bool:
        try:
            approve(by=leads[number % 2], proposal=proposal, typed_count=6)
        except Refused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        assert sum(pool.map(agree, range(6))) == 1
    assert Decision.objects.count() == 1
    assert Access.objects.filter(state="suspended", sequence=2).count() == 6


# -- saying no


def test_declining_and_returning_need_a_note_and_give_the_case_back_to_the_proposer(case: Case, proposal: Proposal):
    with pytest.raises(Refused, match="Write a note"):
        decline(by=world.by("omar"), proposal=proposal, note=" ")
    declined = decline(by=world.by("omar"), proposal=proposal, note="the card was stolen: they are victims")
    case.refresh_from_db()
    assert (declined.state, case.state, case.assignee) == ("declined", "open", world.person("ines"))


def test_returning_names_whom_to_leave_out(ring: list[Account], case: Case, proposal: Proposal):
    with pytest.raises(Refused, match="acct_cafe_01 is not on the list"):
        return_proposal(by=world.by("omar"), proposal=proposal, note="fewer", leave_out={"acct_cafe_01": "?"})
    leave_out = {ring[0].account: "paid for the first time"}
    returned = return_proposal(by=world.by("omar"), proposal=proposal, note="fewer", leave_out=leave_out)
    assert (returned.state, returned.leave_out) == ("returned", leave_out)
    kept = frozenset(world.names(ring[1:]))
    again = propose(by=world.by("ines"), case=case, verdict=choice("suspend", included=kept, left_out=leave_out))
    approve(by=world.by("omar"), proposal=again, typed_count=5)
    assert (world.door_of(ring[0]).state, states(ring[1:])) == ("open", {"suspended"})


def test_only_the_proposer_withdraws_and_does_not_decline_their_own(case: Case):
    mine = propose(by=world.by("omar"), case=case, verdict=choice("suspend"))
    with pytest.raises(Refused, match="Only who proposed it withdraws"):
        withdraw(by=world.by("lena"), proposal=mine)
    with pytest.raises(Refused, match="You proposed this yourself; withdraw it"):
        decline(by=world.by("omar"), proposal=mine, note="no")
    assert withdraw(by=world.by("omar"), proposal=mine).state == "withdrawn"
    case.refresh_from_db()
    assert case.state == "open"


# -- what changed since


def test_nothing_changed(proposal: Proposal):
    assert since_proposal(proposal).unchanged


def test_what_changed_since_the_proposal_is_shown_and_new_members_stay_open(
    ring: list[Account], case: Case, proposal: Proposal
):
    (newcomer,) = world.let_in([world.customer("acct_newcomer")])
    change(by=world.GRAPH, account=ring[0], door=Door("limited", 5, reason="terms"))
    refer(by=world.GRAPH, referral=world.ring_referral([*ring[1:], newcomer], bits=60.0))
    since = since_proposal(proposal)
    assert (since.joined, since.left) == ([newcomer.account], [ring[0].account])
    assert [(moved.account, moved.before, moved.now) for moved in since.moved] == [(ring[0].account, "open", "limited")]
    assert since.evidence[0] == "Evidence grew by 19.8 bits."
    assert (since.bits_then, since.bits_now) == (40.2, 60.0)
    decision = approve(by=world.by("omar"), proposal=proposal, typed_count=6)
    assert states(ring) == {"suspended"}
    assert world.door_of(newcomer).state == "open"
    assert decision.evidence == proposal.evidence
    assert refer(by=world.GRAPH, referral=world.ring_referral([*ring, newcomer], bits=60.0)).pk != case.pk


# -- taking it back


def test_restoration_brings_back_exactly_what_was(ring: list[Account], _today: time_machine.Traveller):
    special = Door(
        "limited",
        7,
        70_000,
        ("standard", "small"),
        ("canary", "watermark"),
        "payment_risk",
        world.NOW + timedelta(days=90),
    )
    change(by=world.GRAPH, account=ring[0], door=special)
    trial = world.customer("acct_trial")
    admit(by=world.GRAPH, account=trial)
    before = world.door_of(trial)
    everybody = [*ring, trial]
    case = refer(by=world.GRAPH, referral=world.ring_referral(everybody))
    suspended = approve(
        by=world.by("omar"), proposal=propose(by=world.by("ines"), case=case, verdict=choice("suspend")), typed_count=7
    )
    _today.shift(timedelta(days=3))
    restored = _restore(suspended, 7)
    assert (world.door_of(ring[0]), world.door_of(trial)) == (special, before)
    assert all(world.door_of(account) == world.OPEN for account in ring[1:])
    assert restored.reverses == suspended
    assert Access.objects.get(account=trial).sequence == 3
    assert not Verdict.objects.standing().exists()
    assert not Notice.objects.filter(decision=restored).exists()


def test_who_has_moved_since_is_left_where_they_are_and_listed(ring: list[Account], proposal: Proposal):
    suspended = approve(by=world.by("omar"), proposal=proposal, typed_count=6)
    _restore(suspended, 1, only=[ring[0]])
    moved = Door("limited", 3, reason="terms")
    change(by=world.GRAPH, account=ring[0], door=moved)
    change(by=world.GRAPH, account=ring[1], door=Door("open"), measure="restore")
    change(by=world.GRAPH, account=ring[1], door=Door("suspended", reason="terms"))
    restored = _restore(suspended, 4)
    assert dict(restored.members.filter(state="left_out").values_list("account__account", "skipped_reason")) == {
        ring[0].account: "access has moved since: it is limited now",
        ring[1].account: "access has moved since: it is suspended now",
    }
    assert (world.door_of(ring[0]), world.door_of(ring[1]).state) == (moved, "suspended")
    assert states(ring[2:]) == {"open"}


def test_restoring_one_keeps_the_verdict_on_the_others(ring: list[Account], proposal: Proposal):
    suspended = approve(by=world.by("omar"), proposal=proposal, typed_count=6)
    _restore(suspended, 1, only=[ring[0]])
    assert Verdict.objects.standing().get().subjects == world.names(ring[1:])


def test_restoration_takes_two_people_and_a_suspension_to_take_back(ring: list[Account], case: Case):
    limited = decide(by=world.by("ines"), case=case, verdict=choice("limit_rate"))
    about = reconsider(by=world.by("noor"), decision=limited, note="was it right?")
    with pytest.raises(Refused, match=r"cannot take back .* limited in rate"):
        propose(by=world.by("noor"), case=about, verdict=choice("restore"))
    with pytest.raises(Refused, match="upheld or taken back"):
        decide(by=world.by("noor"), case=about, verdict=choice("clear"))
    lifted = decide(by=world.by("noor"), case=about, verdict=choice("lift"))
    assert lifted.reverses == limited
    assert states(ring) == {"open"}


def test_reconsidering_what_took_nothing_away_is_refused(case: Case):
    watched = decide(by=world.by("ines"), case=case, verdict=choice("watch"))
    with pytest.raises(Refused, match="took no access away"):
        reconsider(by=world.by("noor"), decision=watched, note="hm")


def _restore(suspended: Decision, count: int, only: list[Account] | None = None) -> Decision:
    names = None if only is None else world.names(only)
    case = reconsider(by=world.by("noor"), decision=suspended, note="they are victims", accounts=names)
    proposal = propose(by=world.by("noor"), case=case, verdict=choice("restore"))
    return approve(by=world.by("lena"), proposal=proposal, typed_count=count)
