"""Are those whom we put together one operator's? Pairs counted through a table of group × operator, never listed.

Of n accounts in one box there are n (n − 1) / 2 pairs, so 24,000 accounts need a table, not 288 million comparisons.
"""

from collections import Counter
from collections.abc import Hashable, Iterable

import msgspec


class Pairs(msgspec.Struct, frozen=True):
    """`claimed`: pairs we put together; `true`: pairs of one operator; `right`: both.

    Pairs are not independent of one another, so there is no interval.
    """

    claimed: int
    true: int
    right: int
    precision: float | None
    recall: float | None


def pairs(rows: Iterable[tuple[Hashable | None, Hashable | None]]) -> Pairs:
    """From each account's (group, operator); None: in no group, working for nobody.

    An honest account in a group spoils every pair it makes there.
    """
    groups: Counter[Hashable] = Counter()
    operators: Counter[Hashable] = Counter()
    both: Counter[Hashable] = Counter()
    for group, operator in rows:
        if group is not None:
            groups[group] += 1
        if operator is not None:
            operators[operator] += 1
        if group is not None and operator is not None:
            both[group, operator] += 1
    claimed, true, right = _inside(groups), _inside(operators), _inside(both)
    return Pairs(
        claimed, true, right, round(right / claimed, 5) if claimed else None, round(right / true, 5) if true else None
    )


def _inside(sizes: Counter[Hashable]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes.values())
