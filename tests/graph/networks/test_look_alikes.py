"""Who looks like a suspended pool? Asked of a campus, a café and a support desk before it is asked of the next pool."""

import numpy as np
import pytest

from graph.behavior.leads import LeadCounts
from graph.networks.look_alikes import Everybody, Likeness, alike, script_of
from graph.signals.kinds import Kind
from tests.graph.room import Room

LEAST = Likeness(bits=13.0, families=2, share=0.08, tie_bits=4.0)
RUBRIC, STEPS, EVOLVE, HOMEWORK = range(4)
WORTH = np.array([8.0, 7.0, 6.0, 1.0])


class Watched:
    """Larkspur's ring is suspended; everybody else walks in."""

    def __init__(self) -> None:
        self.room = Room()
        self.leads: list[tuple[str, int, int]] = []
        self.ring = ["ring-1", "ring-2", "ring-3"]
        for who in self.ring:
            self.room.shows(who, Kind.PAYMENT, "ring card")
            self.room.shows(who, Kind.IP, "café")
            self.follows(who, RUBRIC, STEPS, HOMEWORK)
        self.follows("ring-1", EVOLVE)

    def follows(self, who: str, *families: int, prompts: int = 30) -> None:
        self.room.bystanders.add(who)
        self.leads += [(who, family, prompts) for family in families]

    def everybody(self) -> Everybody:
        people = self.room.people
        rows = sorted((people.index(who), family, prompts) for who, family, prompts in self.leads)
        account, family, prompts = np.array(rows, np.int64).T
        never = np.zeros(len(rows), np.int64)
        leads = LeadCounts(
            account.astype(np.int32), family.astype(np.int32), prompts, never, never, np.full(len(people), 100)
        )
        return Everybody(leads, WORTH, self.room.scene())

    def alike(self) -> dict[str, float]:
        """By name: the bits of the script and of the strongest value."""
        among = self.everybody()
        pool = self.room.numbers(self.ring).astype(np.intp)
        script = script_of(pool, among, 4.0, 0.1)
        people = self.room.people
        return {people[one.account]: one.bits + one.tie_bits for one in alike(pool, script, among, LEAST)}


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_neither_the_cafe_nor_a_class_nor_one_borrowed_template_looks_like_a_ring(watched: Watched) -> None:
    watched.room.shows("guest", Kind.IP, "café")
    watched.follows("pupil", HOMEWORK)
    watched.follows("teacher", RUBRIC)
    watched.follows("once", RUBRIC, STEPS, prompts=2)
    assert watched.alike() == {}


def test_the_next_pool_is_known_by_its_script_whatever_it_pays_with(watched: Watched) -> None:
    watched.follows("next", RUBRIC, STEPS)
    assert watched.alike() == {"next": 15.0}


def test_what_one_account_of_the_pool_did_is_no_script_of_it(watched: Watched) -> None:
    watched.follows("other", STEPS, EVOLVE)
    assert watched.alike() == {}


def test_the_next_pool_is_known_by_its_card_whatever_it_asks(watched: Watched) -> None:
    watched.room.shows("quiet", Kind.PAYMENT, "ring card")
    assert watched.alike() == {"quiet": 9.0}


def test_a_value_that_a_person_called_planted_finds_nobody(watched: Watched) -> None:
    watched.room.shows("victim", Kind.PAYMENT, "ring card")
    watched.room.dead.add((Kind.PAYMENT, "ring card"))
    assert watched.alike() == {}
