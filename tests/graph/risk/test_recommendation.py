"""Who is suggested for what? The innocent first: café, agency, first user; then the ring. Tables, no database."""

import itertools
from dataclasses import replace

import pytest

from accounts.policy.detection import Recommend
from graph.risk.packs import leave_out
from graph.risk.recommendation import BANDS, LEVELS, suggest
from graph.risk.subjects import AccountFacts, LedFamily, Tie

RULES = Recommend()
CARD = Tie("payment", "payment", "…4242", 9.0, 3, 40_000.0, 0, 10, trusted=True)
ADDRESS = Tie("ip", "ip", "81.2.69.…", 5.0, 30, 1_900.0, 0, 10, trusted=False)
DECLARED = Tie("declared", "address", "1… F… R…", 3.0, 5, 900.0, 0, 10, trusted=False)
SCRIPT = LedFamily("Rubric grading, form A", 8.0, 0.3, used_first=False, leaders=40)

MEMBER = AccountFacts(
    account="acct_larkspur",
    company="Larkspur Data Ltd",
    member=True,
    cell="",
    in_step=True,
    conduct_bits=24.0,
    families=(SCRIPT, replace(SCRIPT, name="Step-by-step reasoning, form A")),
    elicitation_share=0.54,
    prompts=200,
    ties=(CARD,),
    trusted_bits=9.0,
    explained_by="",
    established_payer=False,
    since=0,
)
GUEST = replace(MEMBER, account="acct_cafe", in_step=False, conduct_bits=0.0, families=(), elicitation_share=0.05)


def level(facts: AccountFacts, in_step_members: int = 40) -> str:
    return suggest(facts, in_step_members, RULES).level


@pytest.mark.parametrize("ties", [(ADDRESS,), (CARD,), (CARD, ADDRESS, DECLARED)])
def test_ties_alone_never_exceed_watch(ties: tuple[Tie, ...]) -> None:
    assert level(replace(GUEST, ties=ties)) == "watch"


def test_whoever_shares_nothing_and_does_nothing_with_others_is_clear() -> None:
    assert level(replace(GUEST, ties=())) == "clear"


def test_an_agency_explained_by_its_contract_is_clear() -> None:
    explained = replace(CARD, explained_by="Pinecote Studio AB")
    assert level(replace(GUEST, ties=(explained,), explained_by="Pinecote Studio AB")) == "clear"


def test_the_ring_with_all_marks_is_limit() -> None:
    assert level(MEMBER) == "limit"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"elicitation_share": 0.2}, "does not ask for reasoning"),
        ({"ties": (ADDRESS, DECLARED), "trusted_bits": 0.0}, "others cannot write"),
        ({"trusted_bits": 0.0}, "another customer's"),
        ({"explained_by": "Harbour Analytics GmbH"}, "explains its ties"),
        ({"families": (replace(SCRIPT, used_first=True), SCRIPT)}, "before the others"),
    ],
)
def test_what_holds_a_limit_back_is_said(changes: dict[str, object], why: str) -> None:
    found = suggest(replace(MEMBER, **changes), 40, RULES)  # type: ignore[arg-type]  # a table of fields
    assert found.level == "review"
    assert why in found.held_back


def test_four_in_step_are_too_few_for_a_review() -> None:
    assert level(MEMBER, in_step_members=4) == "watch"


def test_a_neighbour_needs_a_tie_and_a_family_of_its_own() -> None:
    near = replace(MEMBER, member=False, in_step=False, conduct_bits=8.0, families=(SCRIPT,))
    assert level(near) in {"review", "limit"}
    assert level(replace(near, families=())) == "watch"
    assert level(replace(near, ties=(), trusted_bits=0.0)) == "clear"


def test_behind_a_rings_address_with_a_popular_prompt_nobody_is_reviewed() -> None:
    """A regular of the café, where Larkspur signs in too, uses an app that some of Larkspur's accounts use."""
    guest = replace(GUEST, ties=(ADDRESS,), families=(SCRIPT,), conduct_bits=8.0, trusted_bits=0.0)
    assert level(guest) == "watch"
    assert level(replace(guest, ties=(CARD,), trusted_bits=9.0)) == "review"
    popular = replace(SCRIPT, leaders=4)
    assert level(replace(guest, ties=(CARD,), trusted_bits=9.0, families=(popular,))) == "watch"


def test_scores_are_monotone_in_the_words() -> None:
    for lower, higher in itertools.pairwise(LEVELS):
        assert BANDS[lower][1] <= BANDS[higher][0]
    strong, weak = suggest(MEMBER, 40, RULES), suggest(replace(MEMBER, conduct_bits=14.0), 40, RULES)
    assert strong.score > weak.score


def test_an_organisations_own_way_of_asking_is_no_agreement_with_anybody() -> None:
    """Harbour grades by rubric all day; Larkspur copied Harbour's questions later."""
    own = tuple(replace(family, used_first=True) for family in MEMBER.families)
    explained = replace(CARD, explained_by="Harbour Analytics GmbH")
    seat = replace(MEMBER, families=own, ties=(explained, ADDRESS), explained_by="Harbour Analytics GmbH")
    assert level(seat) == "watch"
    assert leave_out(seat, suggest(seat, 40, RULES), RULES) == "explained by Harbour Analytics GmbH"


@pytest.mark.parametrize(
    ("own", "expected"), [((True, True), "watch"), ((True, False), "limit"), ((False, False), "limit")]
)
def test_what_nobody_outside_a_verified_organisation_asks_is_no_agreement(
    own: tuple[bool, bool], expected: str
) -> None:
    """An evaluation firm grades with forms of its own; a shell of Larkspur's asks what the other shells ask."""
    families = tuple(
        replace(family, own=mine, bits=8.0 if mine else 9.0) for family, mine in zip(MEMBER.families, own, strict=True)
    )
    assert level(replace(MEMBER, families=families)) == expected


def test_a_neighbour_is_not_charged_with_a_family_it_used_first() -> None:
    first = (replace(SCRIPT, used_first=True),)
    assert level(replace(MEMBER, member=False, in_step=False, conduct_bits=0.0, families=first)) == "watch"


def test_a_victim_is_watched_at_most_and_on_no_list() -> None:
    victim = replace(MEMBER, spoken_for="victim")
    assert level(victim) == "watch"
    assert leave_out(victim, suggest(victim, 40, RULES), RULES) == "victim by a verdict"


def test_whom_a_person_cleared_is_on_no_list() -> None:
    cleared = replace(MEMBER, spoken_for="cleared")
    assert leave_out(cleared, suggest(cleared, 40, RULES), RULES) == "cleared by a verdict"
