"""In the room: honest strangers, and a ring whose scripts go on while the sketch key changes."""

import numpy as np
import pytest

from accounts.policy.detection import Sketching
from graph.behavior.heirs import Inherited, inherited, key_to_read
from graph.behavior.leads import LeadCounts, count_leads
from graph.behavior.prompts import Prompts, Sketches
from kycrisk.sketch import SketchKey, sketch_prompts
from tests.graph.behavior.rooms import DAY, KEY, POLICY, RING_SCRIPTS, START, Room, filled

NEW_KEY = SketchKey("next", bytes(range(11, 43)))
NUMBERS = Sketching()
OLD, NEW = 1, 2


def ring_and_strangers() -> Room:
    room = Room()
    room.crowd(20)
    room.ring(12, RING_SCRIPTS[:3], prompts=30, cover=0.4)
    return room


def sketched(room: Room, both_from: int, new_from: int) -> Sketches:
    """Under the old key until day `new_from`, under the new one from day `both_from`."""
    begins, ends = START + both_from * DAY, START + new_from * DAY
    texts = [text for _, _, text in room.asked]
    old, new = ([sketch.shingles for sketch in sketch_prompts(texts, key)] for key in (KEY, NEW_KEY))
    at = np.array([at for _, at, _ in room.asked])
    own = [new[i] if at[i] >= begins else old[i] for i in range(len(texts))]
    before = [old[i] if begins <= at[i] < ends else () for i in range(len(texts))]
    parts = [one + other for one, other in zip(own, before, strict=True)]
    prompts = Prompts(
        account=np.array([account for account, _, _ in room.asked], np.int32),
        at=at,
        indptr=np.cumsum([0, *map(len, parts)]),
        shingles=np.array([hash_ for part in parts for hash_ in part], np.uint64),
        traits=np.ones(len(texts), np.int32),
    )
    key = np.where(at >= begins, NEW, OLD).astype(np.int16)
    overlaps = np.where((at >= begins) & (at < ends), OLD, 0).astype(np.int16)
    return Sketches(prompts, key, overlaps, np.array([len(one) for one in own], np.int32))


def leads(sketches: Sketches, found: Inherited, room: Room) -> LeadCounts:
    return count_leads(sketches.prompts, found.families, room.accounts)


def by_account(counts: LeadCounts, room: Room) -> list[int]:
    return np.bincount(counts.account, counts.prompts, room.accounts).astype(int).tolist()


def test_a_change_of_keys_takes_nothing_from_what_is_known_of_anybody() -> None:
    room = ring_and_strangers()
    one, changing = sketched(room, 99, 99), sketched(room, 10, 20)
    usual, found = inherited(one, POLICY, NUMBERS), inherited(changing, POLICY, NUMBERS)
    assert usual.families.count == found.families.count == 3
    assert by_account(leads(changing, found, room), room) == by_account(leads(one, usual, room), room)
    assert sorted(found.families.first_at) == sorted(usual.families.first_at)
    assert sorted(found.families.accounts) == sorted(usual.families.accounts)
    assert len(found.before) == 3


def test_a_family_inherits_only_from_what_stood_in_its_own_prompts() -> None:
    room = ring_and_strangers()
    found = inherited(sketched(room, 10, 20), POLICY, NUMBERS)
    for number in range(found.families.count):
        shingles = set(found.families.shingles[found.families.family == number].tolist())
        texts = [filled(script, room.rng) for script in RING_SCRIPTS[:3]]
        of_scripts = [
            {hash_ for key in (KEY, NEW_KEY) for hash_ in sketch_prompts([text], key)[0].shingles} for text in texts
        ]
        assert sum(bool(shingles & script) for script in of_scripts) == 1


def test_without_prompts_under_both_keys_nothing_is_inherited_and_nothing_counts_twice() -> None:
    room = ring_and_strangers()
    changing = sketched(room, 12, 12)
    found = inherited(changing, POLICY, NUMBERS)
    assert not found.before
    assert found.families.count == 3
    late = [account for account, at, _ in room.asked if at >= START + 12 * DAY]
    assert set(leads(changing, found, room).account.tolist()) <= set(late)


def test_one_shared_prompt_makes_no_heir() -> None:
    room = ring_and_strangers()
    found = inherited(sketched(room, 10, 20), POLICY, Sketching(heir_prompts=1_000))
    assert not found.before


@pytest.mark.parametrize(
    ("covered", "key"),
    [
        ({}, 0),
        ({1: 100}, 1),
        ({1: 100, 2: 49}, 1),
        ({1: 100, 2: 50}, 2),
        ({1: 49, 2: 48, 3: 3}, 1),
        ({1: 40, 2: 40, 3: 20}, 2),
    ],
)
def test_families_are_read_under_the_newest_key_that_covers_enough(covered: dict[int, int], key: int) -> None:
    assert key_to_read(covered, 100, 0.5) == key


def test_each_key_sees_its_own_shingles_of_each_prompt() -> None:
    room = Room()
    room.crowd(3)
    old, both = sketched(room, 99, 99), sketched(room, 0, 99)
    assert both.covered() == {OLD: 36, NEW: 36}
    assert both.under(OLD).shingles.tolist() == old.prompts.shingles.tolist()
    assert both.under(OLD).indptr.tolist() == old.prompts.indptr.tolist()
    assert not both.under(3).shingles.size
    assert both.prompts.shingles.size == both.under(OLD).shingles.size + both.under(NEW).shingles.size
