"""Has a suspended pool come back outside its network? Searched with every derivation, while the lineage is open.

The record says what was suspended; sightings and lead counts say who does the same since. What was found is kept with
the pool: the network's page lists it, and `watching` tells it to whoever judges.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from accounts.parties.models import Account
from accounts.policy.detection import Watch
from accounts.policy.querysets import Numbered
from accounts.review.models import Decision, DecisionMember
from graph.behavior.firsts import first_exchanges
from graph.behavior.models import PromptFamily
from graph.networks.building import Derived
from graph.networks.look_alikes import Alike, Everybody, Likeness, Numbers, alike, script_of
from graph.networks.models import LookAlike, Network, SuspendedPool
from kycrisk.lib.bulk import update_rows

SHOWN = ("families", "bits", "share", "tie_bits", "first_at")


@dataclass(frozen=True, slots=True, eq=False)
class _Search:
    """One search: among whom, by which numbers, as of when."""

    derived: Derived
    among: Everybody
    policy: Numbered
    as_of: datetime

    @property
    def rules(self) -> Watch:
        return self.policy.numbers.watch


def search_second_pools(derived: Derived, policy: Numbered, as_of: datetime) -> None:
    """Look for accounts like every pool under watch and keep what is found; two queries where nothing is."""
    LookAlike.objects.filter(pool__until__lt=as_of).delete()
    suspended = _suspended(as_of - timedelta(days=policy.numbers.watch.watch_days))
    if not suspended:
        LookAlike.objects.all().delete()
        return
    among = Everybody(derived.counts.leads, derived.rates.worth, derived.observed.scene)
    search = _Search(derived, among, policy, as_of)
    pools = _remembered(suspended, search.rules)
    LookAlike.objects.exclude(pool__in=pools.values()).delete()
    everybody = frozenset().union(*suspended.values())
    for decision, pool in pools.items():
        _search(search, pool, suspended[decision], everybody)


def _suspended(since: datetime) -> dict[Decision, frozenset[int]]:
    """The accounts of networks that each decision suspended since then and that are suspended still."""
    rows = DecisionMember.objects.filter(
        state="applied",
        decision__measure="suspend",
        decision__decided_at__gte=since,
        decision__case__subject_type="network",
        account__access__state="suspended",
    ).order_by("decision_id")
    found: dict[int, set[int]] = {}
    for decision, account in rows.values_list("decision_id", "account_id"):
        found.setdefault(decision, set()).add(account)
    decisions = Decision.objects.select_related("case").in_bulk(list(found))
    return {decisions[key]: frozenset(accounts) for key, accounts in found.items()}


def _remembered(suspended: Mapping[Decision, frozenset[int]], rules: Watch) -> dict[Decision, SuspendedPool]:
    """The row of each decision about a network that is known, made where it is missing."""
    known = {pool.decision_id: pool for pool in SuspendedPool.objects.filter(decision__in=suspended)}
    names = [decision.case.subject_id for decision in suspended]
    networks = {network.network: network for network in Network.objects.filter(network__in=names)}
    for decision in suspended:
        network = networks.get(decision.case.subject_id)
        if decision.pk not in known and network is not None:
            until = decision.decided_at + timedelta(days=rules.watch_days)
            known[decision.pk] = SuspendedPool.objects.create(decision=decision, network=network, until=until)
    return {decision: known[decision.pk] for decision in suspended if decision.pk in known}


def _search(search: _Search, pool: SuspendedPool, accounts: frozenset[int], suspended: frozenset[int]) -> None:
    rules, members = search.rules, search.derived.observed.numbers_of(accounts).astype(np.intp)
    script = _script(search, pool, members)
    likeness = Likeness(rules.alike_bits, rules.alike_families, rules.alike_share, rules.alike_tie_bits)
    keys = search.derived.observed.accounts
    known = _known(search, accounts) | suspended
    found = {int(keys[one.account]): one for one in alike(members, script, search.among, likeness)}
    found = {key: one for key, one in found.items() if key not in known}
    pool.searched_at = search.as_of
    pool.save(update_fields=["script", "searched_at"])
    _keep(pool, found, _younger(found, pool.decision.decided_at), search.as_of)


def _script(search: _Search, pool: SuspendedPool, members: Numbers) -> Numbers:
    """The pool's script: what is remembered of it, and what its prompts in the window show."""
    least = search.policy.numbers.recommend.review_family_bits
    now = script_of(members, search.among, least, search.rules.script_share)
    keys = search.derived.frozen.families.key.view(np.int64)
    names = PromptFamily.objects.filter(key__in=keys[now].tolist()).values_list("pk", "name")
    pool.script |= {str(row): name for row, name in names}
    return np.union1d(now, known_again(pool.script, keys))


def known_again(script: Iterable[str], keys: NDArray[np.int64]) -> Numbers:
    """Numbers of the families that a script remembers by their rows, which keep up with changes of the sketch key."""
    remembered = PromptFamily.objects.filter(pk__in=[int(row) for row in script]).values_list("key", flat=True)
    return np.flatnonzero(np.isin(keys, np.array(list(remembered), np.int64)))


def _known(search: _Search, pool: frozenset[int]) -> frozenset[int]:
    """Who stands in the pool's network already, and of whom a person said that they are no part of this."""
    derived, verdicts = search.derived, search.derived.verdicts
    labels = derived.network[derived.observed.numbers_of(pool)]
    inside = np.isin(derived.network, labels[labels >= 0])
    beyond = [(one, other) for sides in verdicts.walls for one, other in (sides, sides[::-1]) if pool & one]
    return frozenset().union(
        derived.observed.accounts[inside].tolist(), verdicts.cleared, verdicts.victims, *(other for _, other in beyond)
    )


def _younger(found: Mapping[int, Alike], decided_at: datetime) -> dict[int, datetime]:
    """When those began who began after the decision; who was there before belongs to no second pool."""
    first = first_exchanges(found)
    created = dict(Account.objects.filter(pk__in=found).values_list("pk", "created_at"))
    began = {key: first.get(key, created[key]) for key in found if key in created}
    return {key: at for key, at in began.items() if at > decided_at}


def _keep(pool: SuspendedPool, found: Mapping[int, Alike], began: Mapping[int, datetime], as_of: datetime) -> None:
    standing = {row.account_id: row for row in pool.look_alikes.all()}
    pool.look_alikes.exclude(account__in=began).delete()
    fresh: list[LookAlike] = []
    changed: list[LookAlike] = []
    for key, first_at in began.items():
        row = standing.get(key)
        (changed if row else fresh).append(row := row or LookAlike(pool=pool, account_id=key, found_at=as_of))
        one = found[key]
        row.families, row.bits, row.share = one.families, round(one.bits, 3), round(one.share, 4)
        row.tie_bits, row.first_at = round(one.tie_bits, 3), first_at
    LookAlike.objects.bulk_create(fresh, batch_size=2_000)
    update_rows(changed, SHOWN)
