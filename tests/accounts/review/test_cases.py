"""Who works on a case? Ines and Noor share a queue; Omar reassigns; locks run out; nobody gets what another has."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.journal.models import Entry
from accounts.parties.models import Account
from accounts.review.actions import claim, keep, next_case, note, reassign, refer, release, snooze, wake
from accounts.review.models import Case
from accounts.review.sweeping import release_expired, wake_due
from kycrisk.lib.errors import Refused
from tests import world

LATER = world.NOW + timedelta(minutes=16)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(world.NOW, tick=False):
        yield


def several(count: int, *, priority: int = 2) -> list[Case]:
    people = world.let_in([world.customer(f"acct_of_network_{number}") for number in range(count)])
    return [
        refer(by=world.GRAPH, referral=world.ring_referral([account], subject_id=f"net_{number}", priority=priority))
        for number, account in enumerate(people)
    ]


# -- claiming


def test_ines_claims_and_noor_is_told_who_has_it_and_until_when(case: Case):
    held = claim(by=world.by("ines"), case=case)
    assert held.assignee == world.person("ines")
    with pytest.raises(Refused, match=r"Ines Moreau holds this case until 09:15 UTC"):
        claim(by=world.by("noor"), case=case)
    assert Entry.objects.filter(verb="case.claimed", subject_id=case.case).count() == 1


def test_work_renews_the_lock_without_a_line_in_the_journal(case: Case):
    claim(by=world.by("ines"), case=case)
    with time_machine.travel(world.NOW + timedelta(minutes=10), tick=False):
        assert keep(by=world.by("ines"), case=case)
        assert not keep(by=world.by("noor"), case=case)
    case.refresh_from_db()
    assert case.locked_until == world.NOW + timedelta(minutes=25)
    assert Entry.objects.filter(subject_id=case.case, verb="case.claimed").count() == 1


def test_a_lock_that_ran_out_may_be_taken(case: Case):
    claim(by=world.by("ines"), case=case)
    with time_machine.travel(LATER, tick=False):
        assert not keep(by=world.by("ines"), case=case)
        assert claim(by=world.by("noor"), case=case).assignee == world.person("noor")


def test_the_sweep_gives_back_what_was_left_alone(case: Case):
    claim(by=world.by("ines"), case=case)
    assert release_expired() == 0
    with time_machine.travel(LATER, tick=False):
        assert release_expired() == 1
    case.refresh_from_db()
    assert (case.assignee, case.locked_until) == (None, None)
    assert Entry.objects.filter(verb="case.lock_expired", subject_id=case.case).exists()


@pytest.mark.parametrize("username", ["sam", "ana", "audrey", "ada"])
def test_who_may_not_work_on_cases_claims_nothing(case: Case, username: str):
    for verb in (claim, release):
        with pytest.raises(Refused, match="may not claim cases") as refused:
            verb(by=world.by(username), case=case)
        assert refused.value.status == 403
    with pytest.raises(Refused, match="may not claim cases"):
        next_case(by=world.by(username))
    with pytest.raises(Refused, match="may not claim cases"):
        note(by=world.by(username), case=case, text="hello")


def test_releasing_gives_it_back_and_only_its_holder_can(case: Case):
    claim(by=world.by("ines"), case=case)
    with pytest.raises(Refused, match="holds this case"):
        release(by=world.by("noor"), case=case)
    assert release(by=world.by("ines"), case=case).assignee is None


def test_a_lead_reassigns_even_a_held_case_and_it_stays_there(case: Case):
    claim(by=world.by("ines"), case=case)
    given = reassign(by=world.by("omar"), case=case, to=world.person("noor"))
    assert (given.assignee, given.locked_until) == (world.person("noor"), None)
    with pytest.raises(Refused, match="This case is with Noor Haddad"):
        claim(by=world.by("ines"), case=case)


def test_reassigning_needs_a_lead_and_somebody_who_can_decide(case: Case):
    with pytest.raises(Refused, match="may not reassign cases"):
        reassign(by=world.by("ines"), case=case, to=world.person("noor"))
    with pytest.raises(Refused, match="Sam Keller cannot work on cases"):
        reassign(by=world.by("omar"), case=case, to=world.person("sam"))


# -- the next one


def test_the_next_case_is_the_most_urgent_one_that_is_free(db: None):
    calm, urgent = several(1, priority=0), None
    (account,) = world.let_in([world.customer("acct_loud")])
    urgent = refer(by=world.GRAPH, referral=world.ring_referral([account], subject_id="net_loud", priority=3))
    assert next_case(by=world.by("ines")) == urgent
    assert next_case(by=world.by("noor")) == calm[0]
    assert next_case(by=world.by("omar")) is None


def test_what_a_lead_gave_me_comes_to_me_and_to_nobody_else(db: None):
    (one,) = several(1)
    reassign(by=world.by("omar"), case=one, to=world.person("noor"))
    assert next_case(by=world.by("ines")) is None
    assert next_case(by=world.by("noor")) == one


def test_two_reviewers_never_get_the_same_one(real_db: str):
    world.let_in([world.customer(f"acct_of_network_{number}") for number in range(6)])
    for number, account in enumerate(Account.objects.order_by("account")):
        refer(by=world.GRAPH, referral=world.ring_referral([account], subject_id=f"net_{number}"))
    people = [world.by(name) for name in ("ines", "noor", "omar", "lena") for _ in range(2)]

    def take(number: int) -> Case | None:
        try:
            return next_case(by=people[number])
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        taken = [case.case for case in pool.map(take, range(8)) if case is not None]
    assert len(taken) == len(set(taken)) == 6


def test_who_asks_while_another_is_about_to_take_one_gets_the_next(real_db: str):
    first, second = several(2)
    Case.objects.filter(pk=second.pk).update(due_at=world.NOW + timedelta(days=3))
    noor = world.by("noor")

    def take() -> Case | None:
        try:
            return next_case(by=noor)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        Case.objects.select_for_update().get(pk=first.pk)
        assert pool.submit(take).result(timeout=20) == second


def test_eight_claims_at_once_and_one_holder(real_db: str):
    (account,) = world.let_in([world.customer("acct_lark")])
    case = refer(by=world.GRAPH, referral=world.ring_referral([account]))
    people = [world.by(name) for name in ("ines", "noor", "omar", "lena")]

    def grab(number: int) -> bool:
        try:
            claim(by=people[number % 4], case=case)
        except Refused:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(grab, range(8))) == 2  # the holder asks twice
    assert Entry.objects.filter(verb="case.claimed").count() == 1


# -- waiting


def test_a_snoozed_case_leaves_the_queue_and_wakes_by_itself(case: Case):
    snooze(by=world.by("ines"), case=case, reason="the bank answers on Thursday", until=world.NOW + timedelta(days=2))
    assert next_case(by=world.by("noor")) is None
    assert wake_due() == 0
    with time_machine.travel(world.NOW + timedelta(days=2, seconds=1), tick=False):
        assert wake_due() == 1
        assert wake_due() == 0
    case.refresh_from_db()
    assert (case.state, case.due_at) == ("open", world.NOW + timedelta(hours=24))


@pytest.mark.parametrize(
    ("reason", "days", "sentence"),
    [
        ("", 1, "Say what you wait for"),
        ("the bank", -1, "within the next 30 days"),
        ("the bank", 31, "within the next"),
    ],
)
def test_snoozing_needs_a_reason_and_a_time(case: Case, reason: str, days: int, sentence: str):
    with pytest.raises(Refused, match=sentence):
        snooze(by=world.by("ines"), case=case, reason=reason, until=timezone.now() + timedelta(days=days))


def test_a_sleeping_case_is_woken_before_it_is_claimed(case: Case):
    snooze(by=world.by("ines"), case=case, reason="the bank", until=world.NOW + timedelta(days=1))
    with pytest.raises(Refused, match="It waits; wake it first"):
        claim(by=world.by("noor"), case=case)
    assert wake(by=world.by("noor"), case=case).state == "open"
    with pytest.raises(Refused, match="nothing sleeps"):
        wake(by=world.by("noor"), case=case)


def test_notes_are_kept_beside_the_case_and_not_in_the_journal(case: Case):
    written = note(by=world.by("omar"), case=case, text="  Please call the three payers first. ")
    assert written.text == "Please call the three payers first."
    line = Entry.objects.get(verb="case.noted")
    assert line.detail == {"note": written.pk}
    with pytest.raises(Refused, match="between 1 and 4,000"):
        note(by=world.by("omar"), case=case, text="  ")


# -- reading


def test_the_queue_in_sections_and_figures(db: None):
    now = timezone.now()
    for hours, case in zip((-2, 5, 30, 24 * 9), several(4), strict=True):
        Case.objects.filter(pk=case.pk).update(due_at=now + timedelta(hours=hours))
    queue = Case.objects.open()
    parts = [queue.late(now), queue.due_today(now), queue.due_this_week(now), queue.due_later(now)]
    assert [part.count() for part in parts] == [1, 1, 1, 1]
    counts = Case.objects.counts(now)
    assert (counts.open, counts.late, counts.today, counts.week) == (4, 1, 1, 1)
    assert Case.objects.unfinished().count_by_kind() == {"network": 4}


def test_mine_are_those_with_me(case: Case):
    claim(by=world.by("ines"), case=case)
    assert list(Case.objects.with_person(world.person("ines"))) == [case]
    assert not Case.objects.with_person(world.person("noor"))


def test_the_queue_shows_the_newest_suggestion_in_one_question(ring: list[Account], case: Case):
    refer(by=world.GRAPH, referral=world.ring_referral(ring[:4], bits=60.0))
    with CaptureQueriesContext(connection) as captured:
        shown = [vars(row) for row in Case.objects.open().for_queue().most_urgent_first()]
    assert [(row["suggested"], row["member_count"]) for row in shown] == [("limit", 4)]
    assert shown[0]["headline"] == "Larkspur: 4 accounts act as one"
    assert len(captured) == 1
