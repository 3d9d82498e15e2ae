"""Who effectively owns a company, through chains, cross-holdings and rings?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.ownership.control import Share, beneficial_owners

PEOPLE = frozenset({"mara", "jonas", "lin"})


def owners(*shares: tuple[str, str, float], least: float = 0.25) -> dict[str, dict[str, float]]:
    found = beneficial_owners([Share(*share) for share in shares], PEOPLE, least=least)
    return {entity: {person: round(share, 9) for person, share in listed} for entity, listed in found.items()}


def test_harbour_belongs_to_its_founders_and_not_to_who_holds_a_little():
    assert owners(("jonas", "harbour", 0.6), ("lin", "harbour", 0.25), ("mara", "harbour", 0.15)) == {
        "harbour": {"jonas": 0.6, "lin": 0.25}
    }


def test_a_share_is_multiplied_through_a_chain():
    assert owners(("mara", "top", 1.0), ("top", "lark", 0.8), ("lark", "spur", 0.5)) == {
        "top": {"mara": 1.0},
        "lark": {"mara": 0.8},
        "spur": {"mara": 0.4},
    }


def test_two_small_paths_add_up_to_an_owner():
    split = [("mara", "a", 0.5), ("mara", "b", 0.5), ("a", "lark", 0.3), ("b", "lark", 0.3)]
    assert owners(*split)["lark"] == {"mara": 0.3}
    assert "lark" not in owners(*split[:3])


def test_largest_first():
    found = beneficial_owners([Share("mara", "lark", 0.3), Share("jonas", "lark", 0.5)], PEOPLE)
    assert [person for person, _ in found["lark"]] == ["jonas", "mara"]


def test_a_cross_holding_turns_for_ever_and_adds_up():
    found = owners(("mara", "a", 0.5), ("lin", "b", 0.5), ("b", "a", 0.5), ("a", "b", 0.5))
    assert found["a"] == {"mara": pytest.approx(2 / 3), "lin": pytest.approx(1 / 3)}
    assert found["b"] == {"lin": pytest.approx(2 / 3), "mara": pytest.approx(1 / 3)}


def test_a_ring_that_owns_all_of_itself_has_no_owner_and_gives_none():
    ring = [("a", "b", 1.0), ("b", "c", 1.0), ("c", "a", 1.0)]
    assert owners(*ring, ("mara", "lark", 0.5), ("a", "lark", 0.5)) == {"lark": {"mara": 0.5}}
    assert owners(*ring, ("mara", "other", 0.5))["other"] == {"mara": 0.5}


def test_a_ring_with_one_outside_share_belongs_to_who_holds_it():
    assert owners(("a", "b", 1.0), ("b", "a", 0.9), ("mara", "a", 0.1)) == {"a": {"mara": 1.0}, "b": {"mara": 1.0}}


def test_a_ring_below_an_owner_is_judged_by_its_own_shares():
    found = owners(("mara", "a", 0.4), ("a", "b", 0.5), ("b", "c", 1.0), ("c", "b", 0.5))
    assert found["b"] == found["c"] == {"mara": 0.4}


def test_more_than_everything_is_scaled_to_everything():
    assert owners(("mara", "lark", 0.9), ("jonas", "lark", 0.9)) == {"lark": {"mara": 0.5, "jonas": 0.5}}


def test_a_stake_of_nothing_is_no_stake():
    assert owners(("mara", "a", 0.0), ("a", "b", 0.0), ("a", "c", 1.0), ("jonas", "a", 1.0))["c"] == {"jonas": 1.0}


def test_nobody_and_nothing():
    assert owners() == {}
    assert owners(("a", "b", 1.0)) == {}
    assert owners(("mara", "lark", 0.0)) == {}


SHARES = st.lists(
    st.tuples(
        st.sampled_from(["mara", "jonas", "a", "b", "c", "d"]), st.sampled_from(["a", "b", "c", "d"]), st.floats(0, 1)
    )
    .filter(lambda share: share[0] != share[1])
    .map(lambda share: Share(*share)),
    max_size=14,
)


@given(SHARES)
def test_nobody_ever_owns_more_than_there_is(shares: list[Share]):
    unique = list({(share.owner, share.owned): share for share in shares}.values())
    found = beneficial_owners(unique, PEOPLE, least=0.0)
    for listed in found.values():
        assert sum(share for _, share in listed) <= 1 + 1e-6
        assert all(share >= -1e-9 for _, share in listed)


@given(SHARES)
def test_without_rings_it_is_the_sum_over_all_paths(shares: list[Share]):
    downward = [
        share
        for share in {(one.owner, one.owned): one for one in shares}.values()
        if share.owner < share.owned or share.owner in PEOPLE
    ]
    totals: dict[str, float] = {}
    for share in downward:
        totals[share.owned] = totals.get(share.owned, 0.0) + share.part
    scaled = [share._replace(part=share.part / max(1.0, totals[share.owned])) for share in downward]

    def walk(owner: str, owned: str) -> float:
        return sum(
            share.part
            * (1.0 if share.owner == owner else walk(owner, share.owner) if share.owner not in PEOPLE else 0.0)
            for share in scaled
            if share.owned == owned
        )

    found = beneficial_owners(downward, PEOPLE, least=0.0)
    for entity, listed in found.items():
        for person, part in listed:
            assert part == pytest.approx(walk(person, entity), abs=1e-9)


def test_a_chain_of_ten_thousand_companies_is_followed_to_its_end():
    chain = [Share("mara", "e0", 1.0), *(Share(f"e{number}", f"e{number + 1}", 1.0) for number in range(10_000))]
    assert beneficial_owners(chain, PEOPLE)["e10000"] == [("mara", 1.0)]
