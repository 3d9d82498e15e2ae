"""Has every number its sentence, and is what an analyst types read as it was meant?"""

from typing import Any

import pytest

from accounts.policy.bodies import numbers_of
from accounts.policy.defaults import Policy
from accounts.policy.numbers import WORDS, BadNumber, body_of, every_number, meaning, texts, trimmed

NUMBERS = {number.place: number for number in every_number()}


def test_every_number_has_its_sentence():
    places = {place for place in NUMBERS if meaning(place) in WORDS.values() or "*" in _words_of(place)}
    assert set(NUMBERS) - places == set(), "write what they mean into accounts/policy/meanings.py"


def _words_of(place: str) -> str:
    head, _, last = place.rpartition(".")
    common = f"{head.rpartition('.')[0]}.*.{last}"
    return common if common in WORDS else ""


def test_no_sentence_is_left_of_a_number_that_is_gone():
    assert set(WORDS) <= set(NUMBERS) | {_words_of(place) for place in NUMBERS}


def test_every_number_comes_back_as_it_is_shown():
    shown = texts(Policy())
    assert body_of({place: number.read(shown[place]) for place, number in NUMBERS.items()}) == {}


@pytest.mark.parametrize(
    ("place", "text", "value"),
    [
        ("ties.payment.cap", " 8.5 ", 8.5),
        ("ties.ip.hub_limit", "none", None),
        ("ties.ip.hub_limit", "", None),
        ("webhooks.retry_seconds", "5, 300,", [5, 300]),
        ("doors.provisional.models", "small, standard", ["small", "standard"]),
        ("onboarding.stricter_countries", "", []),
    ],
)
def test_what_is_typed_is_read(place: str, text: str, value: Any):
    assert NUMBERS[place].read(text) == value


@pytest.mark.parametrize(
    ("place", "text", "mend"),
    [
        ("ties.payment.cap", "nine", "Write a number from 0 to 100."),
        ("ties.payment.cap", "nan", "Write a number from 0 to 100."),
        ("ties.payment.match_rate", "0", "Write a number above 0 and at most 1."),
        ("ties.ip.half_life_days", "-1", "Write a number above 0; or none."),
        ("ties.ip.half_life_days", "inf", "Write a number above 0; or none."),
        ("desk.lock_minutes", "1.5", "Write a whole number from 1 to 1,440."),
        ("desk.lock_minutes", "", "Write a whole number from 1 to 1,440."),
        ("desk.lock_minutes", "9" * 400, "Write a whole number from 1 to 1,440."),
        ("webhooks.retry_seconds", "5, 0", "Write a whole number from 1 to 604,800, several with commas between."),
    ],
)
def test_what_makes_no_sense_is_told_what_would(place: str, text: str, mend: str):
    with pytest.raises(BadNumber) as refused:
        NUMBERS[place].read(text)
    assert str(refused.value) == mend


def test_a_body_names_only_what_differs():
    body = {"ties": {"ip": {"half_life_days": 10.0}}, "webhooks": {"retry_seconds": [5, 60]}}
    assert trimmed(numbers_of(body)) == body
