"""Who holds enough of Harbour to be known, when shares are ranges, unknown, crossed or turned into a ring?"""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from accounts.onboarding.claims import ClaimedStake, Claims
from accounts.onboarding.owners import Deciding, beneficial, most_held, unidentified
from accounts.onboarding.shares import Web, undeclared
from accounts.ownership.control import Share, beneficial_owners
from tests.accounts.onboarding.claimed import claims, harbour, owned_by

PERSONS = frozenset({"mara", "jonas", "lin"})


def held(said: Claims, key: str) -> tuple[float, float]:
    least, most = Web(said.stakes).held(key)
    return float(least), float(most)


def test_harbours_answer_hangs_on_petras_share_alone():
    answer = beneficial(harbour(), 25)
    assert answer.verdict == "cannot_tell"
    assert [(owner.party, owner.least, owner.most) for owner in answer.owners] == [
        ("p4", Decimal("30.6"), Decimal("30.6"))
    ]
    assert [(owner.party, owner.least, owner.most) for owner in answer.possible] == [("p3", Decimal(22), Decimal(30))]
    # 10 to 18 % of Harbour itself; all of Nordkai is named and Sealine is on an exchange.
    assert answer.unidentified_max == 18
    assert answer.decides == Deciding("p3", "")


@pytest.mark.parametrize(
    ("said", "verdict", "owners", "decides"),
    [
        (owned_by(("mara", "", 60), ("jonas", "", 40)), "yes", ["mara", "jonas"], None),
        (owned_by(("mara", "", 60), ("jonas", "", 24.9999), ("lin", "", 15.0001)), "yes", ["mara"], None),
        (owned_by(("mara", "", 25), nobody_else=True), "yes", ["mara"], None),
        (owned_by(*((name, "", 20) for name in ("mara", "jonas", "lin", "petra")), nobody_else=True), "no", [], None),
        (owned_by(("mara", "", 60)), "cannot_tell", ["mara"], Deciding("", "")),
        (owned_by(("mara", "", 60), nobody_else=True), "yes", ["mara"], None),
        (owned_by(("mara", "", 60), ("jonas", "", None)), "cannot_tell", ["mara"], Deciding("jonas", "")),
        # A company that is not on an exchange hides who owns it.
        (owned_by(("mara", "", 60), ("kai", "", 40)), "cannot_tell", ["mara"], Deciding("", "kai")),
        (owned_by(("mara", "", 60), ("kai", "", 40), listed="kai"), "yes", ["mara"], None),
        (owned_by(("mara", "", 80), ("kai", "", 20)), "yes", ["mara"], None),
        # 60 % of a range: 48 to 66 % of 40 %.
        (owned_by(("mara", "", 60), ("kai", "", 40), ("lin", "kai", 48, 66), ("mara", "kai", 34)), "cannot_tell",
         ["mara"], Deciding("lin", "kai")),
        (owned_by(), "cannot_tell", [], Deciding("", "")),
        # That nobody else holds as much does not say who stands behind a company.
        (owned_by(("mara", "", 60), ("kai", "", 40), nobody_else=True), "cannot_tell", ["mara"], Deciding("", "kai")),
        # On the line is over it.
        (owned_by(("mara", "", 20, 25), nobody_else=True), "cannot_tell", [], Deciding("mara", "")),
        (owned_by(("mara", "", 25, 30), nobody_else=True), "yes", ["mara"], None),
        # If Lin holds 16 there is too little left for Jonas; whatever Jonas holds settles it.
        (owned_by(("lin", "", 0, 16), ("jonas", "", 0, 40), ("mara", "", 60), nobody_else=True), "cannot_tell",
         ["mara"], Deciding("jonas", "")),
    ],
)  # fmt: skip
def test_the_rule_answers_yes_no_or_what_would_settle_it(
    said: Claims, verdict: str, owners: list[str], decides: Deciding | None
):
    answer = beneficial(said, 25)
    assert (answer.verdict, [owner.party for owner in answer.owners], answer.decides) == (verdict, owners, decides)


def test_two_uncertain_shares_have_none_that_settles_it_alone():
    said = owned_by(("mara", "", 20, 40), ("jonas", "", 20, 40), ("lin", "", 20))
    assert beneficial(said, 25).decides is None


def test_an_unknown_share_is_all_that_is_left():
    said = owned_by(("mara", "", 60), ("jonas", "", None))
    assert held(said, "jonas") == (0, 40)
    assert held(said, "lin") == (0, 0)


def test_shares_of_one_company_never_exceed_the_whole_together():
    # Mara may hold 50 of a and 50 of b, but a and b cannot both hold 80 % of the company.
    said = owned_by(("a", "", 20, 80), ("b", "", 20, 80), ("mara", "a", 50), ("mara", "b", 10))
    assert held(said, "mara") == (12, 0.8 * 50 + 0.2 * 10)


def test_a_cross_holding_turns_for_ever_and_adds_up():
    said = owned_by(("a", "", 100), ("mara", "a", 50), ("b", "a", 50), ("a", "b", 50), ("lin", "b", 50))
    assert held(said, "mara") == pytest.approx((200 / 3, 200 / 3), abs=1e-6)


def test_a_ring_that_owns_all_of_itself_belongs_to_nobody():
    ring = owned_by(("a", "", 60), ("mara", "", 40), ("b", "a", 100), ("a", "b", 100))
    assert held(ring, "mara") == (40, 40)
    assert beneficial(ring, 25).verdict == "yes"
    # A ring that may be closed or belong to Mara: from nothing to all of it.
    open_ring = owned_by(("a", "", 60), ("mara", "", 40), ("b", "a", 90, 100), ("a", "b", 100), ("mara", "a", 0, 10))
    assert held(open_ring, "mara") == (40, 100)


def test_a_share_too_many_is_shared_out():
    assert held(owned_by(("mara", "", 150), ("lin", "", 50)), "mara") == (75, 75)


def test_what_nobody_named_holds_is_bounded_by_what_is_left_in_the_whole_chain():
    said = owned_by(("kai", "", 80), ("mara", "kai", 40))
    assert unidentified(said) == 20 + Decimal("0.8") * 60
    assert unidentified(replace(said, answers=replace(said.answers, nobody_over_threshold=True))) == 0
    assert undeclared(owned_by(("mara", "", 10, 30), ("lin", "", 20))) == (Decimal(50), Decimal(70))
    assert most_held(said, "kai") == 80


COMPANIES = ("", "a", "b", "c")
PERCENT = st.integers(0, 100)


@st.composite
def charts(draw: st.DrawFn, *, exact: bool = False) -> Claims:
    """Up to four companies, three persons, any direct shares, rings among them; together never more than the whole."""
    stakes: list[tuple[Any, ...]] = []
    for owned in COMPANIES:
        left = 100
        owners = draw(st.lists(st.sampled_from([*PERSONS, "a", "b", "c"]), unique=True, max_size=4))
        for owner in owners:
            if owner == owned:
                continue
            least = draw(st.integers(0, left))
            left -= least
            most = least if exact else draw(st.integers(least, 100))
            stakes.append((owner, owned, least, most))
    return owned_by(*stakes)


@given(said=charts(exact=True))
def test_exact_shares_give_exact_answers_as_the_record_computes_them(said: Claims):
    shares = [Share(one.owner, one.owned or "us", float(one.share_min or 0) / 100) for one in said.stakes]
    by_the_record = dict(beneficial_owners(shares, PERSONS, least=1e-6).get("us", []))
    for person in PERSONS:
        least, most = held(said, person)
        assert least == most
        assert most == pytest.approx(100 * by_the_record.get(person, 0.0), abs=2e-4)


@given(said=charts())
def test_the_least_is_never_above_the_most_and_nobody_holds_more_than_all(said: Claims):
    for person in PERSONS:
        least, most = held(said, person)
        assert 0 <= least <= most <= 100
    assert sum(held(said, person)[0] for person in PERSONS) <= 100 + 1e-4


@given(said=charts(), which=st.integers(0, 20), by=st.integers(1, 40))
def test_a_wider_share_never_narrows_what_follows(said: Claims, which: int, by: int):
    if not said.stakes:
        return
    stake = said.stakes[which % len(said.stakes)]
    least, most = max(0, int(stake.share_min or 0) - by), min(100, int(stake.share_max or 0) + by)
    wide = ClaimedStake(stake.owner, stake.owned, Decimal(least), Decimal(most))
    wider = replace(said, stakes=tuple(wide if one == stake else one for one in said.stakes))
    for person in PERSONS:
        narrow, loose = Web(said.stakes).held(person), Web(wider.stakes).held(person)
        assert loose.least <= narrow.least + Decimal("0.000002")
        assert loose.most >= narrow.most - Decimal("0.000002")


@settings(max_examples=40)
@given(said=charts(), point=st.integers(0, 1_000_000))
def test_any_exact_chart_within_the_ranges_lies_within_the_answer(said: Claims, point: int):
    exact, rest = (
        [],
        {owned: Decimal(100) - sum(one.share_min or 0 for one in said.owners_of(owned)) for owned in COMPANIES},
    )
    for at, stake in enumerate(said.stakes):
        assert stake.share_min is not None
        assert stake.share_max is not None
        room = min(rest[stake.owned], stake.share_max - stake.share_min)
        more = Decimal(point >> at & 7) / 7 * room
        rest[stake.owned] -= more
        exact.append(ClaimedStake(stake.owner, stake.owned, stake.share_min + more, stake.share_min + more))
    for person in PERSONS:
        least, most = held(said, person)
        assert least - 1e-5 <= held(replace(said, stakes=tuple(exact)), person)[0] <= most + 1e-5


def test_two_hundred_companies_in_a_web_are_answered():
    stakes = [(f"c{at + 1}", f"c{at}" if at else "", 40, 60) for at in range(99)]
    stakes += [(f"c{at}", f"c{at + 3}", 5, 30) for at in range(1, 95)]
    stakes += [("mara", f"c{at}", 1, 20) for at in range(1, 99)]
    answer = beneficial(owned_by(*stakes), 25)
    assert answer.possible[0].party == "mara"
    assert beneficial(claims(), 25).verdict == "cannot_tell"
