"""Whom does a stolen card tie to whom, and can a ring be rid of its own card by disputing what it paid?

In the room: Mina, whose card Larkspur used after she did; Harbour, a competitor whose card Larkspur used to spoil its
name; Larkspur, six accounts behind a card of its own, which it would like to be rid of.
"""

import pytest

from graph.pipeline.actions import advance
from graph.signals.models import Sighting
from tests.graph.pipeline.loading import send
from tests.graph.pipeline.test_explaining import event, explained

LARKSPUR = [f"acct_larkspur_{n}" for n in range(1, 7)]
_numbers = iter(range(1, 10_000))


def paid(account: str, card: str, day: int, outcome: str = "succeeded") -> bytes:
    return event(next(_numbers), "payment.used", account, day, fingerprint=card, outcome=outcome)


def withdrawn(account: str, card: str, day: int) -> bytes:
    return event(next(_numbers), "dispute.withdrawn", account, day, fingerprint=card)


def tied(events: list[bytes], *pairs: tuple[str, str]) -> list[bool]:
    """Which of these pairs a card ties, once everything is derived."""
    send(events)
    advance()
    return ["payment" in [family["family"] for family in explained(a, b).get("families", [])] for a, b in pairs]


@pytest.fixture(autouse=True)
def _alone(real_db: str) -> None:
    """Real commits."""


def test_one_dispute_frees_the_holder_of_everybody_who_used_the_card() -> None:
    stolen = [paid("acct_mina", "card_mina", 1), *(paid(name, "card_mina", 5) for name in LARKSPUR)]
    assert tied(stolen, ("acct_mina", LARKSPUR[0]), ("acct_mina", LARKSPUR[3])) == [True, True]
    pairs = [("acct_mina", name) for name in LARKSPUR]
    assert tied([paid(LARKSPUR[0], "card_mina", 9, "disputed")], *pairs) == [False] * 6


def test_a_competitor_whose_card_was_used_is_tied_to_nobody_once_it_disputes() -> None:
    own = [paid("acct_harbour_1", "card_harbour", 1), paid("acct_harbour_2", "card_harbour_2", 1)]
    spoilt = [paid(name, "card_harbour", 3) for name in LARKSPUR]
    disputed = [paid(name, "card_harbour", 20, "disputed") for name in LARKSPUR]
    pairs = [("acct_harbour_1", name) for name in LARKSPUR]
    assert tied([*own, *spoilt, *disputed], *pairs) == [False] * 6


def test_a_ring_that_disputes_a_payment_of_its_own_stays_tied_by_its_card() -> None:
    own = [paid(name, "card_larkspur", day) for day, name in enumerate(LARKSPUR, 1)]
    some = [(LARKSPUR[n], LARKSPUR[n + 1]) for n in range(2, 5)]
    assert tied([*own, paid(LARKSPUR[1], "card_larkspur", 12, "disputed")], *some) == [True] * 3


def test_a_decoy_that_pays_first_takes_nobody_along() -> None:
    own = [paid("acct_decoy", "card_larkspur", 1), *(paid(name, "card_larkspur", 2) for name in LARKSPUR)]
    disputed = [paid("acct_decoy", "card_larkspur", 12, "disputed")]
    assert tied([*own, *disputed], (LARKSPUR[0], LARKSPUR[1]), ("acct_decoy", LARKSPUR[0])) == [True, False]


def test_a_dispute_withdrawn_ties_again_whichever_of_the_two_comes_first() -> None:
    own = [paid(name, "card_larkspur", 1) for name in LARKSPUR[:2]]
    assert tied([*own, withdrawn(LARKSPUR[1], "card_larkspur", 15)], (LARKSPUR[0], LARKSPUR[1])) == [True]
    assert tied([paid(LARKSPUR[1], "card_larkspur", 12, "disputed")], (LARKSPUR[0], LARKSPUR[1])) == [True]
    assert set(Sighting.objects.values_list("disputed", flat=True)) == {0}
    assert tied([paid(LARKSPUR[1], "card_larkspur", 13, "disputed")], (LARKSPUR[0], LARKSPUR[1])) == [False]
