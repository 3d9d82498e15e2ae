"""In the room: two hundred people by themselves, a campus in one rhythm, and rings that are quiet one by one."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from accounts.policy.detection import Pools, Recommend
from graph.behavior.habits import HOURS, Habits, main_capability, quiet_hours
from graph.behavior.leads import LeadCounts
from graph.risk.coordination import evenness, handovers, taken_up_together
from graph.risk.packs import network_pack
from graph.risk.pool_measures import Ground, measured
from graph.risk.pool_reference import Measured, Reference, Standing, packed, refer_to, unpacked
from graph.risk.pool_words import aspects, ordinary
from kycrisk.sketch import TRAITS, trait_mask
from tests.graph.risk.test_factors import network

DAY = 86_400
HOUR = 3_600
START = 1_790_000_000
NOW = START + 60 * DAY
PEOPLE, RING = 200, 20
RULES = Pools(drawn=60)
type Ints = NDArray[np.int64]


def leads(*rows: tuple[int, int, int, int], accounts: int = 40, asked: int = 10) -> LeadCounts:
    """Rows of account, family, prompts, first use."""
    account, family, prompts, first = (np.array(column) for column in zip(*sorted(rows), strict=True))
    each = np.full(accounts, asked)
    return LeadCounts(account.astype(np.int32), family.astype(np.int32), prompts, first, first, each)


def ground(volume: Ints, eliciting: Ints, first: Ints, last: Ints) -> Ground:
    """Everybody asks in office hours; nobody leads with a family."""
    everybody, nothing = len(volume), np.zeros(0, np.int64)
    hours = np.zeros((everybody, HOURS), np.int64)
    hours[:, 8:17] = 3
    counts = LeadCounts(nothing.astype(np.int32), nothing.astype(np.int32), nothing, nothing, nothing, volume)
    habits = Habits(
        np.arange(everybody, dtype=np.int32), volume, volume, volume, np.ones((everybody, len(TRAITS)), np.int64),
        hours, volume, volume // 2, np.full(everybody, 60.0), np.full(everybody, 9.0),
    )  # fmt: skip
    return Ground(counts, eliciting, first, last, habits, trait_mask(("rubric",)), NOW, RULES)


@pytest.fixture(scope="module")
def city() -> Ground:
    """People by themselves with very different volumes, then a ring whose accounts each ask no more than they."""
    chance = np.random.default_rng(1)
    volume = np.concatenate([chance.integers(5, 200, PEOPLE), np.full(RING, 90)])
    eliciting = np.concatenate([chance.integers(0, 5, PEOPLE), np.full(RING, 50)])
    first = START + chance.integers(0, 20 * DAY, PEOPLE + RING)
    return ground(volume, eliciting, first, np.full(PEOPLE + RING, NOW))


def people() -> NDArray[np.int32]:
    return np.arange(PEOPLE, dtype=np.int32)


def ring() -> NDArray[np.int32]:
    return np.arange(PEOPLE, PEOPLE + RING, dtype=np.int32)


def place(city: Ground, reference: Reference, members: NDArray[np.int32]) -> dict[str, Measured]:
    values = dict(zip(("volume", "evenness", "elicitation"), measured(city, members), strict=False))
    return {
        name: Measured(name, float(value), members.size, reference.standing(name, float(value), members.size))
        for name, value in values.items()
    }


def test_people_by_themselves_are_ordinary_as_a_pool(city: Ground) -> None:
    reference = refer_to(city, people(), [])
    mine = place(city, reference, people()[3:23])
    assert aspects(list(mine.values()), RULES) == []
    assert ordinary(list(mine.values()), RULES).startswith("Ordinary for honest accounts of that number: volume, ")


def test_a_ring_of_quiet_accounts_is_loud_together(city: Ground) -> None:
    found = place(city, refer_to(city, people(), []), ring())
    assert found["elicitation"].standing.louder == 0
    capabilities = next(one for one in aspects(list(found.values()), RULES) if one.key == "capabilities")
    assert capabilities.lines[0].sentence == "56 % of exchanges ask for reasoning, grading or training data."
    assert capabilities.lines[0].small.startswith("Of 60 pools of 20 honest accounts none is as loud; ")
    assert capabilities.bits == RULES.measure_cap


def test_equal_volumes_explain_and_never_count(city: Ground) -> None:
    found = place(city, refer_to(city, people(), []), ring())
    (volume,) = [one for one in aspects(list(found.values()), RULES) if one.key == "volume"]
    assert [(line.factor, line.bits, line.weight) for line in volume.lines] == [("pool_evenness", None, "context")]


def test_what_a_campus_does_as_well_is_not_held_against_anybody(city: Ground) -> None:
    """Its students ask alike because they sit in one lecture; so rare it cannot be."""
    alone = refer_to(city, people(), []).standing("elicitation", 0.5, RING)
    beside = refer_to(city, people(), [ring()]).standing("elicitation", 0.5, RING)
    assert alone.share < 0.02
    assert (beside.louder_networks, beside.share) == (1, 1.0)
    assert refer_to(city, people(), [ring()]).standing("elicitation", 0.5, 8 * RING).networks == 0, "of another size"


def test_the_reference_is_the_same_again_and_survives_being_kept(city: Ground) -> None:
    once, again = refer_to(city, people(), [ring()]), refer_to(city, people(), [ring()])
    assert np.array_equal(once.drawn, again.drawn)
    kept = unpacked(packed(once))
    assert np.array_equal(kept.drawn, once.drawn)
    assert kept.standing("volume", 1.0, 30) == once.standing("volume", 1.0, 30)
    assert kept.sizes.tolist() == [5, 10, 20, 40, 80], "no more than half of the honest in a pool"
    assert not refer_to(city, people()[:8], []).known


def loud(measure: str, value: float = 50.0) -> Measured:
    return Measured(
        measure, value, 40, Standing(usual=0.0, louder=0, pools=200, size=40, louder_networks=0, networks=0)
    )


def test_all_together_add_no_more_than_the_cap() -> None:
    every = [loud("volume"), loud("elicitation", 0.9), loud("handover", 0.5), loud("together")]
    parts = aspects(every, RULES)
    assert sum(part.bits for part in parts) == pytest.approx(RULES.cap, abs=0.01)
    assert [part.key for part in parts] == ["volume", "capabilities", "coordination"]


def test_a_coincidence_is_worth_no_more_than_its_own_bits() -> None:
    (part,) = aspects([loud("together", 0.4)], RULES)
    assert part.bits == 0.4


def test_what_an_organisation_explains_is_said_and_worth_nothing() -> None:
    agency = replace(network(), explained=(("Harbour", 412),), measures=(loud("volume"),))
    pack = network_pack(agency, {}, Recommend())
    assert [(line.weight, line.bits) for aspect in pack.aspects for line in aspect.lines] == [("explained", 0.0)]
    assert pack.bits == 0.0
    assert network_pack(replace(agency, explained=(("Harbour", 411),)), {}, Recommend()).bits == RULES.measure_cap


def test_the_work_of_a_ring_is_spread_evenly() -> None:
    assert evenness(np.array([7, 7, 7, 7])) == 0.5
    assert evenness(np.array([7, 7, 7])) == 0.5
    assert evenness(np.array([1, 1, 98])) == pytest.approx(0.015)


def test_one_stops_as_another_begins() -> None:
    """Three pass on to three; two who stopped are followed by one; whoever is still at work has handed over nothing."""
    stops = np.array([START + day * DAY for day in (5, 10, 15)])
    begins = stops + 6 * HOUR
    first = np.concatenate([np.full(3, START), begins])
    last = np.concatenate([stops, np.full(3, NOW)])
    assert handovers(first, last, NOW, 5, 48) == 3
    assert handovers(first, last, NOW, 60, 48) == 0
    assert handovers(first + 90 * DAY, last, NOW, 5, 48) == 0
    two, one = np.array([START, START, stops[0] + HOUR]), np.array([stops[0], stops[0], NOW])
    assert handovers(two, one, NOW, 5, 48) == 1


def test_a_script_that_comes_on_one_evening_is_no_chance() -> None:
    spans = np.full(40, START), np.full(40, NOW)
    evening = START + 30 * DAY
    together = leads(*((who, 3, 5, evening + 60 * who) for who in range(8)))
    scattered = leads(*((who, 3, 5, START + (3 + 5 * who) * DAY) for who in range(8)))
    rows = np.arange(8)
    assert taken_up_together(together, rows, spans, 12) > 20
    assert taken_up_together(scattered, rows, spans, 12) < 2


def test_whoever_did_everything_on_the_first_day_says_nothing() -> None:
    """A class signs up in one lecture and tries the handout at once: that is when they began, not an agreement."""
    spans = np.full(40, START), np.full(40, NOW)
    first_hours = leads(*((who, 3, 5, START + 60 * who) for who in range(30)))
    assert taken_up_together(first_hours, np.arange(30), spans, 12) == 0


def test_a_night_s_rest_and_a_single_capability() -> None:
    office, flat = np.zeros(HOURS, np.int64), np.ones(HOURS, np.int64)
    office[8:17] = 5
    assert quiet_hours(office) == 0
    assert quiet_hours(flat) == pytest.approx(1 / 3)
    asked = np.zeros(len(TRAITS), np.int64)
    asked[TRAITS.index("rubric")], asked[TRAITS.index("chat")] = 3, 1
    valuable = trait_mask(("rubric", "code"))
    assert main_capability(asked, valuable) == (0.75, "rubric")
    assert main_capability(asked * 0, valuable) == (0.0, "")
