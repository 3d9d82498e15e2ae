"""What did the search for second pools find? The pools under watch and who looks like them, as kept."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from graph.networks.models import LookAlike, SuspendedPool
from graph.networks.pools import Pool


@dataclass(frozen=True, slots=True)
class Watched:
    """By public id of a suspension: until when it is watched, who looks like it and since when."""

    until: Mapping[str, datetime] = field(default_factory=dict)
    alike: Mapping[str, frozenset[int]] = field(default_factory=dict)
    since: Mapping[str, datetime] = field(default_factory=dict)

    def told(self, pool: Pool, members: Collection[int]) -> Pool:
        """The pool with who looks like it and is no member of this network."""
        outside = self.alike.get(pool.decision, frozenset()) - frozenset(members)
        since = self.since.get(pool.decision) if outside else None
        return replace(pool, alike=len(outside), alike_since=since, watched_until=self.until.get(pool.decision))

    def before(self, members: Collection[int], share: float) -> set[str]:
        """The suspensions that at least this share of the members look like: these are their next pool."""
        counts = Counter(key for key, some in self.alike.items() for account in members if account in some)
        return {key for key, count in counts.items() if count >= share * len(members)}


def watched() -> Watched:
    """Everything under watch; two queries."""
    until = dict(SuspendedPool.objects.values_list("decision__decision", "until"))
    alike: dict[str, set[int]] = {}
    since: dict[str, datetime] = {}
    rows = LookAlike.objects.order_by("first_at").values_list("pool__decision__decision", "account_id", "first_at")
    for decision, account, first_at in rows:
        since.setdefault(decision, first_at)
        alike.setdefault(decision, set()).add(account)
    return Watched(until, {key: frozenset(some) for key, some in alike.items()}, since)
