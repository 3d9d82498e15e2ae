"""Which facts are ordinary, which unusual, and whom do three different countries point at? The innocent first.

In the room: Harbour of Hamburg; its colleague who travels; a firm of Vienna with a card of Munich; a remote team; a
customer behind a VPN; and a shell that says Seychelles, pays from the United States and works from Vietnam.
"""

import pytest

from accounts.policy.detection import Recommend
from graph.risk.facts import Declared, Seen, apart, compared, pack, usual

RULES = Recommend()
HARBOUR = Declared("DE", "DE", "DE", 1_000)
SHELL = Declared("SC", "SC")
SHELL_SEEN = Seen({"US": 4}, {"VN": 30})


def standings(declared: Declared, seen: Seen) -> dict[str, str]:
    return {fact.label: fact.standing for fact in compared(declared, seen, RULES)}


INNOCENT = {
    "Harbour": (HARBOUR, Seen({"DE": 9}, {"DE": 60}, requests_per_day=800)),
    "a traveller": (HARBOUR, Seen({"DE": 9}, {"DE": 40, "JP": 6, "US": 5}, requests_per_day=100)),
    "a neighbour's card": (Declared("AT", "AT"), Seen({"DE": 9}, {"AT": 60})),
    "a cross-border commuter": (Declared("CH", "CH"), Seen({"FR": 9}, {"FR": 20, "CH": 20})),
    "a remote team": (Declared("", "EE", "EE"), Seen({"EE": 9}, {"EE": 12, "PT": 15, "BR": 14, "IN": 13})),
    "behind a VPN": (HARBOUR, Seen({"DE": 9}, {}, passing=40)),
    "without a list": (HARBOUR, Seen({"DE": 9}, None)),
    "a US company led from Berlin": (Declared("", "US-DE"[:2], "DE"), Seen({"DE": 9}, {"DE": 60})),
    "an expatriate": (Declared("GB"), Seen({"GB": 2}, {"TH": 50})),
}


@pytest.mark.parametrize("who", sorted(INNOCENT))
def test_nothing_points_at_the_innocent(who: str) -> None:
    declared, seen = INNOCENT[who]
    assert apart(declared, seen, RULES) == ""
    assert "Pays from" not in {label for label, one in standings(declared, seen).items() if one == "unusual"}


def test_a_traveller_and_a_remote_team_are_ordinary() -> None:
    for who in ("a traveller", "a remote team", "a cross-border commuter"):
        assert "unusual" not in standings(*INNOCENT[who]).values(), who


def test_a_journey_is_not_where_somebody_usually_is() -> None:
    assert usual({"DE": 40, "JP": 6, "US": 5}, RULES) == ("DE",)
    assert usual({}, RULES) == ()


def test_registered_paid_and_used_in_three_countries_is_said_and_counts_nothing() -> None:
    sentence = apart(SHELL, SHELL_SEEN, RULES)
    assert sentence == "Registered in SC, paid from US, used from VN."
    evidence = pack("acct_shell", compared(SHELL, SHELL_SEEN, RULES), sentence)
    assert (evidence.bits, evidence.recommendation, evidence.factors()) == (0.0, "watch", frozenset())
    assert standings(SHELL, SHELL_SEEN)["Connects from"] == "unusual"


@pytest.mark.parametrize(
    "seen",
    [
        Seen({"US": 4}, {"US": 30}),
        Seen({"SC": 4}, {"VN": 30}),
        Seen({"US": 4}, {"SC": 30}),
        Seen({"US": 4}, {"VN": 20, "US": 10}),
        Seen({}, {"VN": 30}),
        Seen({"US": 4}, {}),
        Seen({"US": 4}, None),
    ],
)
def test_two_that_agree_or_one_that_is_not_known_are_not_enough(seen: Seen) -> None:
    assert apart(SHELL, seen, RULES) == ""


def test_what_is_not_known_is_said_and_never_guessed() -> None:
    facts = compared(Declared(), Seen({}, None), RULES)
    assert {fact.label: fact.shown for fact in facts if fact.standing == "unknown"} == {
        "Says it is in": "not said",
        "Pays from": "not known",
        "Connects from": "not known",
        "Asks a day": "0",
    }


def test_volume_is_compared_with_what_was_announced() -> None:
    busy = compared(HARBOUR, Seen({}, None, requests_per_day=2_100), RULES)[3]
    assert busy.sentence == "2,100 requests a day lately: 210 % of the 1,000 announced."
    assert compared(HARBOUR, Seen({}, None, requests_per_day=1_900), RULES)[3].standing == "ordinary"


def test_a_disowned_payment_is_said_as_a_possibility() -> None:
    fact = compared(HARBOUR, Seen({}, None, disowned=1), RULES)[-1]
    assert fact.sentence == "The holder of a card disowned one payment; the card may have been stolen."
