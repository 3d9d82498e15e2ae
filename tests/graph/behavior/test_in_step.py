"""In the room: a class, a café, a bank's app, Harbour whose script is copied, the Larkspur ring, and a slow ring."""

from collections.abc import Sequence
from dataclasses import fields, replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.behavior.in_step import Evidence, evidence, freeze_rates
from graph.behavior.leads import LeadCounts, count_leads
from graph.behavior.profiles import profile
from graph.behavior.standing import Population
from tests.graph.behavior.rooms import (
    DAY,
    HOMEWORK,
    POLICY,
    RING_SCRIPTS,
    START,
    SUPPORT_DESK,
    Room,
    chatter,
    derive,
    everyday,
    filled,
    look_at,
    real_prompts,
    script,
)


def test_thirty_strangers_in_a_cafe_are_not_in_step() -> None:
    room = Room()
    room.crowd(200)
    for guest in room.enters(30, tied=True):
        for _ in range(20):
            room.asks(guest, everyday(room.rng))
    found = look_at(room)
    assert not found.in_step
    assert not found.evidence.bits.any()


def test_a_class_with_the_same_homework_is_not_in_step() -> None:
    room = Room()
    room.crowd(200)
    for pupil in room.enters(200, tied=True):
        room.asks(pupil, HOMEWORK)
        room.asks(pupil, f"{HOMEWORK} {chatter(room.rng, 8)}")
        room.asks(pupil, everyday(room.rng))
    assert not look_at(room).in_step


def test_strangers_who_paste_the_same_personas_are_not_in_step() -> None:
    texts = real_prompts("awesome_chatgpt_prompts_600.jsonl", lambda text: 300 < len(text) < 2000)[:40]
    room = Room()
    room.crowd(100)
    for person in room.enters(200, tied=False):
        for _ in range(6):
            room.asks(
                person, f"{room.rng.choice(texts)} My first request: {chatter(room.rng, room.rng.randint(5, 25))}"
            )
    assert not look_at(room).in_step


def test_an_app_on_many_accounts_is_not_in_step_with_one_template() -> None:
    questions = real_prompts("banking77_train.jsonl")
    room = Room()
    room.crowd(200)
    for account in room.enters(60, tied=True):
        for _ in range(30):
            room.asks(account, SUPPORT_DESK.replace("{filling}", room.rng.choice(questions)))
    assert not look_at(room).in_step


def test_a_class_with_long_answers_to_four_tasks_looks_in_step_but_asks_for_nothing_to_train_on() -> None:
    """What conduct alone cannot tell from a script; the elicitation share keeps the class away from any limit."""
    tasks = [chatter(Room(seed).rng, 70) for seed in range(4)]
    room = Room()
    room.crowd(300)
    pupils = room.enters(60, tied=True)
    for pupil in pupils:
        for task in tasks:
            room.asks(pupil, f"{task} My answer: {chatter(room.rng, 60)}")
    assert look_at(room).in_step <= set(pupils)
    assert not profile(room.prompts(), room.accounts, POLICY).elicitation.any()


def test_strangers_with_a_public_library_of_prompts_are_not_in_step() -> None:
    """They ask for what a model could be trained on, with three templates that a ring uses too, each on their own."""
    room = Room()
    room.crowd(300)
    room.ring(20, RING_SCRIPTS[:3], prompts=20, cover=0.4)
    strangers = room.enters(30, tied=False)
    for stranger in strangers:
        for _ in range(6):
            room.asks(stranger, filled(room.rng.choice(RING_SCRIPTS[:3]), room.rng))
            room.asks(stranger, everyday(room.rng))
    assert not look_at(room).in_step & set(strangers)


def test_harbour_whose_scripts_are_copied_by_a_ring_is_not_charged() -> None:
    room = Room()
    room.crowd(400)
    (harbour,) = room.enters(1, tied=True)
    for day in range(30):
        for text in RING_SCRIPTS:
            room.asks(harbour, filled(text, room.rng), at=START - 40 * DAY + day * DAY)
    ring = room.ring(30, RING_SCRIPTS, prompts=30, cover=0.3)
    found = look_at(room)
    assert found.evidence.bits[harbour] == 0
    assert found.evidence.first_share[harbour] == 1
    assert found.in_step == set(ring)
    assert not found.evidence.first_share[list(ring)].any()


def test_the_larkspur_ring_is_found_and_nobody_else() -> None:
    room = Room()
    room.crowd(600)
    ring = room.ring(40, RING_SCRIPTS, prompts=40, cover=0.4)
    found = look_at(room)
    assert found.in_step == set(ring)


def test_a_ring_without_any_shared_value_needs_more_evidence() -> None:
    untied, tied = Room(), Room()
    for room, is_tied in ((untied, False), (tied, True)):
        room.crowd(600)
        room.ring(30, RING_SCRIPTS[:3], prompts=30, cover=0.3, tied=is_tied)
    assert not look_at(untied).in_step
    assert len(look_at(tied).in_step) >= 27  # who used a script first is not charged with it


def slow_ring(days: int) -> tuple[Room, set[int]]:
    """Twelve accounts with 5.6 requests a day, thirty scripts, four of five requests ordinary."""
    scripts = tuple(script(number) for number in range(30))
    room = Room()
    room.crowd(600)
    ring = room.ring(12, scripts, prompts=round(5.6 * days), cover=0.8)
    return room, set(ring)


def test_the_slow_ring_is_found_by_waiting() -> None:
    early, _ = slow_ring(10)
    late, ring = slow_ring(40)
    assert not look_at(early).in_step
    assert look_at(late).in_step == ring


def test_a_script_of_real_generator_templates_over_real_questions_is_found() -> None:
    fillings = real_prompts("gsm8k_test.jsonl") + real_prompts(
        "awesome_chatgpt_prompts_600.jsonl", lambda t: len(t) < 400
    )
    honest = real_prompts("mt_bench_questions.jsonl") + real_prompts("banking77_train.jsonl")
    room = Room()
    room.crowd(300)
    ring = room.enters(30, tied=True)
    for account in ring:
        for _ in range(40):
            text = room.rng.choice(RING_SCRIPTS).replace("{filling}", room.rng.choice(fillings))
            room.asks(account, text if room.rng.random() < 0.5 else room.rng.choice(honest))
    for person in range(300):
        room.asks(person, room.rng.choice(fillings))
        room.asks(person, room.rng.choice(honest))
    assert look_at(room).in_step == set(ring)


def counted(rows: list[tuple[int, int, int]], asked: list[int]) -> LeadCounts:
    """Lead counts by account, family and prompts."""
    rows = sorted(rows)
    zeros = np.zeros(len(rows), dtype=np.int64)
    return LeadCounts(
        account=np.array([account for account, _, _ in rows], dtype=np.int32),
        family=np.array([family for _, family, _ in rows], dtype=np.int32),
        prompts=np.array([prompts for _, _, prompts in rows], dtype=np.int64),
        first_at=zeros,
        last_at=zeros,
        asked=np.array(asked, dtype=np.int64),
    )


NOBODY_FIRST = np.array([-1, -1, -1, -1], dtype=np.int32)
NONE_ELICITS = np.zeros(10)


def of(tied: "np.ndarray[tuple[int], np.dtype[np.bool_]]", elicitation: Sequence[float] | None = None) -> Population:
    """A population; nobody asks for anything unless it says so."""
    asking = np.zeros(tied.size) if elicitation is None else np.array(elicitation)
    return Population.strangers(tied, asking, NONE_ELICITS)


def test_bits_are_the_smoothed_lift_by_hand() -> None:
    """Ten of a hundred accounts lead with a family that nobody uses of the sixty who ask for little and are alone."""
    counts = counted([(account, 0, 1) for account in range(10)], [10] * 100)
    population = of(np.arange(100) < 20, [0.5 if account < 40 else 0.0 for account in range(100)])
    rates = freeze_rates(counts, NOBODY_FIRST[:1], population, POLICY)
    assert rates.among_all.tolist() == [0.1]
    assert rates.among_others.tolist() == [0.5 / 61]
    assert rates.bits[0] == pytest.approx(np.log2(0.1 / (0.5 / 61)))
    assert rates.rarity[0] == pytest.approx(np.log2(10))


def test_a_family_of_four_accounts_or_little_lift_says_nothing() -> None:
    few = [(account, 0, 1) for account in range(4)]
    common = [(account, 1, 1) for account in range(0, 100, 3)]
    counts = counted(few + common, [10] * 100)
    rates = freeze_rates(counts, NOBODY_FIRST[:2], of(np.arange(100) < 20), POLICY)
    assert rates.bits.tolist() == [0, 0]


def test_a_tiny_reference_proves_little() -> None:
    counts = counted([(account, 0, 1) for account in range(10)], [10] * 12)
    rates = freeze_rates(counts, NOBODY_FIRST[:1], of(np.arange(12) < 10), POLICY)
    assert rates.bits.tolist() == [pytest.approx(np.log2(10 / 12 / (0.5 / 3)))]


def test_ring_members_leave_the_reference_they_hide_in() -> None:
    """Six of forty share nothing with anybody and make the ring's ten families look innocent, until they are out."""
    ring, untied = range(40), range(6)
    counts = counted([(account, family, 2) for account in ring for family in range(10)], [50] * 1000)
    tied = np.isin(np.arange(1000), ring) & ~np.isin(np.arange(1000), untied)
    population = of(tied)
    first = np.full(10, -1, dtype=np.int32)
    once, thrice = (freeze_rates(counts, first, population, replace(POLICY, rounds=rounds)) for rounds in (1, 3))
    assert once.bits.tolist() == [pytest.approx(np.log2(0.04 / (6.5 / 967)))] * 10
    assert thrice.bits.tolist() == [pytest.approx(np.log2(0.04 / (0.5 / 961)))] * 10


RATES = freeze_rates(
    counted([(account, family, 1) for account in range(10, 70) for family in range(4)], [4] * 1000),
    NOBODY_FIRST,
    of(np.arange(1000) < 100),
    POLICY,
)


@pytest.mark.parametrize(
    ("who", "rows", "asked", "tied", "in_step"),
    [
        ("two families", [(0, 0, 5), (0, 1, 5)], 20, True, True),
        ("one family, however often", [(0, 0, 20)], 20, True, False),
        ("two families, but nearly always one", [(0, 0, 50), (0, 1, 1)], 60, True, False),
        ("two families in a little of the traffic", [(0, 0, 3), (0, 1, 4)], 100, True, False),
        ("two families in just enough", [(0, 0, 4), (0, 1, 4)], 100, True, True),
        ("no tie, three families", [(0, 0, 5), (0, 1, 5), (0, 2, 5)], 20, False, False),
        ("no tie, four families", [(0, 0, 5), (0, 1, 5), (0, 2, 5), (0, 3, 5)], 30, False, True),
        ("no tie, four families, little traffic", [(0, 0, 3), (0, 1, 3), (0, 2, 3), (0, 3, 5)], 100, False, False),
    ],
)
def test_what_it_takes_to_be_in_step(
    who: str, rows: list[tuple[int, int, int]], asked: int, *, tied: bool, in_step: bool
) -> None:
    assert all(6.5 < bits < 8 for bits in RATES.bits)
    found = evidence(counted(rows, [asked]), RATES, np.array([tied]), POLICY)
    assert found.in_step.tolist() == [in_step], who


def test_any_part_of_the_accounts_has_the_evidence_it_has_among_all() -> None:
    room = Room()
    room.crowd(100, prompts=4)
    room.ring(15, RING_SCRIPTS, prompts=30, cover=0.4)
    prompts, tied = room.prompts(), np.array(room.tied)
    full = derive(prompts, tied)
    some = np.arange(tied.size) % 3 == 0
    alone = count_leads(prompts.where(some[prompts.account]), full.families, tied.size)
    again = evidence(alone, full.rates, tied, POLICY)
    for field in fields(Evidence):
        assert getattr(again, field.name)[some].tolist() == getattr(full.evidence, field.name)[some].tolist()


@settings(deadline=None, max_examples=20)
@given(st.randoms(use_true_random=False))
def test_neither_order_nor_numbering_changes_who_is_in_step(rng: Random) -> None:
    room = Room(3)
    room.crowd(60, prompts=3)
    ring = room.ring(12, RING_SCRIPTS, prompts=20, cover=0.4)
    expected = look_at(room)
    new = list(range(room.accounts))
    rng.shuffle(new)
    other = Room(3)
    other.accounts = room.accounts
    other.tied = [room.tied[old] for old in np.argsort(new)]
    other.asked = [(new[account], at, text) for account, at, text in rng.sample(room.asked, len(room.asked))]
    found = look_at(other)
    assert found.in_step == {new[account] for account in expected.in_step}
    assert expected.in_step <= set(ring)
    assert found.evidence.bits[new].tolist() == expected.evidence.bits.tolist()


def test_a_ring_of_real_size_hidden_in_much_traffic() -> None:
    """Figures for a mixed room, so that a change of the rules shows: precision and recall of being in step."""
    room = Room(11)
    room.crowd(800)
    hostile = {
        *room.ring(40, RING_SCRIPTS, prompts=40, cover=0.6),
        *room.ring(25, tuple(script(number) for number in range(12)), prompts=60, cover=0.85),
        *room.ring(20, tuple(script(number) for number in range(50, 60)), prompts=50, cover=0.5, tied=False),
    }
    in_step = look_at(room).in_step
    assert len(in_step - hostile) == 0
    assert len(in_step & hostile) / len(hostile) >= 0.9
