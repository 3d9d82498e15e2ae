"""How good was it? A replay beside its truth, counted at three heights: accounts, networks, operators.

Pure. Only accounts with a label count, except that the busiest accounts are chosen among all. What each figure means is
told in docs/detection.md.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.evaluation.baselines import Guess, guesses
from graph.evaluation.pairs import Pairs, pairs
from graph.evaluation.proportions import share
from graph.evaluation.replayed import Ints, Replayed, day_of
from graph.evaluation.report import Baseline, Group, Level, Operator, Technique, Together
from graph.evaluation.truth import Label, Truth

LEVELS = {"watch": 1, "review": 2, "limit": 3}
REVIEW = LEVELS["review"]
# Bounded influence: what an attacker can write may move a victim by so many bits (DOMAIN section 3).
BOUND = 0.5
# Honest groups of fewer accounts are counted with their kind alone, unless one of them came before a person.
GROUP_SHOWN = 10


@dataclass(frozen=True, eq=False)
class Measured:
    """The accounts that have a label, by dense number of the replay."""

    truth: Truth
    replayed: Replayed

    @cached_property
    def labels(self) -> list[Label | None]:
        """Each account's label."""
        return [self.truth.accounts.get(name) for name in self.replayed.names]

    @cached_property
    def known(self) -> NDArray[np.bool_]:
        """Who has a label."""
        return np.array([label is not None for label in self.labels], np.bool_)

    @cached_property
    def hostile(self) -> NDArray[np.bool_]:
        """Who is hostile."""
        return np.array([label is not None and label.hostile for label in self.labels], np.bool_)

    @cached_property
    def exchanges(self) -> Ints:
        """Exchanges by account."""
        return self.replayed.activity.totals(len(self.replayed))

    def where(self, name: Callable[[Label], str | None]) -> dict[str, Ints]:
        """The accounts by what `name` says of their labels; None: left out."""
        found: dict[str, list[int]] = {}
        for number, label in enumerate(self.labels):
            if label is not None and (said := name(label)):
                found.setdefault(said, []).append(number)
        return {said: np.array(numbers, np.int64) for said, numbers in sorted(found.items())}

    def pairs(self, group: Ints, flagged: NDArray[np.bool_]) -> Pairs:
        """Pairs of accounts with a label: those flagged in one group, beside those of one operator."""
        return pairs(
            (int(group[number]) if flagged[number] and group[number] >= 0 else None, label.operator or None)
            for number, label in enumerate(self.labels)
            if label is not None
        )


def levels(world: Measured) -> list[Level]:
    """Precision and recall over accounts, at each level or above."""
    found = []
    for name, least in LEVELS.items():
        flagged = (world.replayed.level >= least) & world.known
        hits = int((flagged & world.hostile).sum())
        every, hostile = int(flagged.sum()), int(world.hostile.sum())
        honest = share(every - hits, int(world.known.sum()) - hostile)
        found.append(Level(name, every, share(hits, every), share(hits, hostile), honest))
    return found


def networks(world: Measured) -> list[Together]:
    """Over pairs at each level or above: both in one network, beside both of one operator."""
    return [
        Together(name, world.pairs(world.replayed.network, world.replayed.level >= least))
        for name, least in LEVELS.items()
    ]


def operators(world: Measured) -> list[Operator]:
    """Every operator, the largest first."""
    members = world.where(lambda label: (label.operator or None) if label.hostile else None)
    found = [_operator(world, name, accounts) for name, accounts in members.items()]
    return sorted(found, key=lambda one: (-one.accounts, one.operator))


def _operator(world: Measured, name: str, accounts: Ints) -> Operator:
    replayed = world.replayed
    flagged = accounts[replayed.level[accounts] >= REVIEW]
    placed = replayed.network[flagged]
    sizes = np.unique(placed[placed >= 0], return_counts=True)[1]
    first = replayed.first[accounts, REVIEW - 1]
    first_review = int(first[first > 0].min()) if (first > 0).any() else 0
    rows = np.isin(replayed.activity.account, accounts)
    days, made = replayed.activity.day[rows], replayed.activity.exchanges[rows]
    label = world.truth.accounts[replayed.names[accounts[0]]]
    begun, total = (int(days.min()) if len(days) else 0), int(made.sum())
    before = int(made[days <= first_review].sum()) if first_review else total
    return Operator(
        operator=name,
        kind=label.shape or label.kind or "",
        accounts=len(accounts),
        exchanges=total,
        found=share(len(flagged), len(accounts)),
        networks=len(sizes),
        largest_network=share(int(sizes.max(initial=0)), len(accounts)),
        first_exchange=day_of(begun),
        first_review=day_of(first_review),
        dwell_days=max(0, first_review - begun) if first_review and begun else None,
        exchanges_before=before,
        exchanges_before_share=round(before / total, 5) if total else None,
    )


def groups(world: Measured, name: Callable[[Label], str | None], *, hostile: bool) -> list[Group]:
    """Honest or hostile accounts by what `name` says of their labels, and how many of them stand where."""
    found = world.where(lambda label: name(label) if label.hostile is hostile else None)
    return [standing(said, world.replayed.level[accounts]) for said, accounts in found.items()]


def honest_groups(world: Measured) -> list[Group]:
    """Honest groups by name: the large ones, and those of which somebody came before a person."""
    found = groups(world, lambda label: label.benign_group, hostile=False)
    kept = [one for one in found if one.accounts >= GROUP_SHOWN or one.review.hits]
    return sorted(kept, key=lambda one: (-one.review.hits, -one.accounts, one.name))


def standing(name: str, level: Ints) -> Group:
    """Some accounts under a name, and how many of them stand at each level or above."""
    at = {said: share(int((level >= least).sum()), len(level)) for said, least in LEVELS.items()}
    return Group(name, len(level), **at)


def techniques(world: Measured) -> list[Technique]:
    """Victims by technique: what was planted on them, and how far it moved them."""
    place = {name: number for number, name in enumerate(world.replayed.names)}
    found: dict[str, list[str]] = {}
    for name, victim in world.truth.victims.items():
        if name in place:
            found.setdefault(victim.technique or "unnamed", []).append(name)
    return [_technique(world, said, names, place) for said, names in sorted(found.items())]


def _technique(world: Measured, said: str, names: list[str], place: dict[str, int]) -> Technique:
    group = standing(said, world.replayed.level[[place[name] for name in names]])
    bits = [
        with_them - without for with_them, without in (world.replayed.moved.get(name, (0.0, 0.0)) for name in names)
    ]
    return Technique(
        technique=said,
        victims=len(names),
        review=group.review,
        limit=group.limit,
        median_bits=round(float(np.median(bits)), 3),
        most_bits=round(max(bits), 3),
        beyond_bound=sum(moved > BOUND for moved in bits),
    )


def baselines(world: Measured) -> Iterator[Baseline]:
    """What simpler rules find, at the same figures."""
    as_many = int((world.replayed.level >= REVIEW).sum())
    return (_baseline(world, guess) for guess in guesses(world.replayed.shown, world.exchanges, as_many))


def _baseline(world: Measured, guess: Guess) -> Baseline:
    flagged = guess.flagged & world.known
    hits, every = int((flagged & world.hostile).sum()), int(flagged.sum())
    return Baseline(
        name=guess.name,
        sentence=guess.sentence,
        flagged=every,
        precision=share(hits, every),
        recall=share(hits, int(world.hostile.sum())),
        pairs=None if guess.group is None else world.pairs(guess.group, flagged),
    )


def cells(world: Measured) -> list[Group]:
    """The parts of campaigns, as `operator/cell`."""
    return groups(world, lambda label: f"{label.operator or '?'}/{label.cell}" if label.cell else None, hostile=True)


def shapes(world: Measured) -> list[Group]:
    """Campaigns by their shape, where the truth knows it."""
    return groups(world, lambda label: label.shape, hostile=True)


def kinds(world: Measured, *, hostile: bool) -> list[Group]:
    """Accounts by kind, the most numerous first."""
    found = groups(world, lambda label: label.kind or "unnamed", hostile=hostile)
    return sorted(found, key=lambda one: (-one.accounts, one.name))
