"""Who is tied? The café shares an address, Larkspur's shells share cards, the agency's seats share a card too."""

import numpy as np

from graph.links.observing import Observed
from graph.networks.houses import Houses
from tests.graph.room import Room, agency, cafe, larkspur


def observed(room: Room) -> Observed:
    return Observed(np.arange(len(room.people)), np.arange(len(room.shown)), room.scene())


def test_an_address_full_of_strangers_ties_nobody_but_a_card_does() -> None:
    room = Room()
    guests, shells = cafe(room), larkspur(room)
    themselves = np.arange(len(room.people), dtype=np.int32)
    tied = Houses(themselves, themselves, themselves).tied(observed(room))
    assert not tied[room.numbers(guests)].any()
    assert tied[room.numbers(shells)].all()


def test_what_a_verified_house_shares_inside_ties_it_to_nobody() -> None:
    room = Room()
    seats = room.numbers(agency(room))
    themselves = np.arange(len(room.people), dtype=np.int32)
    house = themselves.copy()
    house[seats] = seats[0]
    assert Houses(themselves, themselves, themselves).tied(observed(room))[seats].any()
    assert not Houses(house, house, house).tied(observed(room)).any()
