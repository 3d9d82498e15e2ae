"""What holds them together? An agency first, then the Larkspur ring with a helper who hangs on one device."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.links.ties import explain
from graph.networks.cells import cells
from graph.networks.summary import HeldValue, Summary, summarise
from graph.signals.kinds import Kind
from tests.graph.room import Room, agency, cafe, crowd, larkspur


def _summary(room: Room, people: list[str], shown: int = 50) -> Summary:
    scene = room.scene()
    return summarise(scene, room.numbers(people), cells(scene).label, shown=shown)


def _by_name(room: Room, summary: Summary) -> dict[str, HeldValue]:
    return {room.shown[held.value][1]: held for held in summary.values}


def test_an_agency_hangs_on_its_card_alone() -> None:
    room = Room()
    clients = list(agency(room))
    summary = _summary(room, clients)
    (card,) = summary.values
    assert (summary.members, summary.cells, summary.alone) == (18, 1, 0)
    assert (card.kind, card.held_by, card.accounts, card.bits, card.hub) == (Kind.PAYMENT, 18, 18, 9.0, False)
    assert (card.parts, card.breaks) == ((1,) * 18, True)


def test_the_ring_stands_without_any_one_value_but_its_helper_does_not() -> None:
    room = Room()
    shells = [*larkspur(room), "helper"]
    room.share(["helper", shells[0]], Kind.DEVICE, "helper's laptop", -3)
    held = _by_name(room, _summary(room, shells))
    assert list(held) == ["Mr Larkspur", "ring card", "ring server", "helper's laptop", "ring subnet"]
    assert [value.parts for value in held.values()] == [(6,), (6,), (6,), (5, 1), (6,)]


def test_a_hub_is_told_last_and_holds_nothing_together() -> None:
    room = Room()
    guests = list(cafe(room, 61))
    summary = _summary(room, guests)
    (hub,) = summary.values
    assert (hub.hub, hub.held_by, hub.parts) == (True, 61, None)
    assert (summary.cells, summary.alone) == (0, 61)


def test_values_of_outsiders_are_not_told_and_their_number_only_by_rarity() -> None:
    room = Room()
    people = crowd("ring", 3)
    room.share([*people, "outsider"], Kind.DEVICE, "server")
    room.share([people[0], "outsider"], Kind.PAYMENT, "card")
    room.share(people, Kind.PAYMENT, "poison")
    room.dead.add((Kind.PAYMENT, "poison"))
    held = _by_name(room, _summary(room, list(people)))
    assert {name: (value.held_by, value.accounts) for name, value in held.items()} == {"server": (3, 4)}


def test_what_is_not_told_is_counted() -> None:
    room = Room()
    shells = list(larkspur(room))
    summary = _summary(room, shells, shown=1)
    assert (len(summary.values), summary.further_values) == (1, 3)


def test_a_network_too_large_to_walk_says_so() -> None:
    room = Room()
    crowded = list(crowd("clerk", 2_001))
    room.share(crowded, Kind.OWNER, "one owner")
    (owner,) = _summary(room, crowded).values
    assert (owner.held_by, owner.parts, owner.breaks) == (2_001, None, False)


def test_a_network_without_sightings_has_no_times() -> None:
    room = Room(bystanders={"ann", "bo"})
    summary = _summary(room, ["ann", "bo"])
    assert (summary.members, summary.values, summary.first_seen) == (2, (), None)


spans = st.lists(st.tuples(st.integers(0, 4), st.integers(-90, 0), st.integers(0, 30)), min_size=2, max_size=12)


@given(spans)
def test_a_value_is_worth_what_it_is_to_the_two_nearest_in_time(found: list[tuple[int, int, int]]) -> None:
    room = Room(bystanders={f"p{who}" for who in range(5)})
    for who, day, length in found:
        room.shows(f"p{who}", Kind.IP, "line", day, day + length)
    scene = room.scene()
    summary = summarise(scene, np.arange(5, dtype=np.int32), np.full(5, -1, np.int32))
    pairs = [(a, b) for a in range(5) for b in range(a)]
    strongest = max(explain(scene, a, b).bits for a, b in pairs)
    assert (summary.values[0].bits if summary.values else 0.0) == strongest
