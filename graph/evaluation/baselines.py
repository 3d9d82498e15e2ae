"""What would a simpler rule have found on the same accounts? The rules everybody has, to be beaten every time.

Nothing; everyone who shares an identifier; the same without values of more than fifty users; the same in groups of at
least ten; the busiest accounts. Each is measured as we are.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from graph.evaluation.replayed import Ints, Shown

# These belong to the definition of the baselines (DOMAIN section 3): they are nobody's policy.
FEW_USERS = 50
LARGE_GROUP = 10


@dataclass(frozen=True, slots=True, eq=False)
class Guess:
    """Whom a rule flags (by account), and into which groups it puts them (-1: none); no groups, no pairs."""

    name: str
    sentence: str
    flagged: NDArray[np.bool_]
    group: Ints | None = None


def guesses(shown: Shown, exchanges: Ints, as_many: int) -> Iterator[Guess]:
    """Every rule on the same accounts; `exchanges` by account, `as_many` as we put before a person."""
    count = len(exchanges)
    yield Guess("nothing", "Do nothing.", np.zeros(count, np.bool_), np.full(count, -1, np.int64))
    anything = _grouped(shown, count, most=count)
    few = _grouped(shown, count, most=FEW_USERS)
    yield _by_group("any_shared", "Everyone who shares any identifier with somebody.", anything)
    yield _by_group("few_users", f"Everyone who shares one of at most {FEW_USERS} users.", few)
    sizes = np.bincount(few[few >= 0], minlength=1)
    large = np.where((few >= 0) & (sizes[np.maximum(few, 0)] >= LARGE_GROUP), few, -1)
    yield _by_group("few_users_large", f"The same, in groups of {LARGE_GROUP} or more.", large)
    yield _busiest(
        "volume", f"The {as_many:,} busiest accounts: as many as we put before a person.", exchanges, as_many
    )
    yield _busiest("volume_decile", "The busiest tenth.", exchanges, count // 10)


def _by_group(name: str, sentence: str, group: Ints) -> Guess:
    return Guess(name, sentence, group >= 0, group)


def _busiest(name: str, sentence: str, exchanges: Ints, how_many: int) -> Guess:
    """Of equals whoever has the smaller id."""
    flagged = np.zeros(len(exchanges), np.bool_)
    flagged[np.argsort(-exchanges, kind="stable")[:how_many]] = True
    return Guess(name, sentence, flagged & (exchanges > 0))


def _grouped(shown: Shown, count: int, *, most: int) -> Ints:
    """Components over values of 2 to `most` users; -1 for accounts that share none."""
    users = np.bincount(shown.value, minlength=1)
    shared = (users[shown.value] >= 2) & (users[shown.value] <= most)
    account, value = shown.account[shared], shown.value[shared] + count
    size = count + len(users)
    edges = coo_array((np.ones(len(account), np.int8), (account, value)), shape=(size, size))
    label = connected_components(edges, directed=False)[1][:count].astype(np.int64)
    label[~np.isin(np.arange(count), account)] = -1
    return label
