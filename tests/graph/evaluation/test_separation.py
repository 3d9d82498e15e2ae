"""Which single number tells the ring from the café? The area under the curve, against hand-counted ones."""

import numpy as np
import pytest

from graph.evaluation.worlds.separation import rate_elsewhere, separation


@pytest.mark.parametrize(
    ("values", "hostile", "area"),
    [
        ([1, 2, 3, 4], [0, 0, 1, 1], 1.0),
        ([4, 3, 2, 1], [0, 0, 1, 1], 1.0),
        ([1, 2, 3, 4], [0, 1, 0, 1], 0.75),
        ([7, 7, 7, 7], [0, 1, 0, 1], 0.5),
        ([0, 0, 1, 1, 1], [0, 0, 0, 1, 1], 5 / 6),
        ([1, 2], [0, 0], 0.5),
    ],
)
def test_the_area_is_the_share_of_pairs_in_the_better_order(
    values: list[float], hostile: list[int], area: float
) -> None:
    assert separation(np.array(values, float), np.array(hostile, bool)) == pytest.approx(area)


def test_a_country_of_ones_own_betrays_nobody() -> None:
    hostile = np.arange(40) % 4 < 2
    alone = rate_elsewhere(np.arange(40), hostile)
    assert separation(alone, hostile) == 0.5
    telling = rate_elsewhere(hostile.astype(np.int64), hostile)
    assert separation(telling, hostile) == 1.0
