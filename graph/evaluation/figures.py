"""How is a figure of one or several runs written? Shares with an interval, means, whole numbers; a dash for none.

Pure.
"""

from collections.abc import Iterable, Sequence
from statistics import fmean

from graph.evaluation.proportions import Share, mean_interval, wilson

SEVERAL = 3
"""From so many runs on, how much they differ from one another says something."""


def figure(value: float | None) -> str:
    """0.934; a dash for nothing to take a share of."""
    return "–" if value is None else f"{value:.3f}"


def mean(values: Iterable[float | None]) -> str:
    """The mean of those that are known; of several runs with the interval of their mean."""
    known = [value for value in values if value is not None]
    if not known:
        return "–"
    told = figure(fmean(known))
    return told if len(known) < SEVERAL else f"{told} {_between(*mean_interval(known))}"


def whole(counts: Iterable[int]) -> str:
    """The mean of counts, as a whole number."""
    return f"{round(fmean(counts)):,}"


def shares(found: Iterable[Share]) -> str:
    """0.934 (0.91–0.95): the mean of the runs, and the interval of all their accounts together.

    Accounts of one campaign are found or missed together, so that runs may differ by more than chance between accounts:
    of several runs the wider of both intervals is told at either end.
    """
    known = [one for one in found if one.value is not None]
    if not known:
        return "–"
    values = [one.value for one in known if one.value is not None]
    return f"{fmean(values):.3f} {_between(*_interval(known, values))}"


def _interval(known: Sequence[Share], values: Sequence[float]) -> tuple[float, float]:
    low, high = wilson(sum(one.hits for one in known), sum(one.of for one in known))
    if len(known) < SEVERAL:
        return low, high
    least, most = mean_interval(values)
    return min(low, least), max(high, most)


def _between(low: float, high: float) -> str:
    return f"({low:.2f}–{high:.2f})"
