"""How sure is a share, and are those we put together one operator's? Worked out by hand."""

import pytest

from graph.evaluation.pairs import Pairs, pairs
from graph.evaluation.proportions import Share, share


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (0, 10, 0.0, 0.2775),  # nobody of ten proves little: up to 28 % may be
        (10, 10, 0.7225, 1.0),
        (5, 10, 0.2366, 0.7634),
        (81, 263, 0.2553, 0.3662),  # the example of Newcombe, Statistics in Medicine 17 (1998), table I
    ],
)
def test_wilson(hits: int, of: int, low: float, high: float) -> None:
    found = share(hits, of)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


def test_of_nobody_there_is_no_share() -> None:
    assert share(0, 0) == Share(0, 0, None, None, None)


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([], Pairs(0, 0, 0, None, None)),
        # Larkspur whole in one network: 3 pairs, all right, all there are.
        ([(1, "L"), (1, "L"), (1, "L")], Pairs(3, 3, 3, 1.0, 1.0)),
        # One of the café among them spoils three of six pairs.
        ([(1, "L"), (1, "L"), (1, "L"), (1, None)], Pairs(6, 3, 3, 0.5, 1.0)),
        # Cut in two and one overlooked: two of six pairs are found.
        ([(1, "L"), (1, "L"), (2, "L"), (None, "L")], Pairs(1, 6, 1, 1.0, 0.16667)),
        # Two operators thrown together: 1 + 1 of 6 pairs are right, all of 2 found.
        ([(1, "L"), (1, "L"), (1, "S"), (1, "S")], Pairs(6, 2, 2, 0.33333, 1.0)),
        # The café alone in a network: pairs claimed, none there.
        ([(1, None), (1, None)], Pairs(1, 0, 0, 0.0, None)),
    ],
)
def test_pairs(rows: list[tuple[int | None, str | None]], found: Pairs) -> None:
    assert pairs(rows) == found


def test_a_ring_of_24000_is_counted_and_not_listed() -> None:
    found = pairs((1, "L") for _ in range(24_000))
    assert found.right == 24_000 * 23_999 // 2
