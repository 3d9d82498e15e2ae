"""Looking at Harbour closely must show what looking at everybody shows."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.links.ties import case_ties
from graph.signals.kinds import Kind
from tests.graph.room import Room, agency, cafe, harbour, larkspur

KINDS = st.sampled_from([Kind.PAYMENT, Kind.DEVICE, Kind.IP, Kind.OWNER])
ROWS = st.lists(st.tuples(st.integers(0, 11), KINDS, st.integers(0, 5), st.integers(-60, 0)), min_size=1, max_size=60)


def test_a_close_up_of_harbour_knows_how_common_its_values_are_among_everybody() -> None:
    room = Room()
    people = harbour(room)
    cafe(room)
    room.share([people[0], "cafe-001"], Kind.TLS, "browser")
    scene = room.scene()
    near = scene.close_up(room.numbers(people))
    browser = near.values.tolist().index(room.value(Kind.TLS, "browser"))
    assert (near.scene.holdings.degree[browser], near.scene.rarity.degree[browser]) == (1, 2)
    assert [room.people[number] for number in near.accounts] == list(people)


@given(ROWS, st.sets(st.integers(0, 11), min_size=1))
def test_ties_in_a_close_up_are_the_ties_among_those_accounts(
    rows: list[tuple[int, Kind, int, int]], chosen: set[int]
) -> None:
    room = Room(bystanders={f"p{who:02}" for who in range(12)})
    for who, kind, value, day in rows:
        room.shows(f"p{who:02}", kind, f"v{value}", day)
    scene = room.scene()
    accounts = np.array(sorted(chosen), np.int32)
    near, far = scene.close_up(accounts), case_ties(scene.among(accounts)).pairs
    close = case_ties(near.scene).pairs
    assert near.accounts[close.a].tolist() == far.a.tolist()
    assert near.accounts[close.b].tolist() == far.b.tolist()
    assert close.bits.tolist() == far.bits.tolist()
    assert near.values[close.lines.value].tolist() == [
        v if v >= 0 else near.values[-1] for v in far.lines.value.tolist()
    ]


@given(ROWS, st.lists(st.sets(st.integers(0, 11)), min_size=1, max_size=4))
def test_groups_side_by_side_are_tied_as_each_is_by_itself(
    rows: list[tuple[int, Kind, int, int]], chosen: list[set[int]]
) -> None:
    """Also where two groups share a card, or an account stands in both."""
    room = Room(bystanders={f"p{who:02}" for who in range(12)})
    for who, kind, value, day in rows:
        room.shows(f"p{who:02}", kind, f"v{value}", day)
    scene, groups = room.scene(), [np.array(sorted(group), np.int32) for group in chosen]
    side = scene.side_by_side(groups)
    together = case_ties(side.scene).pairs
    found = zip(
        side.accounts[together.a].tolist(), side.accounts[together.b].tolist(), together.bits.tolist(), strict=True
    )
    alone = [(group, case_ties(scene.close_up(group).scene).pairs) for group in groups]
    assert list(found) == [
        (int(group[a]), int(group[b]), bits)
        for group, pairs in alone
        for a, b, bits in zip(pairs.a, pairs.b, pairs.bits.tolist(), strict=True)
    ]
    for number, group in enumerate(groups):
        near, one = side.group(number), scene.close_up(group)
        assert near.accounts.tolist() == one.accounts.tolist()
        assert near.values.tolist() == one.values.tolist()
        assert near.scene.holdings.first.tolist() == one.scene.holdings.first.tolist()
        assert case_ties(near.scene).pairs.bits.tolist() == case_ties(one.scene).pairs.bits.tolist()


def test_nobody_can_be_looked_at_closely_too() -> None:
    room = Room()
    larkspur(room)
    agency(room)
    near = room.scene().close_up(np.zeros(0, np.int32))
    assert (len(near.scene.holdings), len(near.accounts), len(case_ties(near.scene).pairs)) == (0, 0, 0)
