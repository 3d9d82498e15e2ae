"""Is a body read as it was meant, and a senseless one refused in words?"""

from typing import Any

import pytest

from accounts.policy.bodies import BadBody, Difference, differences, numbers_of, numbers_once_valid
from accounts.policy.defaults import Policy
from accounts.policy.detection import TieNumbers


def test_an_empty_body_is_what_ships():
    assert numbers_of({}) == Policy()


def test_one_number_changes_and_its_neighbours_stay():
    numbers = numbers_of({"ties": {"payment": {"cap": 8.5}}})
    assert numbers.ties.payment == TieNumbers(cap=8.5, half_life_days=365, hub_limit=200, match_rate=0.9)
    assert numbers.conduct == Policy().conduct


def test_a_number_that_may_be_missing_is_taken_away_by_null():
    assert numbers_of({"ties": {"ip": {"hub_limit": None}}}).ties.ip.hub_limit is None


def test_a_list_is_replaced_whole():
    assert numbers_of({"doors": {"provisional": {"models": ["small"]}}}).doors.provisional.models == ["small"]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ([], "A policy is an object"),
        ({"tie": {}}, "tie: there is no such number."),
        ({"ties": {"payment": {"kap": 1}}}, "ties.payment.kap: there is no such number."),
        ({"ties": {"payment": {"cap": "nine"}}}, "ties.payment.cap: expected float, got str."),
        ({"ties": {"payment": {"cap": -1}}}, "ties.payment.cap: expected float >= 0.0."),
        ({"ties": {"payment": 9}}, "ties.payment: expected object, got int."),
        ({"conduct": {"in_step_share": 8}}, "conduct.in_step_share: expected float <= 1.0."),
        ({"desk": {"lock_minutes": 0}}, "desk.lock_minutes: expected int >= 1."),
        ({"desk": {"lock_minutes": True}}, "desk.lock_minutes: expected int, got bool."),
        ({"desk": {"lock_minutes": None}}, "desk.lock_minutes: expected int, got null."),
        ({"webhooks": {"retry_seconds": [5, 0]}}, "webhooks.retry_seconds[1]: expected int >= 1."),
        ({"intake": {"receipt_days": 30}}, "intake.receipt_days: expected int >= 400."),
    ],
)
def test_a_senseless_body_is_refused_with_its_place(body: Any, complaint: str):
    with pytest.raises(BadBody) as refused:
        numbers_of(body)
    assert str(refused.value).startswith(complaint)


def test_a_body_from_before_a_number_was_dropped_still_reads():
    assert numbers_once_valid({"ties": {"payment": {"cap": 8, "gone": 1}}, "gone": {"too": 2}}).ties.payment.cap == 8


def test_differences_are_every_number_that_differs_and_no_other():
    after = numbers_of({"ties": {"payment": {"cap": 8.5}, "ip": {"hub_limit": None}}, "desk": {"lock_minutes": 15}})
    assert differences(Policy(), after) == [
        Difference("ties.payment.cap", "9", "8.5"),
        Difference("ties.ip.hub_limit", "60", "none"),
    ]
    assert differences(after, after) == []
