"""What holds them together? An agency first, then the Larkspur ring with a helper who hangs on one laptop."""

from collections.abc import Iterable

from graph.networks import holding
from graph.networks.holding import parts_without
from graph.signals.kinds import Kind
from tests.graph.room import Room, agency, cafe, crowd, larkspur


def _left(room: Room, people: Iterable[str]) -> dict[str, tuple[int, ...]]:
    near = room.scene().close_up(room.numbers(people))
    found = parts_without(near.scene, range(len(near.values)))
    return {room.shown[near.values[value]][1]: parts for value, parts in found.items()}


def test_an_agency_hangs_on_its_card_alone() -> None:
    room = Room()
    cafe(room)
    assert _left(room, agency(room)) == {"agency card": (1,) * 18}


def test_the_cafe_hangs_on_nothing() -> None:
    room = Room()
    assert _left(room, cafe(room)) == {}


def test_the_ring_stands_without_any_one_value_but_its_helper_does_not() -> None:
    room = Room()
    shells = [*larkspur(room), "helper"]
    room.share(["helper", shells[0]], Kind.DEVICE, "helper's laptop", -3)
    whole = dict.fromkeys(("Mr Larkspur", "ring card", "ring server"), (6,))
    assert _left(room, shells) == whole | {"helper's laptop": (5, 1)}


def test_what_outsiders_share_holds_nothing_and_neither_does_what_was_planted() -> None:
    room = Room(dead={(Kind.PAYMENT, "poison")})
    ring = crowd("ring", 3)
    room.share([*ring, "outsider"], Kind.DEVICE, "server")
    room.share([ring[0], "outsider"], Kind.PAYMENT, "card")
    room.share(ring, Kind.PAYMENT, "poison")
    assert _left(room, ring) == {"server": (1, 1, 1)}


def test_a_network_too_large_to_walk_says_nothing() -> None:
    room = Room()
    clerks = crowd("clerk", holding.EDGES_WALKED + 1)
    room.share(clerks, Kind.OWNER, "one owner")
    assert parts_without(room.scene(), [0]) == {}
