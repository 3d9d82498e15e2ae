"""Who was missed, and why? Hostile accounts below review, each under the first reason that fits.

Pure. The reasons are what a truth and an activity can say; why a rule did not hold is told by the account's own page.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.evaluation.measures import REVIEW, Measured
from graph.evaluation.report import Missed

FEW, COVER = 10, 0.85
type Bools = NDArray[np.bool_]


def missed(world: Measured) -> list[Missed]:
    """Each reason with how many accounts it holds for; an account counts once."""
    left = world.hostile & (world.replayed.level < REVIEW)
    found = []
    for reason, holds in _reasons(world):
        if count := int((left & holds).sum()):
            found.append(Missed(reason, count))
        left = left & ~holds
    return found


def _reasons(world: Measured) -> Iterator[tuple[str, Bools]]:
    watched = world.replayed.level > 0
    yield "asked nothing", world.exchanges == 0
    yield f"fewer than {FEW} requests", world.exchanges < FEW
    yield f"{COVER:.0%} or more ordinary", _covered(world)
    yield "its operator was not found, watched", watched & ~_of_found_operators(world)
    yield "its operator was not found", ~_of_found_operators(world)
    yield "watched, no more", watched
    yield "not even watched", ~watched


def _covered(world: Measured) -> Bools:
    return np.array([label is not None and (label.mundane or 0.0) >= COVER for label in world.labels], np.bool_)


def _of_found_operators(world: Measured) -> Bools:
    """Whose operator has somebody at review; nobody's who works for no operator with a name."""
    found = np.zeros(len(world.replayed), np.bool_)
    for accounts in world.where(lambda label: (label.operator or None) if label.hostile else None).values():
        found[accounts] = (world.replayed.level[accounts] >= REVIEW).any()
    return found
