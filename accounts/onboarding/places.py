"""Where do the boxes of an ownership chart stand? Each above what it owns, none over another.

Pure. Whoever is not owned by anybody takes the next column from the left; a company stands in the middle of its owners.
"""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

WIDTH: Final = 180
HEIGHT: Final = 44
GAP: Final = 20
# Between two rows there is room for two rows of pills, the level parts of the lines, and their points.
BETWEEN: Final = 76
EDGE: Final = 12
LETTERS: Final = 22


class Place(NamedTuple):
    """A box to be placed: its key, how many rows up, and whom it owns."""

    key: str
    level: int
    owns: list[str]


class Box(NamedTuple):
    """A rectangle with a name. Kinds: applicant, entity, person, rest (not declared), others (said to hold little)."""

    key: str
    x: int
    y: int
    width: int = WIDTH
    height: int = HEIGHT
    kind: str = ""
    name: str = ""
    country: str = ""
    listed_on: str = ""
    decides: bool = False

    @property
    def middle(self) -> int:
        """Where its texts are centred."""
        return self.x + self.width // 2

    @property
    def name_y(self) -> int:
        """The foot of its name."""
        return self.y + 19

    @property
    def small_y(self) -> int:
        """The foot of the line below its name."""
        return self.y + 34

    @property
    def round(self) -> int:
        """How round its corners are: a person's wholly."""
        return self.height // 2 if self.kind == "person" else 6

    @property
    def short_name(self) -> str:
        """The name as far as it fits."""
        return self.name if len(self.name) <= LETTERS else f"{self.name[: LETTERS - 1].rstrip()}…"


def placed(places: Iterable[Place]) -> list[Box]:
    """A box for each place; the first is the applicant, at level 0."""
    known = {place.key: place for place in places}
    columns = _columns(known)
    top = max(place.level for place in known.values())
    return [
        Box(
            key=place.key,
            x=EDGE + round(columns[place.key] * (WIDTH + GAP)),
            y=EDGE + (top - place.level) * (HEIGHT + BETWEEN),
        )
        for place in known.values()
    ]


def _columns(known: Mapping[str, Place]) -> dict[str, float]:
    """Columns by key: those above a box share it out among themselves."""
    above: dict[str, list[str]] = {}
    for place in known.values():
        if (stands_on := _stands_on(place, known)) is not None:
            above.setdefault(stands_on, []).append(place.key)
    columns: dict[str, float] = {}
    taken = 0
    for key in _owners_first(above):
        owners = above.get(key)
        if owners:
            columns[key] = (columns[owners[0]] + columns[owners[-1]]) / 2
        else:
            columns[key], taken = float(taken), taken + 1
    return columns


def _stands_on(place: Place, known: Mapping[str, Place]) -> str | None:
    """The first of those it owns who stand in the row just below."""
    below = (key for key in place.owns if key in known and known[key].level == place.level - 1)
    return next(below, None)


def _owners_first(above: Mapping[str, list[str]]) -> list[str]:
    """Everybody, left to right, each after those who stand on it."""
    order: list[str] = []
    waiting = [("", False)]
    while waiting:
        key, ready = waiting.pop()
        if ready:
            order.append(key)
            continue
        waiting.append((key, True))
        waiting += [(owner, False) for owner in reversed(above.get(key, []))]
    return order
