"""What did people say that a recomputation must respect? Walls, dead values, victims; read as facts from the record."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from accounts.parties.models import Account
from accounts.review.models import Verdict, VerdictKind
from graph.networks.walls import Wall
from graph.signals.burning import burnt_values
from graph.signals.kinds import Kind
from graph.signals.models import Identifier


@dataclass(frozen=True, slots=True)
class Verdicts:
    """By account key: pairs of sides that are not one actor, victims, cleared ones; and dead identifier keys.

    Dead are values that a person called poisoned, and canaries that were seen in public.
    """

    walls: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()
    dead: frozenset[int] = frozenset()
    victims: frozenset[int] = frozenset()
    cleared: frozenset[int] = field(default=frozenset())

    def spoken_for(self, account: int) -> str:
        """What a person called this account (by key) that keeps it off lists; empty: nothing."""
        if account in self.victims:
            return "victim"
        return "cleared" if account in self.cleared else ""

    def walls_among(self, accounts: NDArray[np.int64]) -> list[Wall]:
        """The walls in dense numbers of ascending account keys."""
        place = {int(key): number for number, key in enumerate(accounts.tolist())} if self.walls else {}
        return [
            Wall(*(frozenset(place[key] for key in side if key in place) for side in sides)) for sides in self.walls
        ]


def standing(as_of: datetime, poisoned_days: int) -> Verdicts:
    """What stands; a value called poisoned is dead for the policy's days, counted to the as-of time.

    People speak on the machine's clock, signals on their senders': a verdict holds however old the newest signal is.
    """
    found = list(Verdict.objects.standing().order_by("pk"))
    keys = _keys(found)
    fresh = [one for one in found if one.at > as_of - timedelta(days=poisoned_days)]
    return Verdicts(
        walls=tuple(
            (_side(one.subjects[0], keys), _side(one.subjects[1], keys))
            for one in found
            if one.kind == VerdictKind.NOT_SAME_ACTOR
        ),
        dead=_dead([one for one in fresh if one.kind == VerdictKind.POISONED]) | burnt_values(as_of),
        victims=_named(found, VerdictKind.VICTIM, keys),
        cleared=_named(found, VerdictKind.CLEARED, keys),
    )


def _keys(found: list[Verdict]) -> dict[str, int]:
    names: set[str] = set()
    for one in found:
        sides = one.subjects if one.kind == VerdictKind.NOT_SAME_ACTOR else [one.subjects]
        names.update(name for side in sides for name in side if isinstance(name, str))
    return dict(Account.objects.filter(account__in=names).values_list("account", "pk"))


def _side(names: list[str], keys: Mapping[str, int]) -> frozenset[int]:
    return frozenset(keys[name] for name in names if name in keys)


def _named(found: list[Verdict], kind: VerdictKind, keys: Mapping[str, int]) -> frozenset[int]:
    return frozenset(key for one in found if one.kind == kind for key in _side(one.subjects, keys))


def _dead(found: list[Verdict]) -> frozenset[int]:
    """Identifiers by their opaque keys `kind:fingerprint`."""
    dead: set[int] = set()
    for value in (value["value"] for one in found for value in one.subjects):
        kind, colon, mark = value.partition(":")
        if colon and kind.upper() in Kind.__members__ and len(mark) == 32:
            rows = Identifier.objects.filter(kind=Kind[kind.upper()], fingerprint=UUID(hex=mark))
            dead.update(rows.values_list("pk", flat=True))
    return frozenset(dead)
