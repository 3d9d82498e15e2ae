"""What does the product see in prompts? The families of their sketches."""

from collections.abc import Sequence

import numpy as np

from graph.behavior.families import FamilySet, mine_families
from graph.behavior.prompts import Prompts
from graph.behavior.thresholds import ConductPolicy
from kycrisk.sketch import SketchKey, sketch_prompts

KEY = SketchKey("world", bytes(range(32)))


def families(prompts: Sequence[str], askers: Sequence[int] | None = None) -> FamilySet:
    """What repeats in these prompts, each asked by somebody else unless the askers' numbers are given."""
    sketches = sketch_prompts(prompts, KEY)
    count = np.arange(len(prompts))
    found = Prompts(
        account=np.array(count if askers is None else askers, dtype=np.int32),
        at=count.astype(np.int64),
        indptr=np.cumsum([0, *(len(sketch.shingles) for sketch in sketches)], dtype=np.int64),
        shingles=np.array([hash_ for sketch in sketches for hash_ in sketch.shingles], dtype=np.uint64),
        traits=np.array([sketch.trait_mask for sketch in sketches], dtype=np.int32),
    )
    return mine_families(found, ConductPolicy())
