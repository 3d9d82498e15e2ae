"""How sure is a share? Hits of so many, with Wilson's interval: true at both ends, where most of our shares lie.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 22 (1927). The mean of
several runs has Student's interval ("The probable error of a mean", Biometrika 6, 1908).
"""

import math
from collections.abc import Sequence
from statistics import fmean, stdev

import msgspec
from scipy.special import stdtrit

Z_95 = 1.959963984540054


class Share(msgspec.Struct, frozen=True):
    """`hits` of `of` as `value`, with its 95 % interval; all three None where there is nothing to take a share of."""

    hits: int
    of: int
    value: float | None
    low: float | None
    high: float | None


def share(hits: int, of: int) -> Share:
    """The share, rounded to five places."""
    if not of:
        return Share(0, 0, None, None, None)
    low, high = wilson(hits, of)
    return Share(hits, of, round(hits / of, 5), round(low, 5), round(high, 5))


def wilson(hits: int, of: int) -> tuple[float, float]:
    """Wilson's score interval at 95 %; `of` > 0."""
    value, squared = hits / of, Z_95 * Z_95 / of
    middle = (value + squared / 2) / (1 + squared)
    half = Z_95 / (1 + squared) * math.sqrt(value * (1 - value) / of + squared / (4 * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def mean_interval(values: Sequence[float]) -> tuple[float, float]:
    """Student's 95 % interval for the mean of shares that were measured apart, two at least; within 0 and 1."""
    half = float(stdtrit(len(values) - 1, 0.975)) * stdev(values) / math.sqrt(len(values))
    middle = fmean(values)
    return max(0.0, middle - half), min(1.0, middle + half)
