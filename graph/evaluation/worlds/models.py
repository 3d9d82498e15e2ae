"""Which of the provider's models does a request go to?"""

from collections.abc import Mapping
from datetime import datetime
from itertools import accumulate
from random import Random

from graph.evaluation.worlds.plans import Which

SMALL, STANDARD, CODER, REASONER, NEXT_REASONER = "small-2", "standard-3", "coder-1", "reasoner-2", "reasoner-3"


def mix(shares: Mapping[str, float]) -> Which:
    """Models by weight."""
    names, sums = list(shares), list(accumulate(shares.values()))
    if len(names) == 1:
        return lambda _rng, _at: names[0]
    return lambda rng, _at: rng.choices(names, cum_weights=sums)[0]


def moving(usual: Which, new: str, share: float, since: datetime) -> Which:
    """From that time on, a share of requests goes to the new model."""

    def which(rng: Random, at: datetime) -> str:
        return new if at >= since and rng.random() < share else usual(rng, at)

    return which
