"""Which families do a window's prompts form? Read, mined, and known again by their rows when the sketch key changed."""

from collections.abc import Mapping
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from accounts.policy.detection import Sketching
from graph.behavior.families import FamilySet
from graph.behavior.heirs import inherited
from graph.behavior.models import PromptFamily
from graph.behavior.prompts import Prompts
from graph.behavior.reading import Window, read_sketches
from graph.behavior.thresholds import ConductPolicy
from kycrisk.lib.bulk import update_rows


def mined(
    window: Window, accounts: NDArray[np.int64], policy: ConductPolicy, numbers: Sketching
) -> tuple[Prompts, FamilySet]:
    """The prompts of the window and their families; rows of families keep their name and first use under a new key."""
    sketches = read_sketches(window, accounts)
    found = inherited(sketches, policy, numbers)
    if found.before:
        _hand_on(found.before)
    return sketches.prompts, found.families


def _hand_on(before: Mapping[int, tuple[int, ...]]) -> None:
    """Rows of families take the key that their heirs have now, unless those have rows already."""
    signed = {_signed(new): [_signed(old) for old in olds] for new, olds in before.items()}
    rows = {row.key: row for row in PromptFamily.objects.filter(key__in=[*signed, *chain(*signed.values())])}
    moved = []
    for new, olds in signed.items():
        row = None if new in rows else next((rows[old] for old in olds if old in rows), None)
        if row is not None:
            row.key = new
            moved.append(row)
    update_rows(moved, ["key"])


def _signed(key: int) -> int:
    """As the column holds it: 64 bits with a sign."""
    return key - (1 << 64) if key >= 1 << 63 else key
