"""Who is in the room, as arrays? Accounts by name, what each showed and when, and the scene that makes of it.

room = Room()
room.shows("harbour", Kind.DEVICE, "laptop", day=3)
scene = room.scene()
"""

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from accounts.policy.detection import Ties
from graph.links.rarity import Rarity
from graph.links.scene import Scene
from graph.links.sightings import Sightings, Values
from graph.links.thresholds import DAY, TiePolicy
from graph.signals.kinds import Kind, NetworkClass

TODAY = 20_000
POLICY = TiePolicy.of(Ties())


@dataclass
class Room:
    """Names become dense numbers in alphabetical order, so that a room with fewer people numbers them alike."""

    rows: list[tuple[str, Kind, str, float, float, bool]] = field(default_factory=list)
    bystanders: set[str] = field(default_factory=set)
    dead: set[tuple[Kind, str]] = field(default_factory=set)
    classes: dict[tuple[Kind, str], NetworkClass] = field(default_factory=dict)

    def shows(
        self, who: str, kind: Kind, value: str, day: float = 0, until: float | None = None, *, void: bool = False
    ):
        """An account shows a value on a day, counted from today (or from then until another day)."""
        self.rows.append((who, kind, value, day, day if until is None else until, void))

    def share(self, people: Iterable[str], kind: Kind, value: str, day: float = 0) -> None:
        for who in people:
            self.shows(who, kind, value, day)

    @property
    def people(self) -> list[str]:
        return sorted({row[0] for row in self.rows} | self.bystanders)

    @property
    def shown(self) -> list[tuple[Kind, str]]:
        return sorted({(row[1], row[2]) for row in self.rows})

    def number(self, who: str) -> int:
        return self.people.index(who)

    def numbers(self, people: Iterable[str]) -> NDArray[np.int32]:
        return np.array([self.number(who) for who in people], np.int32)

    def value(self, kind: Kind, value: str) -> int:
        return self.shown.index((kind, value))

    def sightings(self) -> Sightings:
        people = {who: number for number, who in enumerate(self.people)}
        shown = {value: number for number, value in enumerate(self.shown)}
        return Sightings(
            account=np.array([people[row[0]] for row in self.rows], np.int32),
            value=np.array([shown[row[1], row[2]] for row in self.rows], np.int32),
            first=np.array([(TODAY + row[3]) * DAY for row in self.rows], np.int64),
            last=np.array([(TODAY + row[4]) * DAY for row in self.rows], np.int64),
            void=np.array([row[5] for row in self.rows], np.bool_),
        )

    def values(self) -> Values:
        return Values(
            kind=np.array([kind for kind, _ in self.shown], np.int8),
            network_class=np.array([self.classes.get(value, NetworkClass.UNKNOWN) for value in self.shown], np.int8),
            dead=np.array([value in self.dead for value in self.shown], np.bool_),
            order=np.array([zlib.crc32(repr(value).encode()) for value in self.shown], np.uint64),
        )

    def scene(self, policy: TiePolicy = POLICY, rarity: Rarity | None = None) -> Scene:
        return Scene.of(self.sightings(), self.values(), policy, account_count=len(self.people), rarity=rarity)

    def named(self, labels: NDArray[np.int32]) -> list[set[str]]:
        """The groups that labels by account make, as names, the first account's group first."""
        people = self.people
        return [
            {people[number] for number in np.flatnonzero(labels == label)} for label in np.unique(labels[labels >= 0])
        ]


def crowd(name: str, size: int) -> Sequence[str]:
    """So many people of one name."""
    return [f"{name}-{number:03}" for number in range(1, size + 1)]


# -- the cast


def harbour(room: Room, size: int = 5) -> Sequence[str]:
    """An honest company: each employee with an own laptop and card, one office address, one mail domain."""
    people = crowd("harbour", size)
    for who in people:
        room.shows(who, Kind.DEVICE, f"laptop of {who}", -300, 0)
        room.shows(who, Kind.PAYMENT, f"card of {who}", -300, 0)
    for day in range(-20, 1):
        room.share(people, Kind.IP, "harbour office", day)
    for who in people:
        room.shows(who, Kind.EMAIL_DOMAIN, "harbour.example", -300, 0)
    return people


def cafe(room: Room, size: int = 30) -> Sequence[str]:
    """Honest strangers behind one address, each with an own device and card."""
    people = crowd("cafe", size)
    for number, who in enumerate(people):
        room.shows(who, Kind.IP, "cafe", -(number % 3))
        room.shows(who, Kind.DEVICE, f"phone of {who}", -30, 0)
        room.shows(who, Kind.PAYMENT, f"card of {who}", -30, 0)
    return people


def agency(room: Room, clients: int = 18) -> Sequence[str]:
    """An agency that pays for its clients' accounts with one card; each client works on an own device."""
    people = crowd("client", clients)
    for who in people:
        room.shows(who, Kind.PAYMENT, "agency card", -100, 0)
        room.shows(who, Kind.DEVICE, f"laptop of {who}", -100, 0)
    return people


def larkspur(room: Room, shells: int = 5) -> Sequence[str]:
    """The ring: shells with one owner behind them, one card and one device."""
    people = crowd("larkspur", shells)
    for kind, value in ((Kind.OWNER, "Mr Larkspur"), (Kind.PAYMENT, "ring card"), (Kind.DEVICE, "ring server")):
        for who in people:
            room.shows(who, kind, value, -40, 0)
    room.share(people, Kind.IP, "ring subnet", -1)
    return people
