"""What holds them together? The café, a family, an agency, and two halves of Larkspur on one card."""

from graph.networks.structure import structure
from graph.risk.structure_words import sentences
from graph.signals.kinds import Kind
from tests.graph.room import Room, agency, cafe, crowd


def said(room: Room) -> list[str]:
    found = structure(room.scene())
    assert found is not None
    return sentences(
        found,
        {number: (kind.name.lower(), mask) for number, (kind, mask) in enumerate(room.shown)},
        dict(enumerate(room.people)),
    )


def test_nothing_holds_the_cafe_together() -> None:
    room = Room()
    cafe(room)
    assert said(room) == ["Nothing that others cannot write joins any two of them: what they ask does."]


def halves(bridge: Kind, value: str) -> Room:
    """Thirty-one shells on one device, seventeen on another, and three of each on what joins them."""
    room = Room()
    left, right = crowd("left", 31), crowd("right", 17)
    room.share(left, Kind.DEVICE, "laptop")
    room.share(right, Kind.DEVICE, "tablet")
    room.share([*left[:3], *right[:3]], bridge, value)
    return room


def test_two_halves_on_one_card_fall_apart_without_it() -> None:
    first, *rest = said(halves(Kind.PAYMENT, "•••• 4242"))
    assert first == "Without the card or bank account •••• 4242 the network falls into two parts of 31 and 17."
    assert "42 accounts hang on by one value alone." in rest
    assert "Three groups share more among themselves than with the rest: 28, 14 and 6 accounts." in rest
    assert any(line.endswith("lead over the device laptop.") for line in rest)


def test_an_address_joins_no_halves() -> None:
    assert "Values hold two parts of 31 and 17 together; what they ask joins these." in said(halves(Kind.IP, "office"))


def test_an_account_that_stands_between_is_named() -> None:
    room = Room()
    for name in ("left", "right"):
        room.share([*crowd(name, 5), "broker"], Kind.DEVICE, name)
    assert "Without broker the network falls into two parts of 5 and 5." in said(room)


def test_those_who_hang_on_a_single_value_are_counted() -> None:
    room = Room()
    agency(room, 18)
    assert "18 accounts hang on by one value alone." in said(room)


def test_what_shares_too_much_to_walk_is_not_walked() -> None:
    room = Room()
    room.share(crowd("subsidiary", 20_001), Kind.OWNER, "one owner")
    assert structure(room.scene()) is None
