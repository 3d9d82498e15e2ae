"""Does any history end where the rebuild does? Signals, facts, verdicts and epochs in random order, then all at once.

`FULL_SIZE_HISTORIES=4` lives through so many with 2,000 accounts each; without it they are small.
"""

import os
from pathlib import Path
from random import Random

import pytest

from graph.networks.models import Epoch
from graph.pipeline.actions import advance, rebuild
from tests.graph.pipeline.histories import live, state, write_history
from tests.graph.pipeline.loading import load_parties

FULL = int(os.environ.get("FULL_SIZE_HISTORIES", "0"))
ACCOUNTS, STEPS = (2_000, 16) if FULL else (130, 7)


@pytest.mark.parametrize("seed", range(1, FULL + 1) if FULL else [1])
def test_signals_facts_verdicts_and_epochs_in_any_order_end_where_the_rebuild_does(
    real_db: str, tmp_path: Path, seed: int
) -> None:
    write_history(tmp_path, seed, ACCOUNTS)
    load_parties(tmp_path)
    live(tmp_path, Random(seed), STEPS, advance)
    before = state()
    assert before[1], "somebody is in a network"
    assert Epoch.objects.count() > 2, "epochs were counted on the way"
    rebuild()
    assert state() == before
