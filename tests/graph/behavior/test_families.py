"""In the room: a class with one homework, people with a popular text, a bank's app, and the Larkspur ring."""

from dataclasses import fields, replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.behavior.families import FamilySet, mine_families, occurrences
from graph.behavior.prompts import Prompts
from tests.graph.behavior.rooms import (
    HOMEWORK,
    POLICY,
    RING_SCRIPTS,
    SUPPORT_DESK,
    Room,
    chatter,
    everyday,
    filled,
    real_prompts,
)

SMALL = replace(POLICY, template_min_prompts=2)


def sketched(*rows: tuple[int, int, set[int]]) -> Prompts:
    """Prompts by account, time and shingles."""
    return Prompts(
        account=np.array([account for account, _, _ in rows], dtype=np.int32),
        at=np.array([at for _, at, _ in rows], dtype=np.int64),
        indptr=np.cumsum([0, *(len(shingles) for _, _, shingles in rows)], dtype=np.int64),
        shingles=np.array([hash_ for _, _, shingles in rows for hash_ in sorted(shingles)], dtype=np.uint64),
        traits=np.zeros(len(rows), dtype=np.int32),
    )


def grouped(families: FamilySet) -> list[set[int]]:
    return [set(families.shingles[families.family == number].tolist()) for number in range(families.count)]


def test_strangers_with_everyday_questions_share_no_family() -> None:
    room = Room()
    room.crowd(200)
    assert mine_families(room.prompts(), POLICY).count == 0


def test_a_class_that_pastes_its_homework_makes_no_family() -> None:
    room = Room()
    for pupil in room.enters(200, tied=True):
        room.asks(pupil, HOMEWORK)
        room.asks(pupil, everyday(room.rng))
    assert mine_families(room.prompts(), POLICY).count == 0


def test_homework_with_a_question_of_ones_own_is_a_popular_text_and_no_template() -> None:
    room = Room()
    for pupil in room.enters(200, tied=True):
        room.asks(pupil, f"{HOMEWORK} {chatter(room.rng, 8)}")
    families = mine_families(room.prompts(), POLICY)
    assert families.count == 1
    assert families.accounts.tolist() == [200]
    assert not families.is_template.any()
    assert not occurrences(room.prompts(), families).prompt.size


def test_one_account_that_repeats_itself_makes_no_family() -> None:
    room = Room()
    (account,) = room.enters(1, tied=False)
    for _ in range(50):
        room.asks(account, filled(RING_SCRIPTS[0], type(room.rng)(7)))
    assert mine_families(room.prompts(), POLICY).count == 0


def test_a_persona_that_many_paste_is_no_template() -> None:
    texts = real_prompts("awesome_chatgpt_prompts_600.jsonl", lambda text: 600 < len(text) < 2000)[:20]
    room = Room()
    for person in room.enters(200, tied=False):
        room.asks(person, room.rng.choice(texts))
        room.asks(person, f"{room.rng.choice(texts)} My first request: {chatter(room.rng, 8)}")
    assert not mine_families(room.prompts(), POLICY).is_template.any()


def test_real_questions_of_many_people_make_no_template() -> None:
    room = Room()
    people = room.enters(100, tied=False)
    for name in ("gsm8k_test.jsonl", "banking77_train.jsonl", "mt_bench_questions.jsonl", "human_eval.jsonl"):
        for text in real_prompts(name):
            room.asks(room.rng.choice(people), text)
    assert np.count_nonzero(mine_families(room.prompts(), POLICY).is_template) <= 1


def test_the_ring_shows_one_template_for_each_script() -> None:
    room = Room()
    room.crowd(100)
    room.ring(20, RING_SCRIPTS, prompts=30, cover=0.4)
    families = mine_families(room.prompts(), POLICY)
    assert families.is_template.tolist() == [True] * len(RING_SCRIPTS)
    assert (families.accounts >= 15).all()
    assert (families.filling > 0.3).all()


def test_a_bank_app_is_at_most_a_few_families_of_its_own_accounts() -> None:
    questions = real_prompts("banking77_train.jsonl")
    room = Room()
    for account in room.enters(60, tied=True):
        for _ in range(20):
            room.asks(account, SUPPORT_DESK.replace("{filling}", room.rng.choice(questions)))
    families = mine_families(room.prompts(), POLICY)
    assert families.accounts.max() == 60
    assert np.count_nonzero(families.accounts >= 30) == 1


def test_shingles_of_the_same_prompts_are_one_family_and_others_are_not() -> None:
    prompts = sketched(
        (0, 10, {1, 2, 100}),
        (1, 20, {1, 2, 101}),
        (1, 30, {1, 2, 3, 102}),
        (2, 40, {3, 4, 103}),
        (2, 50, {4, 104, 105}),
    )
    # 1 and 2 stand in the same three prompts; 3 and 4 share one of three.
    assert grouped(mine_families(prompts, SMALL)) == [{1, 2}, {3}, {4}]


@pytest.mark.parametrize(("together", "families"), [(6, 1), (5, 2)])
def test_the_jaccard_threshold_is_reached_exactly(together: int, families: int) -> None:
    """Two shingles in `together` prompts, and a third of the rest each: 6 / 10 joins, 5 / 9 does not."""
    rows = [(0, number, {1, 2, 1000 + number}) for number in range(together)]
    rows += [(0, 50 + number, {1 + number % 2, 2000 + number}) for number in range(4)]
    assert mine_families(sketched(*rows), SMALL).count == families


def test_filling_is_what_is_much_rarer_than_the_family() -> None:
    """Sixteen prompts: shingle 1 in all, 2 in a pair each (8 times rarer), 3 in four (not)."""
    rows = [(0, number, {1, 100 + number // 2, 200 + number // 4, 300 + number}) for number in range(16)]
    families = mine_families(sketched(*rows), replace(SMALL, template_min_prompts=16))
    assert families.filling.tolist() == [0.5]
    assert families.prompts.tolist() == [16]


def test_it_is_known_who_used_a_family_first() -> None:
    rows = [(account, 1000 - account, {5, 6, 100 + account}) for account in range(9)]
    families = mine_families(sketched(*rows), SMALL)
    assert (families.first_account.tolist(), families.first_at.tolist()) == ([8], [992])


def test_families_are_named_by_their_smallest_shingle_and_ascend() -> None:
    rows = [(0, number, {9, 7, 100 + number}) for number in range(5)]
    rows += [(0, number, {8, 3, 200 + number}) for number in range(5)]
    families = mine_families(sketched(*rows), SMALL)
    assert families.key.tolist() == [3, 7]
    assert families.shingles.tolist() == [3, 7, 8, 9]
    assert families.family.tolist() == [0, 1, 0, 1]


@pytest.mark.parametrize(
    "rows", [[], [(0, 1, set[int]())], [(0, 1, {4})]], ids=["nobody", "short prompt", "one prompt"]
)
def test_nothing_to_find_is_no_error(rows: list[tuple[int, int, set[int]]]) -> None:
    prompts = sketched(*rows)
    families = mine_families(prompts, POLICY)
    assert families.count == 0
    assert occurrences(prompts, families).prompt.size == 0


def test_arrays_that_do_not_fit_are_refused() -> None:
    good = sketched((0, 1, {4}))
    with pytest.raises(ValueError, match="one entry for each prompt"):
        replace(good, at=np.zeros(3, dtype=np.int64))
    with pytest.raises(ValueError, match="indptr must rise"):
        replace(good, indptr=np.array([0, 5]))


histories = st.lists(
    st.tuples(st.integers(0, 5), st.sets(st.integers(0, 12) | st.integers(100, 140), max_size=6)), max_size=30
)


@given(histories, st.randoms(use_true_random=False))
def test_the_order_of_prompts_does_not_matter(history: list[tuple[int, set[int]]], rng: Random) -> None:
    rows = [(account, at, shingles) for at, (account, shingles) in enumerate(history)]
    shuffled = rng.sample(rows, len(rows))
    one, other = mine_families(sketched(*rows), SMALL), mine_families(sketched(*shuffled), SMALL)
    for field in fields(FamilySet):
        assert getattr(one, field.name).tolist() == getattr(other, field.name).tolist(), field.name


@given(histories, st.permutations(range(6)))
def test_the_numbering_of_accounts_does_not_matter(history: list[tuple[int, set[int]]], new: list[int]) -> None:
    rows = [(account, at, shingles) for at, (account, shingles) in enumerate(history)]
    one = mine_families(sketched(*rows), SMALL)
    other = mine_families(sketched(*((new[account], at, shingles) for account, at, shingles in rows)), SMALL)
    for field in fields(FamilySet):
        expected = getattr(one, field.name).tolist()
        expected = [new[account] for account in expected] if field.name == "first_account" else expected
        assert getattr(other, field.name).tolist() == expected, field.name


@given(histories)
def test_families_are_what_comparing_all_pairs_gives(history: list[tuple[int, set[int]]]) -> None:
    """The definition, the slow way."""
    distinct = {frozenset(shingles) for _, shingles in history if shingles}
    holders = {hash_: {row for row in distinct if hash_ in row} for row in distinct for hash_ in row}
    left = {hash_ for hash_, rows in holders.items() if len(rows) >= 2}
    expected = []
    while left:
        group, frontier = set[int](), {min(left)}
        while frontier:
            group |= frontier
            frontier = {
                hash_
                for hash_ in left - group
                for member in group
                if len(holders[hash_] & holders[member]) >= 0.6 * len(holders[hash_] | holders[member])
            }
        left -= group
        expected.append(group)
    rows = [(account, at, shingles) for at, (account, shingles) in enumerate(history)]
    assert grouped(mine_families(sketched(*rows), SMALL)) == expected
