"""How do the lines of an ownership chart run? Down from the owner, along between two rows, down to what is owned.

Pure. Lines that skip a row, or go up because they close a ring, run round the right side, where no box stands.
"""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from accounts.onboarding.places import BETWEEN, Box

PILL_HEIGHT: Final = 20
LETTER: Final = 6.6
# Below the owner's foot: the first and the second row of pills, and where the level parts begin and end.
PILLS: Final = (8, 30)
LANES: Final = (54, 66)
ROUND: Final = 10


class Line(NamedTuple):
    """A share: its path, the pill with its text, and the point where it arrives."""

    owner: str
    owned: str
    path: str
    text: str
    pill_x: int
    pill_y: int
    pill_width: int
    point: str
    right: int
    rest: bool
    decides: bool

    @property
    def text_x(self) -> int:
        """The middle of the pill."""
        return self.pill_x + self.pill_width // 2

    @property
    def text_y(self) -> int:
        """The foot of the pill's text."""
        return self.pill_y + PILL_HEIGHT - 6


class _Way(NamedTuple):
    """From an owner's foot (`x1`, `y1`) to the head of the owned (`x2`, `y2`), level at `lane`, `round` the side."""

    x1: int
    y1: int
    x2: int
    y2: int
    lane: int
    round: int


def drawn_lines(boxes: Sequence[Box], shares: Iterable[tuple[str, str, str, bool]]) -> tuple[Line, ...]:
    """Lines for shares given as owner, owned, text and whether it is the one that decides."""
    at = {box.key: box for box in boxes}
    listed = list(shares)
    down = _side_by_side([(owner, owned) for owner, owned, *_ in listed], at, leaving=True)
    into = _side_by_side([(owner, owned) for owner, owned, *_ in listed], at, leaving=False)
    edge = max((box.x + box.width for box in boxes), default=0)
    lines, rounds = [], 0
    for owner, owned, text, decides in listed:
        straight = at[owned].y - at[owner].y - at[owner].height == BETWEEN
        rounds += not straight
        way = _way(at[owner], at[owned], down[owner, owned], into[owner, owned])
        way = way._replace(round=0 if straight else edge + ROUND * rounds)
        lines.append(_line((owner, owned, text, decides), way, at[owner], down[owner, owned]))
    return tuple(lines)


def _side_by_side(
    pairs: list[tuple[str, str]], at: dict[str, Box], *, leaving: bool
) -> dict[tuple[str, str], tuple[int, int]]:
    """Each line's number among those of its box, from the left, and how many these are."""
    lines: dict[str, list[tuple[str, str]]] = {}
    for pair in pairs:
        lines.setdefault(pair[0 if leaving else 1], []).append(pair)
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for of_one in lines.values():
        of_one.sort(key=lambda pair: at[pair[1 if leaving else 0]].middle)
        found |= {pair: (number, len(of_one)) for number, pair in enumerate(of_one)}
    return found


def _way(owner: Box, owned: Box, down: tuple[int, int], into: tuple[int, int]) -> _Way:
    x1 = owner.x + owner.width * (down[0] + 1) // (down[1] + 1)
    x2 = owned.x + owned.width * (into[0] + 1) // (into[1] + 1)
    # Who stands farther out runs lower, so that lines from one side do not cross.
    place, count = into
    outward = place if x1 > x2 else count - 1 - place
    lane = LANES[0] + (LANES[1] - LANES[0]) * outward // max(count - 1, 1)
    return _Way(x1, owner.y + owner.height, x2, owned.y, lane, 0)


def _line(share: tuple[str, str, str, bool], way: _Way, owner: Box, down: tuple[int, int]) -> Line:
    owner_key, owned, text, decides = share
    width = max(28, 16 + round(LETTER * len(text)))
    return Line(
        owner=owner_key,
        owned=owned,
        path=_path(way),
        text=text,
        pill_x=way.x1 - width // 2,
        pill_y=way.y1 + PILLS[down[0] % 2 if down[1] > 2 else 0],
        pill_width=width,
        point=f"M{way.x2 - 4} {way.y2 - 7}L{way.x2} {way.y2 - 1}L{way.x2 + 4} {way.y2 - 7}",
        right=way.round,
        rest=owner.kind in {"rest", "others"},
        decides=decides,
    )


def _path(way: _Way) -> str:
    arriving = way.y2 - BETWEEN + way.lane
    if not way.round:
        level = f"V{arriving}H{way.x2}" if way.x1 != way.x2 else ""
        return f"M{way.x1} {way.y1}{level}V{way.y2 - 1}"
    leaving = way.y1 + LANES[0]
    return f"M{way.x1} {way.y1}V{leaving}H{way.round}V{arriving}H{way.x2}V{way.y2 - 1}"
