"""Where does an application stand, in words? Harbour fills in, is looked at, is asked for one item, is let in."""

from dataclasses import replace
from datetime import timedelta

import pytest

from accounts.onboarding.board import Facts, missing_in_words, span, standing, step_of
from accounts.policy.defaults import Onboarding
from tests.world import NOW

NUMBERS = Onboarding(remind_days=4)
OWNERS = "People and ownership"
LAST = "the name of who confirms that this is true"
GAPS = ("party.p1.born_on", "party.p2.born_on", "document.register_extract", "statement")


def ago(**length: float):
    return NOW - timedelta(**length)


INVITED = Facts(
    kind="organisation", state="draft", created_at=ago(days=3), invited_at=ago(days=3), state_since=ago(days=3)
)
FILLING = replace(INVITED, started_at=ago(days=2), saved_at=ago(days=2), steps_done=2, missing=GAPS)
IN_REVIEW = replace(FILLING, state="in_review", steps_done=5, missing=(), state_since=ago(hours=6))
ASKED = replace(IN_REVIEW, state="information_requested", items=("shareholder list",))
DECIDED = {"decided_at": ago(hours=2), "state_since": ago(hours=2)}
APPROVED = replace(IN_REVIEW, state="approved", access_at=ago(hours=1), **DECIDED)


@pytest.mark.parametrize(
    ("facts", "stage", "turn", "line"),
    [
        (INVITED, "invited", "customer", "Not opened yet"),
        (replace(INVITED, opened_at=ago(days=1)), "invited", "customer", "Opened, nothing filled in"),
        (FILLING, "filling", "customer", "2 of 5 steps · 3 missing"),
        (replace(FILLING, missing=("statement",)), "filling", "customer", "2 of 5 steps · missing: " + LAST),
        (replace(FILLING, missing=()), "filling", "customer", "2 of 5 steps · ready to hand in"),
        (replace(FILLING, saved_at=ago(days=9)), "filling", "customer", f"2 of 5 steps · stopped at {OWNERS}"),
        (replace(IN_REVIEW, state="submitted"), "review", "checks", "All there"),
        (IN_REVIEW, "review", "reviewer", "All there"),
        (replace(IN_REVIEW, proposed=True), "review", "lead", "Waits for a lead"),
        (ASKED, "asked", "customer", "1 item: shareholder list"),
        (replace(ASKED, items=("passport", "articles")), "asked", "customer", "2 items: passport, …"),
        (APPROVED, "answered", "open", "Open since 24 Nov"),
        (replace(APPROVED, state="rejected"), "answered", "rejected", "Answered 24 Nov"),
    ],
)
def test_a_card_says_where_it_stands_and_whose_turn_it_is(facts: Facts, stage: str, turn: str, line: str):
    said = standing(facts, NUMBERS, NOW)
    assert (said.stage, said.turn, said.line) == (stage, turn, line)


@pytest.mark.parametrize(
    ("facts", "notice", "pressing"),
    [
        (replace(INVITED, invited_at=ago(days=2, hours=23)), "", False),
        (INVITED, "remind tomorrow", False),
        (replace(INVITED, invited_at=ago(days=4)), "stuck", True),
        (replace(INVITED, invited_at=ago(days=4), opened_at=ago(days=1)), "", False),
        (replace(FILLING, saved_at=ago(days=30)), "stuck", True),
        (replace(IN_REVIEW, due_at=NOW + timedelta(hours=3)), "due today", False),
        (replace(IN_REVIEW, due_at=NOW + timedelta(hours=20)), "due tomorrow", False),
        (replace(IN_REVIEW, due_at=ago(hours=2)), "late by 2 h", True),
        (replace(IN_REVIEW, due_at=ago(hours=2), paused=True), "clock paused", False),
        (replace(ASKED, answer_due=NOW + timedelta(days=5)), "answer due 29 Nov", False),
        (replace(ASKED, answer_due=ago(days=1)), "answer overdue", True),
        (replace(ASKED, paused=True), "clock paused", False),
        (replace(APPROVED, due_at=ago(days=1)), "", False),
    ],
)
def test_the_foot_of_a_card_says_what_presses(facts: Facts, notice: str, *, pressing: bool):
    said = standing(facts, NUMBERS, NOW)
    assert (said.notice, said.pressing) == (notice, pressing)


def test_the_bar_never_goes_back_and_is_full_only_when_nothing_is_asked():
    bars = [standing(facts, NUMBERS, NOW).progress for facts in (INVITED, FILLING, ASKED, IN_REVIEW, APPROVED)]
    assert bars == sorted(bars)
    assert bars[0] == 0
    assert bars[2] < 100 == bars[3]


def test_a_thing_that_several_people_lack_is_named_once():
    assert missing_in_words(GAPS)[:2] == ["a birth date (2 times)", "the register extract"]


@pytest.mark.parametrize(
    ("key", "kind", "step"),
    [
        ("company.phone", "organisation", "Company"),
        ("owners", "organisation", "People and ownership"),
        ("party.p1.identity", "individual", "About you"),
        ("document.passport|identity_card|residence_permit", "individual", "Documents"),
        ("statement", "organisation", "Review and send"),
    ],
)
def test_a_gap_is_closed_at_its_step(key: str, kind: str, step: str):
    assert step_of(key, kind) == step


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (timedelta(seconds=-3), "0 min"),
        (timedelta(minutes=59), "59 min"),
        (timedelta(hours=23), "23 h"),
        (timedelta(days=5, hours=4), "5 d"),
    ],
)
def test_an_age_is_short(length: timedelta, words: str):
    assert span(length) == words
