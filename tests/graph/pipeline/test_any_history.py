"""Does any history end where the rebuild does? Signals, facts, verdicts and epochs in random order, then all at once.

`FULL_SIZE_HISTORIES=4` lives through so many with 2,000 accounts each; without it they are small.
"""

import os
from pathlib import Path
from random import Random

import pytest
from django.db import connection

from graph.evaluation.worlds.presets import PRESETS
from graph.evaluation.worlds.writing import Order, write_world
from graph.networks.models import Epoch
from graph.pipeline.actions import advance, rebuild
from tests.graph.pipeline.histories import UNTIL, live, state
from tests.graph.pipeline.loading import load_parties

FULL = int(os.environ.get("FULL_SIZE_HISTORIES", "0"))
PRESET, SCALE, STEPS = ("small", 1.0, 16) if FULL else ("demo", 0.25, 7)


@pytest.mark.parametrize("seed", range(1, FULL + 1) if FULL else [1])
def test_signals_facts_verdicts_and_epochs_in_any_order_end_where_the_rebuild_does(
    real_db: str, tmp_path: Path, seed: int
) -> None:
    world = tmp_path / "world"
    write_world(Order(PRESETS[PRESET], seed, UNTIL, scale=SCALE), world)
    load_parties(world)
    live(world, Random(seed), STEPS, advance)
    before = state()
    assert before[1], "somebody is in a network"
    assert Epoch.objects.count() > 2, "epochs were counted on the way"
    rows = written()
    rebuild()
    assert state() == before
    assert written() == rows, "whoever stays where they are is not written anew"


def written() -> list[tuple[str, int, str]]:
    """Members, neighbours and assessments as rows, each with the transaction that wrote it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'membership', id, xmin::text FROM networks_membership"
            " UNION ALL SELECT 'assessment', id, xmin::text FROM risk_assessment ORDER BY 1, 2"
        )
        return list(cursor.fetchall())
