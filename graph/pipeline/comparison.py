"""What would another policy change? Two pictures of the same moment beside each other. Pure.

A picture holds networks with their members and everybody's level; the networks of both are matched by their members, as
lineages are.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import msgspec

from graph.networks.lineages import continue_lineages
from graph.risk.recommendation import LEVELS

REVIEW = LEVELS.index("review")


@dataclass(frozen=True, slots=True)
class Group:
    """A network as one policy sees it; `network` is its public id, empty for one that nobody has seen yet."""

    network: str
    name: str
    level: str
    bits: float
    in_step: int
    members: frozenset[int]


@dataclass(frozen=True, slots=True)
class Picture:
    """Networks by any key, and the level of every account (by key) that has one above `clear`."""

    networks: Mapping[int, Group]
    levels: Mapping[int, str]

    def at_least(self, level: int) -> set[int]:
        """The accounts at this level (an index of `LEVELS`) or above."""
        return {account for account, word in self.levels.items() if LEVELS.index(word) >= level}


class Side(msgspec.Struct, frozen=True):
    """A changed network as one of the two policies sees it; level `none` where it sees none."""

    level: str = "none"
    bits: float = 0.0
    members: int = 0
    in_step: int = 0


class Change(msgspec.Struct, frozen=True):
    """One network that is not the same under both; accounts that join or leave it."""

    network: str
    name: str
    was: Side
    now: Side
    joined: int
    left: int
    merged: int = 0

    @property
    def how(self) -> str:
        """In words, the most important first."""
        if self.was.level == "none":
            return "new"
        if self.now.level == "none":
            return "taken in by another" if self.merged else "gone"
        rise = LEVELS.index(self.now.level) - LEVELS.index(self.was.level)
        return "raised" if rise > 0 else "lowered" if rise < 0 else "other members"


class Decided(msgspec.Struct, frozen=True):
    """Of the accounts that people confirmed and cleared: how many each policy puts before a person."""

    confirmed: int
    cleared: int
    confirmed_was: int
    confirmed_now: int
    cleared_was: int
    cleared_now: int

    @property
    def precision(self) -> tuple[float | None, float | None]:
        """Confirmed among those decided that are put before a person: by what holds, and by the other."""
        return (
            _share(self.confirmed_was, self.confirmed_was + self.cleared_was),
            _share(self.confirmed_now, self.confirmed_now + self.cleared_now),
        )

    @property
    def recall(self) -> tuple[float | None, float | None]:
        """Confirmed that are put before a person among all confirmed, by each."""
        return _share(self.confirmed_was, self.confirmed), _share(self.confirmed_now, self.confirmed)


class Comparison(msgspec.Struct, frozen=True):
    """What would change. Counts by level (all of `LEVELS` above clear): what holds, then the other policy."""

    accounts: dict[str, tuple[int, int]]
    networks: dict[str, tuple[int, int]]
    changed: list[Change]
    changed_in_all: int
    touched: list[str]
    touched_in_all: int
    limited_in_all: int
    released_in_all: int
    who: list[tuple[str, int]]
    decided: Decided

    @property
    def nothing(self) -> bool:
        """Would it change nothing at all?"""
        same = all(was == now for was, now in self.accounts.values())
        return same and not (self.changed_in_all or self.touched_in_all or self.released_in_all)


@dataclass(frozen=True, slots=True)
class People:
    """What the record knows of accounts: public ids, people's words (True confirmed, False cleared), honest marks."""

    names: Mapping[int, str]
    said: Mapping[int, bool]
    marks: Mapping[int, tuple[str, ...]]


def newly_touched(holds: Picture, other: Picture) -> set[int]:
    """Accounts that only the other policy puts before a person."""
    return other.at_least(REVIEW) - holds.at_least(REVIEW)


def compared(holds: Picture, other: Picture, people: People, networks_shown: int, accounts_shown: int) -> Comparison:
    """Everything that another policy would change; lists are cut, their whole lengths said beside."""
    changed = sorted(_changes(holds, other), key=_weight)
    touched, before = newly_touched(holds, other), holds.at_least(REVIEW)
    limit = LEVELS.index("limit")
    marks = Counter(mark for account in touched for mark in people.marks.get(account, ()))
    return Comparison(
        accounts=_counts(holds.levels.values(), other.levels.values()),
        networks=_counts(
            (one.level for one in holds.networks.values()), (one.level for one in other.networks.values())
        ),
        changed=changed[:networks_shown],
        changed_in_all=len(changed),
        touched=sorted(people.names.get(account, "") for account in touched)[:accounts_shown],
        touched_in_all=len(touched),
        limited_in_all=len(other.at_least(limit) - holds.at_least(limit)),
        released_in_all=len(before - other.at_least(REVIEW)),
        who=sorted(marks.items(), key=lambda mark: (-mark[1], mark[0])),
        decided=_decided(before, other.at_least(REVIEW), people.said),
    )


def _changes(holds: Picture, other: Picture) -> Iterator[Change]:
    """Matched as lineages are, each side once."""
    found = continue_lineages(
        {key: one.members for key, one in other.networks.items()},
        {key: one.members for key, one in holds.networks.items()},
    )
    for key, now in other.networks.items():
        was = holds.networks.get(found.lineage.get(key, -1))
        if was is None or (was.level, was.members) != (now.level, now.members):
            yield _change(was, now)
    for key in [*found.ended, *found.merged]:
        yield _change(holds.networks[key], None, merged=key in found.merged)


def _change(was: Group | None, now: Group | None, *, merged: bool = False) -> Change:
    before, after = (one.members if one else frozenset() for one in (was, now))
    named = was or now
    assert named
    return Change(
        network=named.network,
        name=named.name,
        was=_side(was),
        now=_side(now),
        joined=len(after - before),
        left=len(before - after),
        merged=int(merged),
    )


def _side(one: Group | None) -> Side:
    return Side(one.level, round(one.bits, 2), len(one.members), one.in_step) if one else Side()


def _weight(change: Change) -> tuple[int, int, str]:
    """Where a person would see something else comes first, the larger before the smaller."""
    levels = [LEVELS.index(side.level) if side.level in LEVELS else 0 for side in (change.was, change.now)]
    crosses = (levels[0] >= REVIEW) != (levels[1] >= REVIEW)
    rank = 0 if crosses and not change.merged else 1 if max(levels) >= REVIEW else 2
    return rank, -max(change.was.members, change.now.members), change.name


def _counts(was: Iterable[str], now: Iterable[str]) -> dict[str, tuple[int, int]]:
    before, after = Counter(was), Counter(now)
    return {level: (before[level], after[level]) for level in reversed(LEVELS[1:])}


def _decided(was: set[int], now: set[int], said: Mapping[int, bool]) -> Decided:
    confirmed = {account for account, hostile in said.items() if hostile}
    cleared = said.keys() - confirmed
    return Decided(
        confirmed=len(confirmed),
        cleared=len(cleared),
        confirmed_was=len(confirmed & was),
        confirmed_now=len(confirmed & now),
        cleared_was=len(cleared & was),
        cleared_now=len(cleared & now),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
