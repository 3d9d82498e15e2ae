"""Which network is which, after a recomputation? Lineages keep their id while their members change.

A new network continues the lineage with which it shares most members, if that is at least half of the smaller of the
two; each lineage is continued once, by the largest share, the older lineage first among equals. A lineage that nobody
continues merged into the network that took at least half of its members, else it ended. A new network of which at
least half the members come from a continued lineage split from it. One account that moves makes neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Continued:
    """By label of the new networks: the lineage each continues; the rest begin new ones.

    `merged` maps a lineage that ended to the label it went into; `split_from` a new label to the lineage it left.
    """

    lineage: dict[int, int]
    merged: dict[int, int] = field(default_factory=dict)
    split_from: dict[int, int] = field(default_factory=dict)
    ended: frozenset[int] = frozenset()


def continue_lineages(new: Mapping[int, frozenset[int]], old: Mapping[int, frozenset[int]]) -> Continued:
    """Match new networks (label → accounts) with lineages (id, ascending with age → accounts)."""
    holder = {account: lineage for lineage, accounts in old.items() for account in accounts}
    shared: dict[tuple[int, int], int] = {}
    for label, accounts in new.items():
        for account in accounts:
            if (lineage := holder.get(account)) is not None:
                shared[label, lineage] = shared.get((label, lineage), 0) + 1
    lineage_of: dict[int, int] = {}
    taken: set[int] = set()
    for (label, lineage), count in sorted(shared.items(), key=lambda row: (-row[1], row[0][1], row[0][0])):
        half = 2 * count >= min(len(new[label]), len(old[lineage]))
        if half and label not in lineage_of and lineage not in taken:
            lineage_of[label] = lineage
            taken.add(lineage)
    return _the_rest(new, old, shared, lineage_of)


def _the_rest(
    new: Mapping[int, frozenset[int]],
    old: Mapping[int, frozenset[int]],
    shared: Mapping[tuple[int, int], int],
    lineage_of: dict[int, int],
) -> Continued:
    taken = set(lineage_of.values())
    merged: dict[int, int] = {}
    split_from: dict[int, int] = {}
    for (label, lineage), count in sorted(shared.items(), key=lambda row: (-row[1], row[0])):
        if lineage not in taken and lineage not in merged and 2 * count >= len(old[lineage]):
            merged[lineage] = label
        if label not in lineage_of and lineage in taken and label not in split_from and 2 * count >= len(new[label]):
            split_from[label] = lineage
    ended = frozenset(old) - taken - set(merged)
    return Continued(lineage_of, merged, split_from, ended)
