"""Whatever is in the room: taking away what a source said, or adding what anyone can write, never harms a third."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.links.scene import Scene
from graph.links.ties import case_ties
from graph.signals.kinds import Kind
from tests.graph.room import POLICY, TODAY, Room, harbour, larkspur

PEOPLE = ["ann", "bo", "cy", "dee", "eve"]
KINDS = [Kind.PAYMENT, Kind.OWNER, Kind.DEVICE, Kind.TLS, Kind.EMAIL_DOMAIN, Kind.IP, Kind.ADDRESS, Kind.PHONE]
WRITTEN_BY_ANYONE = [
    Kind.ADDRESS,
    Kind.PHONE,
    Kind.DECLARED_DOMAIN,
    Kind.AGENT,
    Kind.DECLARED_DIRECTOR,
    Kind.IP,
    Kind.TLS,
]
rows = st.lists(
    st.tuples(
        st.sampled_from(PEOPLE),
        st.sampled_from(KINDS),
        st.sampled_from(["one", "two"]),
        st.integers(-60, 0),
        st.sampled_from(["/billing", "/liar"]),
    ),
    max_size=30,
)


def room_of(seen: list[tuple[str, Kind, str, int, str]]) -> Room:
    room = Room(bystanders=set(PEOPLE))
    for who, kind, value, day, _source in seen:
        room.shows(who, kind, value, day)
    return room


def charged(scene: Scene, who: list[str]) -> dict[tuple[str, str], tuple[float, float]]:
    """By account and other: bits it is charged with, and those of them that others cannot write."""
    pairs = case_ties(scene).pairs
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for number in range(len(pairs)):
        a, b = who[pairs.a[number]], who[pairs.b[number]]
        lines = pairs.lines_of(number)
        bits, value, trusted = pairs.lines.bits[lines], pairs.lines.value[lines] >= 0, pairs.lines.trusted[lines]
        a_first, b_first = pairs.lines.a_first[lines], pairs.lines.b_first[lines]
        for one, other, later in ((a, b, a_first >= b_first), (b, a, b_first >= a_first)):
            mine = bits * (value & later)
            found[one, other] = float(mine.sum()), float((mine * trusted).sum())
    return found


@settings(max_examples=150, deadline=None)
@given(rows)
def test_what_a_source_said_of_some_taken_away_charges_nobody_else_with_more(
    seen: list[tuple[str, Kind, str, int, str]],
) -> None:
    """Within an epoch: how rare a value is stays as it was frozen."""
    room = room_of(seen)
    full = room.scene()
    left = room.sightings()
    kept = np.array([source == "/billing" for *_, source in seen], np.bool_)
    fewer = replace(
        left,
        account=left.account[kept],
        value=left.value[kept],
        first=left.first[kept],
        last=left.last[kept],
        void=None,
    )
    rest = Scene.of(fewer, room.values(), POLICY, account_count=len(room.people), rarity=full.rarity)
    before, after = charged(full, room.people), charged(rest, room.people)
    spoken_of = {who for who, *_, source in seen if source == "/liar"}
    for (one, other), amounts in after.items():
        if one not in spoken_of:
            assert np.all(np.array(amounts) <= np.array(before.get((one, other), (0.0, 0.0))) + 1e-9)


@settings(max_examples=100, deadline=None)
@given(rows, st.sampled_from(KINDS), st.sampled_from(["one", "two"]))
def test_a_value_that_is_called_planted_charges_nobody_with_more(
    seen: list[tuple[str, Kind, str, int, str]], kind: Kind, value: str
) -> None:
    room = room_of(seen)
    full = room.scene()
    room.dead.add((kind, value))
    before, after = charged(full, room.people), charged(room.scene(rarity=full.rarity), room.people)
    assert all(bits <= before[pair][0] + 1e-9 for pair, (bits, _) in after.items())


@pytest.mark.parametrize("copies", [1, 40])
def test_however_many_copy_what_is_harbours_it_is_charged_with_nothing(copies: int) -> None:
    room = Room()
    people = harbour(room)
    for kind in WRITTEN_BY_ANYONE:
        room.shows(people[0], kind, "of harbour", -200, 0)
    before = charged(room.scene(), room.people)
    for number in range(copies):
        for kind in (*WRITTEN_BY_ANYONE, Kind.EMAIL_DOMAIN):
            value = "harbour.example" if kind is Kind.EMAIL_DOMAIN else "of harbour"
            room.shows(f"thief-{number:02}", kind, value, -5, 0)
        room.shows(f"thief-{number:02}", Kind.IP, "harbour office", -1)
    after = charged(room.scene(), room.people)
    mine = {pair: bits for pair, bits in after.items() if pair[0] in people and pair[1] not in people}
    assert max((bits for bits, _ in mine.values()), default=0.0) == 0.0
    assert {pair: bits for pair, bits in after.items() if set(pair) <= set(people)} == before


def test_a_million_accounts_on_one_address_hold_nobody_and_cost_seconds() -> None:
    room = Room()
    ring = larkspur(room)
    crowd = 1_000_000
    at = TODAY * 86_400
    many = replace(
        room.sightings(),
        account=np.concatenate([room.sightings().account, np.arange(crowd, dtype=np.int32)]),
        value=np.concatenate([room.sightings().value, np.full(crowd, room.value(Kind.IP, "ring subnet"), np.int32)]),
        first=np.concatenate([room.sightings().first, np.full(crowd, at)]),
        last=np.concatenate([room.sightings().last, np.full(crowd, at)]),
        void=None,
    )
    scene = Scene.of(many, room.values(), POLICY, account_count=crowd)
    assert scene.rarity.hub[room.value(Kind.IP, "ring subnet")]
    ties = case_ties(scene)
    assert len(ties.pairs) == len(ring) * (len(ring) - 1) // 2
