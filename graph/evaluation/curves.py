"""How does what is found grow with what there is to see? By requests, by cover, by days; and what it cost to wait.

Pure. Bands of hostile accounts, and how many of each stand where; how soon they came before a person, and how much had
been asked by then.
"""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.evaluation.measures import REVIEW, Measured, standing
from graph.evaluation.proportions import share
from graph.evaluation.replayed import Ints
from graph.evaluation.report import Curves, Group, Soon, Spent

type Floats = NDArray[np.float64]
# Edges of the bands; a band holds its lower edge. They sort figures for readers and decide nothing.
A_DAY = (0.25, 0.5, 1.0, 2.0, 5.0, 20.0)
IN_ALL = (5.0, 10.0, 20.0, 50.0, 100.0, 200.0)
MUNDANE = (0.2, 0.4, 0.6, 0.7, 0.8, 0.9)
DAYS = (3, 7, 14, 21, 28, 35, 42)


def curves(world: Measured) -> Curves:
    """Hostile accounts by requests a day while they worked, requests in all, cover, shape of their campaign, days."""
    hostile = np.flatnonzero(world.hostile)
    begun, ended = _worked(world)
    a_day = world.exchanges[hostile] / np.maximum(1, ended - begun + 1)[hostile]
    return Curves(
        a_day=list(_banded(world, hostile, a_day, A_DAY)),
        in_all=list(_banded(world, hostile, world.exchanges[hostile].astype(float), IN_ALL)),
        mundane=list(_banded(world, hostile, _mundane(world, hostile), MUNDANE)),
        days=list(_soon(world, hostile, begun, int(ended.max(initial=0)))),
    )


def spent(world: Measured) -> Spent:
    """Exchanges that campaigns made until the end of the day of their first review, and accounts before their own."""
    activity, first = world.replayed.activity, world.replayed.first[:, REVIEW - 1]
    told = world.hostile[activity.account]
    account, day, made = activity.account[told], activity.day[told], activity.exchanges[told]
    own = first[account]
    campaign = _first_of_campaign(world, first)[account]
    begun = _worked(world)[0]
    found = np.flatnonzero(world.hostile & (first > 0) & (begun > 0))
    dwell = np.maximum(0, first[found] - begun[found])
    return Spent(
        by_campaigns=share(int(made[(campaign == 0) | (day <= campaign)].sum()), int(made.sum())),
        by_accounts=share(int(made[(own == 0) | (day <= own)].sum()), int(made.sum())),
        median_days=float(np.median(dwell)) if len(dwell) else None,
        most_days=int(dwell.max()) if len(dwell) else None,
    )


def _first_of_campaign(world: Measured, first: Ints) -> Ints:
    """By account: the day on which the first of its operator's came to review, 0 for never; alone without operator."""
    found = first.copy()
    for accounts in world.where(lambda label: (label.operator or None) if label.hostile else None).values():
        reached = first[accounts][first[accounts] > 0]
        found[accounts] = reached.min() if len(reached) else 0
    return found


def _worked(world: Measured) -> tuple[Ints, Ints]:
    """By account: the days of its first and its last exchange, 0 for none."""
    activity, count = world.replayed.activity, len(world.replayed)
    ended, begun = np.zeros(count, np.int64), np.full(count, np.iinfo(np.int64).max)
    np.maximum.at(ended, activity.account, activity.day)
    np.minimum.at(begun, activity.account, activity.day)
    return np.where(ended > 0, begun, 0), ended


def _mundane(world: Measured, accounts: Ints) -> Floats:
    labels = (world.labels[number] for number in accounts.tolist())
    told = [None if label is None else label.mundane for label in labels]
    return np.array([np.nan if share is None else share for share in told], float)


def _banded(world: Measured, accounts: Ints, value: Floats, edges: tuple[float, ...]) -> Iterator[Group]:
    """Accounts by the band of their value; those without one are in none."""
    band = np.where(np.isnan(value), -1, np.searchsorted(edges, value, side="right"))
    for number in range(len(edges) + 1):
        if (inside := band == number).any():
            yield standing(_band(edges, number), world.replayed.level[accounts[inside]])


def _band(edges: tuple[float, ...], number: int) -> str:
    if number == 0:
        return f"below {edges[0]:g}"
    return f"{edges[-1]:g} or more" if number == len(edges) else f"{edges[number - 1]:g} to {edges[number]:g}"


def _soon(world: Measured, hostile: Ints, begun: Ints, end: int) -> Iterator[Soon]:
    """Of those first seen so many days before the end, how many had come to review by then."""
    since, first = begun[hostile], world.replayed.first[hostile, REVIEW - 1]
    for days in DAYS:
        seen = (since > 0) & (since + days - 1 <= end)
        reached = seen & (first > 0) & (first - since < days)
        if seen.any():
            yield Soon(days, share(int(reached.sum()), int(seen.sum())))
