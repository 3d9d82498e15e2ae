"""Which policies does an ablation try? Each lacks one thing, and is a policy."""

import pytest

from accounts.policy.bodies import differences, numbers_of
from accounts.policy.defaults import Policy
from graph.evaluation.ablations import EVERY, Without, chosen
from graph.links.thresholds import TiePolicy
from graph.signals.kinds import Kind
from kycrisk.lib.errors import Refused


@pytest.mark.parametrize("one", EVERY, ids=[one.name for one in EVERY])
def test_each_is_a_policy_that_differs_from_what_ships(one: Without) -> None:
    assert differences(Policy(), numbers_of(one.body))


def test_without_cards_or_addresses_they_tie_nobody() -> None:
    caps = {one.name: TiePolicy.of(numbers_of(one.body).ties).cap for one in EVERY}
    assert caps["payment"][Kind.PAYMENT] == caps["ip"][Kind.IP] == caps["declared"][Kind.ADDRESS] == 0.0
    assert caps["payment"][Kind.IP] > 0.0


def test_some_are_chosen_by_name() -> None:
    assert [one.name for one in chosen(["ip", "conduct"])] == ["ip", "conduct"]
    assert chosen(None) == ()
    assert chosen([]) == EVERY
    with pytest.raises(Refused, match="--ablate luck: name some of payment, people, "):
        chosen(["luck"])
