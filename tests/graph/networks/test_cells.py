"""Who shares a cell? The café first, then an agency, then the Larkspur ring and a planted device."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from accounts.policy.detection import Ties
from graph.links.scene import Scene
from graph.links.sightings import Sightings, Values
from graph.links.thresholds import TiePolicy
from graph.networks.cells import cells
from graph.networks.walls import Wall
from graph.signals.kinds import Kind

DAY = 86_400
POLICY = TiePolicy.of(Ties())


class Room:
    """Sightings written down one by one."""

    def __init__(self, accounts: int) -> None:
        self.accounts = accounts
        self.kinds: list[int] = []
        self.rows: list[tuple[int, int, int, int]] = []

    def share(self, kind: Kind, accounts: list[int], day: int = 0) -> "Room":
        """These accounts show one new value of this kind on this day."""
        self.kinds.append(int(kind))
        self.rows += [(account, len(self.kinds) - 1, day * DAY, day * DAY + 3600) for account in accounts]
        return self

    def seen(self, rows: list[tuple[int, int, int, int]] | None = None) -> Scene:
        """As arrays."""
        columns = np.array(self.rows if rows is None else rows, np.int64).reshape(-1, 4)
        count = len(self.kinds)
        account, value = columns[:, 0].astype(np.int32), columns[:, 1].astype(np.int32)
        sightings = Sightings(account, value, columns[:, 2], columns[:, 3])
        values = Values(
            kind=np.array(self.kinds, np.int8),
            network_class=np.zeros(count, np.int8),
            dead=np.zeros(count, np.bool_),
            order=np.arange(count, dtype=np.uint64),
        )
        return Scene.of(sightings, values, POLICY, account_count=self.accounts)

    def cells(self, *walls: Wall, rows: list[tuple[int, int, int, int]] | None = None) -> list[int]:
        """The cell of every account."""
        label: list[int] = cells(self.seen(rows), walls).label.tolist()
        return label


def test_thirty_guests_of_the_cafe_share_no_cell() -> None:
    assert set(Room(30).share(Kind.IP, list(range(30))).cells()) == {-1}


def test_a_private_mail_domain_alone_makes_no_cell() -> None:
    assert set(Room(5).share(Kind.EMAIL_DOMAIN, list(range(5))).cells()) == {-1}


def test_an_agency_with_one_card_is_one_cell() -> None:
    assert set(Room(18).share(Kind.PAYMENT, list(range(18))).cells()) == {0}


def test_a_card_with_too_many_holders_ties_nobody() -> None:
    assert set(Room(300).share(Kind.PAYMENT, list(range(300))).cells()) == {-1}


def test_the_owner_of_thousands_still_holds_them_together() -> None:
    assert set(Room(3000).share(Kind.OWNER, list(range(3000))).cells()) == {0}


def test_a_device_seen_years_apart_joins_nobody() -> None:
    room = Room(2).share(Kind.DEVICE, [0])
    room.rows += [(1, 0, 900 * DAY, 900 * DAY)]
    assert room.cells() == [-1, -1]


def two_halves() -> Room:
    """Harbour (0–5) and the ring (6–11): each holds together by itself."""
    return Room(12).share(Kind.LEGAL_ENTITY, list(range(6))).share(Kind.PAYMENT, list(range(6, 12)))


def test_a_planted_device_makes_neighbours_not_one_cell() -> None:
    assert two_halves().share(Kind.DEVICE, [0, 6]).cells() == [0] * 6 + [6] * 6


def test_two_values_between_the_halves_hold() -> None:
    assert two_halves().share(Kind.DEVICE, [0, 6]).share(Kind.PAYMENT, [1, 7]).cells() == [0] * 12


def test_an_owner_of_everybody_in_both_halves_is_no_thread() -> None:
    assert two_halves().share(Kind.OWNER, list(range(12))).cells() == [0] * 12


def test_cards_in_threes_under_one_company_stay_one_cell() -> None:
    room = Room(12).share(Kind.LEGAL_ENTITY, list(range(12)))
    for start in range(0, 12, 3):
        room.share(Kind.PAYMENT, [start, start + 1, start + 2])
    assert room.cells() == [0] * 12


def test_a_wall_is_never_crossed() -> None:
    room = two_halves().share(Kind.DEVICE, [0, 6]).share(Kind.PAYMENT, [1, 7])
    label = room.cells(Wall(frozenset({0}), frozenset({6})))
    assert label[0] != label[6]
    assert label[:6] == [0] * 6
    assert label[6:] == [6] * 6


shares = st.lists(
    st.tuples(
        st.sampled_from([Kind.PAYMENT, Kind.DEVICE, Kind.OWNER, Kind.LEGAL_ENTITY]),
        st.lists(st.integers(0, 19), min_size=1, max_size=5, unique=True),
        st.integers(0, 400),
    ),
    max_size=16,
)


@given(shares, st.randoms(use_true_random=False))
def test_the_order_of_sightings_does_not_matter(found: list[tuple[Kind, list[int], int]], random: object) -> None:
    room = Room(20)
    for kind, accounts, day in found:
        room.share(kind, accounts, day)
    shuffled = list(room.rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert room.cells() == room.cells(rows=shuffled)


@given(shares)
def test_a_closed_part_has_the_cells_it_has_in_the_whole(found: list[tuple[Kind, list[int], int]]) -> None:
    near, far = Room(40), Room(40)
    for kind, accounts, day in found:
        near.share(kind, accounts, day)
        far.share(kind, accounts, day)
    far.share(Kind.PAYMENT, [20, 21, 22]).share(Kind.DEVICE, [25, 30])
    assert near.cells()[:20] == far.cells()[:20]
