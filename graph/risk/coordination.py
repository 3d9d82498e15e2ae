"""Do accounts of a pool act by agreement? Handover, the same thing at the same time, equal shares of the work. Pure.

Each answer is a number that is larger the less it looks like people who have nothing to do with each other; what it is
worth is found by asking the same of honest pools (`pool_reference`).
"""

import numpy as np
from numpy.typing import NDArray

from graph.behavior.leads import LeadCounts
from graph.behavior.prompts import Int32s, Int64s

_DAY = 86_400
_HOUR = 3_600


def evenness(asked: Int64s) -> float:
    """The part of all requests that the quieter half of the accounts makes: a half if all make as many."""
    ordered = np.sort(asked)
    half = ordered.size // 2
    # The middle account of an odd number belongs to each half by half.
    quieter = float(ordered[:half].sum()) + (float(ordered[half]) / 2 if ordered.size % 2 else 0.0)
    return quieter / max(1.0, float(ordered.sum()))


def handovers(first_at: Int64s, last_at: Int64s, as_of: int, quiet_days: int, hours: int) -> int:
    """How many accounts began within so many hours after another one stopped, each stop and each beginning once.

    Who was active in the last `quiet_days` has not stopped.
    """
    stops = np.sort(last_at[last_at <= as_of - quiet_days * _DAY])
    begins, span = np.sort(first_at), hours * _HOUR
    taken_over = np.searchsorted(begins, stops + span, "right") > np.searchsorted(begins, stops, "right")
    took_over = np.searchsorted(stops, begins, "left") > np.searchsorted(stops, begins - span, "left")
    return int(min(taken_over.sum(), took_over.sum()))


def taken_up_together(leads: LeadCounts, rows: NDArray[np.intp], spans: tuple[Int64s, Int64s], hours: int) -> float:
    """Bits by which first uses of the same family fall into the same hours, over what each account's time would give.

    `rows`: the lead counts of the pool; `spans`: when every account (by number) was first and last active. For each
    family the likeliest crowding by chance is bounded (Chernoff, 1952) and divided by the number of buckets it could
    have fallen into. Whoever used it from the first hours on says nothing: it did everything then.
    """
    family, account, began = leads.family[rows], leads.account[rows], leads.first_at[rows]
    first, last = spans[0][account], spans[1][account]
    width = hours * _HOUR
    counts = (began - first >= width) & (last - first >= 2 * width)
    total = 0.0
    for number in np.unique(family[counts]).tolist():
        mine = counts & (family == number)
        total += _crowded(began[mine] // width, width / (last[mine] - first[mine]))
    return total


def _crowded(bucket: Int64s, chance: NDArray[np.float64]) -> float:
    _, times = np.unique(bucket, return_counts=True)
    share, usual = times.max() / bucket.size, min(float(chance.mean()), 0.999)
    if bucket.size < 3 or share <= usual:
        return 0.0
    divergence = share * np.log2(share / usual)
    if share < 1:
        divergence += (1 - share) * np.log2((1 - share) / (1 - usual))
    buckets = max(1.0, 1 / usual)
    return max(0.0, float(bucket.size * divergence - np.log2(buckets)))


def agreement(leads: LeadCounts, rows: NDArray[np.intp], members: Int32s) -> float:
    """The part of the pool's prompts led by families that at least a tenth of its members, and three, lead with."""
    family = leads.family[rows]
    if not family.size:
        return 0.0
    users = np.bincount(family)
    shared = users[family] >= max(3.0, 0.1 * members.size)
    return int(leads.prompts[rows][shared].sum()) / max(1, int(leads.asked[members].sum()))
