"""What if the customer has to answer first? The ring's case waits for them, its clock paused, and goes on by itself."""

from datetime import timedelta

import pytest
import time_machine

from accounts.journal.models import Entry
from accounts.review.actions import claim, resume, wait_for_customer
from accounts.review.history import history
from accounts.review.models import Case
from accounts.review.sweeping import wake_due
from kycrisk.lib.errors import Refused
from tests import world

UNTIL = world.NOW + timedelta(days=10)


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(world.NOW, tick=False) as clock:
        yield clock


def waiting(case: Case) -> Case:
    return wait_for_customer(by=world.by("ines"), case=case, what="the customer to answer", until=UNTIL)


def test_it_stays_with_who_asked_and_the_clock_stands_still(case: Case):
    case = waiting(case)
    assert (case.state, case.assignee, case.paused_at, case.wake_at) == (
        "waiting",
        world.person("ines"),
        world.NOW,
        UNTIL,
    )


def test_an_answer_moves_the_due_date_by_the_wait(case: Case, _today: time_machine.Traveller):
    due = waiting(case).due_at
    _today.move_to(world.NOW + timedelta(hours=50))
    case = resume(by=world.GRAPH, case=case, why="answered")
    assert (case.state, case.due_at, case.paused_at) == ("open", due + timedelta(hours=50), None)
    assert "heard from the customer" in [event.text for event in history(case)]


def test_asking_once_more_counts_from_the_first_time(case: Case, _today: time_machine.Traveller):
    waiting(case)
    _today.move_to(world.NOW + timedelta(hours=5))
    assert waiting(case).paused_at == world.NOW


def test_without_an_answer_it_wakes_and_an_answer_after_that_changes_nothing(
    case: Case, _today: time_machine.Traveller
):
    waiting(case)
    _today.move_to(UNTIL)
    assert wake_due() == 1
    case.refresh_from_db()
    due = case.due_at
    assert resume(by=world.GRAPH, case=case, why="answered").due_at == due
    assert not Entry.objects.filter(verb="case.resumed").exists()


def test_who_may_not_decide_or_does_not_hold_it_does_not_wait(case: Case):
    with pytest.raises(Refused, match="may not decide cases"):
        wait_for_customer(by=world.by("sam"), case=case, what="them", until=UNTIL)
    claim(by=world.by("noor"), case=case)
    with pytest.raises(Refused, match="Noor Haddad holds this case"):
        waiting(case)
