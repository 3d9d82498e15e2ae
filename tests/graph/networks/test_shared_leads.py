"""What do two ask alike? A student, her classmate, and two shells of Larkspur."""

import pytest

from graph.networks.shared_leads import Family, Lead, Leads, hours_overlap

STUDENT, CLASSMATE, SHELL, OTHER_SHELL = range(4)
RUBRIC, STEPS = Family("Rubric grading A", 8.0, 11_000, 371), Family("Step by step B", 6.0, 400, 90)


def lead(account: int, family: int, share: float = 0.5, day: int = 0) -> Lead:
    return Lead(account, family, share, day * 86_400, (day + 1) * 86_400)


@pytest.fixture
def leads() -> Leads:
    rows = [lead(SHELL, 0), lead(SHELL, 1, 0.2), lead(OTHER_SHELL, 1, 0.3, 4), lead(OTHER_SHELL, 0), lead(STUDENT, 1)]
    return Leads.gathered({0: RUBRIC, 1: STEPS}, rows)


def test_classmates_who_follow_no_script_have_nothing_in_common(leads: Leads) -> None:
    assert leads.both(STUDENT, CLASSMATE) == []


def test_shells_share_their_scripts_the_rarest_first_and_since_the_first_of_them(leads: Leads) -> None:
    rubric, steps = leads.both(SHELL, OTHER_SHELL)
    assert (rubric.family, steps.family) == (RUBRIC, STEPS)
    assert (steps.shares, steps.first, steps.last) == ((0.2, 0.3), 0, 5 * 86_400)


def test_every_pair_adds_up_to_its_lines(leads: Leads) -> None:
    bits = leads.pair_bits(4)
    for a in range(4):
        for b in range(4):
            wanted = 0 if a == b else sum(shared.family.bits for shared in leads.both(a, b))
            assert bits[a, b] == wanted


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        ({}, {}, 0),
        ({"9": 5}, {"10": 5}, 0),
        ({"9": 5}, {"9": 50}, 1),
        ({"9": 1, "10": 1}, {"9": 1, "33": 3}, 0.25),
    ],
)
def test_hours_coincide_by_share_whatever_the_volume(
    one: dict[str, int], other: dict[str, int], overlap: float
) -> None:
    assert hours_overlap(one, other) == overlap
