"""In the room: an agency that mixes two templates, and people without any."""

from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from graph.behavior.families import FamilySet, mine_families
from graph.behavior.leads import LeadCounts, count_leads
from tests.graph.behavior.rooms import POLICY, RING_SCRIPTS, Room
from tests.graph.behavior.test_families import SMALL, sketched

# Two templates: shingle 1 is the first family, shingle 2 the second.
FAMILIES = FamilySet(
    shingles=np.array([1, 2], dtype=np.uint64),
    family=np.array([0, 1], dtype=np.int32),
    key=np.array([1, 2], dtype=np.uint64),
    prompts=np.array([20, 20]),
    filling=np.array([0.5, 0.5]),
    is_template=np.array([True, True]),
    accounts=np.array([5, 5]),
    first_account=np.array([0, 0], dtype=np.int32),
    first_at=np.array([0, 0]),
)


def rows_of(counts: LeadCounts) -> list[tuple[int, ...]]:
    columns = (counts.account, counts.family, counts.prompts, counts.first_at, counts.last_at)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_people_without_templates_have_no_rows_but_are_counted() -> None:
    counts = count_leads(sketched((0, 1, {8}), (0, 2, set()), (2, 3, {9})), FAMILIES, 4)
    assert rows_of(counts) == []
    assert counts.asked.tolist() == [2, 0, 1, 0]


def test_a_prompt_with_two_templates_counts_for_the_one_its_account_uses_most() -> None:
    counts = count_leads(
        sketched((0, 5, {1, 2}), (0, 7, {2}), (0, 9, {2, 30}), (1, 6, {1, 2}), (1, 4, {1})), FAMILIES, 2
    )
    assert rows_of(counts) == [(0, 1, 3, 5, 9), (1, 0, 2, 4, 6)]


def test_equal_use_is_decided_by_the_family_key() -> None:
    counts = count_leads(sketched((0, 5, {1, 2}), (0, 6, {1}), (0, 7, {2})), FAMILIES, 1)
    assert rows_of(counts) == [(0, 0, 2, 5, 6), (0, 1, 1, 7, 7)]


def test_popular_texts_lead_nothing() -> None:
    popular = replace(FAMILIES, is_template=np.array([False, True]))
    counts = count_leads(sketched((0, 5, {1, 2}), (0, 6, {1})), popular, 1)
    assert rows_of(counts) == [(0, 1, 1, 5, 5)]


@given(
    st.lists(st.tuples(st.integers(0, 5), st.sets(st.integers(0, 9), max_size=5)), max_size=30),
    st.sets(st.integers(0, 5)),
)
def test_some_accounts_alone_are_counted_as_they_are_among_all(
    history: list[tuple[int, set[int]]], some: set[int]
) -> None:
    prompts = sketched(*((account, at, shingles) for at, (account, shingles) in enumerate(history)))
    families = mine_families(prompts, replace(SMALL, filling_share=0.0))
    full = count_leads(prompts, families, 6)
    alone = count_leads(prompts.where(np.isin(prompts.account, list(some))), families, 6)
    assert rows_of(alone) == [row for row in rows_of(full) if row[0] in some]
    assert all(alone.asked[account] == full.asked[account] for account in some)


def test_each_ring_member_leads_with_every_script_it_uses() -> None:
    room = Room()
    members = room.ring(8, RING_SCRIPTS, prompts=60, cover=0.3)
    prompts = room.prompts()
    counts = count_leads(prompts, mine_families(prompts, POLICY), room.accounts)
    assert np.bincount(counts.account).tolist() == [len(RING_SCRIPTS)] * len(members)
    assert 0.6 < counts.prompts.sum() / len(prompts) < 0.8
