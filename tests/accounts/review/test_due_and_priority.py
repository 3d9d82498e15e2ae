"""When does a case fall due, how urgent is it, and what may happen to it next? Tables."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.policy.defaults import Desk
from accounts.review.due import due, due_at, section
from accounts.review.priority import HIGH, LOW, NORMAL, URGENT, Priority, Stakes, join, priority
from accounts.review.transitions import STATES, TABLE, Step, possible, way
from accounts.staff.roles import Verb
from kycrisk.lib.errors import Refused

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
DESK = Desk()


@pytest.mark.parametrize(
    ("minutes", "words", "state", "part"),
    [
        (-120, "late by 2 h", "late", "late"),
        (-40, "late by 40 min", "late", "late"),
        (-0.5, "late by less than a minute", "late", "late"),
        (-60 * 72, "late by 3 days", "late", "late"),
        (25, "25 min left", "soon", "today"),
        (60 * 5, "5 h left", "soon", "today"),
        (60 * 9, "today 18:00", "soon", "today"),
        (60 * 24, "tomorrow 09:00", "later", "week"),
        (60 * 24 * 3 + 5, "3 days left", "later", "week"),
        (60 * 24 * 8, "8 days left", "later", "later"),
    ],
)
def test_due_dates_are_said_in_words(minutes: float, words: str, state: str, part: str):
    at = NOW + timedelta(minutes=minutes)
    assert (due(at, NOW).words, due(at, NOW).state, section(at, NOW)) == (words, state, part)


def test_a_paused_clock_is_never_late():
    assert due(NOW - timedelta(days=3), NOW, paused=True).words == "clock paused"


def test_priority_sets_the_hours_and_an_appeal_never_waits_longer_than_its_own():
    hours = [(due_at(NOW, level, "network", DESK) - NOW).total_seconds() / 3600 for level in range(4)]
    assert hours == [168, 72, 24, 4]
    assert due_at(NOW, LOW, "appeal", DESK) == NOW + timedelta(hours=24)
    assert due_at(NOW, URGENT, "appeal", DESK) == NOW + timedelta(hours=4)


@pytest.mark.parametrize(
    ("stakes", "level"),
    [
        (Stakes("watch", members=30), LOW),
        (Stakes("review", members=30, in_step=12), NORMAL),
        (Stakes("limit", members=412, in_step=388), HIGH),
        (Stakes("limit", members=412, in_step=388, growing=True, second_pool=True), URGENT),
        (Stakes("watch", customer_waits=True), NORMAL),
    ],
)
def test_the_suggestion_sets_the_priority_and_what_makes_waiting_dear_raises_it(stakes: Stakes, level: int):
    assert priority(stakes).level == level


def test_every_raise_has_its_sentence():
    calm, raised = priority(Stakes("limit")), priority(Stakes("limit", growing=True))
    assert set(raised.reasons) - set(calm.reasons) == {"it is growing"}


def test_two_questions_about_one_subject_keep_the_more_urgent_level_and_both_reasons():
    assert join(Priority(1, ["a"]), Priority(3, ["a", "b"])) == Priority(3, ["a", "b"])


def test_the_table_of_steps():
    ways = {step: {state: found.to for state, found in row.items()} for step, row in TABLE.items()}
    assert ways[Step.DECIDE] == {"open": "closed"}
    assert ways[Step.VERIFY] == {"open": "waiting"}
    assert ways[Step.PROPOSE] == {"open": "proposed"}
    assert ways[Step.APPROVE] == {"proposed": "closed"}
    assert all(ways[step] == {"proposed": "open"} for step in (Step.DECLINE, Step.RETURN, Step.WITHDRAW))
    assert ways[Step.ADD_EVIDENCE] == {"open": "open", "waiting": "open", "proposed": "proposed"}
    assert ways[Step.CLAIM] == {"open": "open"}


def test_every_step_leads_to_a_known_state_and_needs_a_known_verb():
    for row in TABLE.values():
        assert set(row) <= set(STATES)
        assert all(found.to in STATES and (not found.needs or Verb(found.needs)) for found in row.values())


def test_nothing_but_a_note_happens_to_a_closed_case():
    assert possible("closed") == [Step.NOTE]
    with pytest.raises(Refused, match=r"It is closed\. New evidence opens a new case"):
        way("closed", Step.DECIDE)


def test_while_a_proposal_waits_nobody_decides_alone():
    with pytest.raises(Refused, match="A proposal waits for a second person"):
        way("proposed", Step.DECIDE)
