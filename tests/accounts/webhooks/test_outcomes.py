"""What follows from an attempt?"""

import pytest

from accounts.policy.defaults import Webhooks
from accounts.webhooks.outcomes import AGAIN, DELIVERED, FAILED, Attempt, outcome_of

NUMBERS = Webhooks()


@pytest.mark.parametrize("status", [200, 201, 202, 204, 299])
def test_any_success_is_delivered(status: int):
    assert outcome_of(Attempt(1, status), NUMBERS, 0.5).state == DELIVERED


@pytest.mark.parametrize("status", [None, 301, 302, 307, 400, 401, 404, 409, 422, 429, 500, 503])
def test_anything_else_is_tried_again(status: int | None):
    outcome = outcome_of(Attempt(1, status), NUMBERS, 0.5)
    assert (outcome.state, outcome.seconds, outcome.disable) == (AGAIN, 5, False)


def test_the_waits_grow_to_a_day_and_then_it_is_given_up():
    outcomes = [outcome_of(Attempt(number, 500), NUMBERS, 0.5) for number in range(1, 11)]
    waits = [outcome.seconds for outcome in outcomes[:9]]
    assert waits == [5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]
    assert outcomes[9].state == FAILED


def test_chance_spreads_the_waits_by_a_tenth():
    assert outcome_of(Attempt(2, 500), NUMBERS, 0.0).seconds == pytest.approx(270)
    assert outcome_of(Attempt(2, 500), NUMBERS, 1.0).seconds == pytest.approx(330)


def test_gone_means_never_again():
    outcome = outcome_of(Attempt(1, 410), NUMBERS, 0.5)
    assert (outcome.state, outcome.disable) == (FAILED, True)
