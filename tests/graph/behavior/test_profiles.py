"""In the room: a person who asks this and that, a harvester, and somebody who never came."""

import numpy as np
import pytest

from graph.behavior.profiles import profile, trait_counts
from graph.behavior.prompts import Prompts
from kycrisk.sketch import trait_mask
from tests.graph.behavior.rooms import DAY, POLICY

MONDAY = 1_789_344_000  # 14 September 2026, 00:00 UTC


def asked(*rows: tuple[int, int, tuple[str, ...]]) -> Prompts:
    """Prompts by account, time and traits."""
    return Prompts(
        account=np.array([account for account, _, _ in rows], dtype=np.int32),
        at=np.array([at for _, at, _ in rows], dtype=np.int64),
        indptr=np.zeros(len(rows) + 1, dtype=np.int64),
        shingles=np.empty(0, dtype=np.uint64),
        traits=np.array([trait_mask(traits) for _, _, traits in rows], dtype=np.int32),
    )


def test_ordinary_help_is_no_elicitation() -> None:
    found = profile(asked((0, MONDAY, ("chat",)), (0, MONDAY, ("code",)), (0, MONDAY, ("math",))), 1, POLICY)
    assert found.elicitation.tolist() == [0]
    assert found.valuable.tolist() == [pytest.approx(1 / 3)]


def test_shares_count_prompts_and_not_traits() -> None:
    rows = [
        (0, MONDAY, ("reasoning", "rubric")),
        (0, MONDAY, ("evolve",)),
        (0, MONDAY, ("chat",)),
        (0, MONDAY, ("chat",)),
    ]
    assert profile(asked(*rows), 1, POLICY).elicitation.tolist() == [0.5]


def test_whoever_never_came_has_zeros() -> None:
    found = profile(asked((2, MONDAY + 5, ("chat",))), 4, POLICY)
    assert found.prompts.tolist() == [0, 0, 1, 0]
    assert found.first_at.tolist() == [0, 0, MONDAY + 5, 0]
    assert found.per_day.tolist() == [0, 0, 1, 0]
    assert not np.isnan(found.concentration).any()


def test_concentration_is_one_for_a_single_valuable_capability_and_none_for_a_mixture_of_others() -> None:
    rows = [(0, MONDAY, ("rubric",))] * 4 + [(1, MONDAY, ("chat",)), (1, MONDAY, ("math",))]
    rows += [(2, MONDAY, ("code",)), (2, MONDAY, ("reasoning",)), (2, MONDAY, ("chat",)), (2, MONDAY, ("chat",))]
    assert profile(asked(*rows), 3, POLICY).concentration.tolist() == [1, 0, 0.125]


def test_volume_is_counted_by_active_day() -> None:
    rows = [(0, MONDAY + day * DAY + part, ("chat",)) for day in (0, 3) for part in range(4)]
    found = profile(asked(*rows), 1, POLICY)
    assert (found.active_days.tolist(), found.per_day.tolist()) == ([2], [4])
    assert (found.first_at.tolist(), found.last_at.tolist()) == ([MONDAY], [MONDAY + 3 * DAY + 3])


def test_traits_are_counted_in_their_order() -> None:
    assert trait_counts(asked((1, MONDAY, ("reasoning", "chat"))), 2).tolist() == [[0] * 9, [1, 0, 0, 0, 0, 0, 0, 0, 1]]
