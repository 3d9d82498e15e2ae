"""What is each network like as a pool, beside honest ones? The reference is measured once an epoch and then stands."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np

from accounts.access.models import Access
from accounts.policy.querysets import Numbered
from graph.behavior.banding import draw_bands
from graph.behavior.prompts import Float64s, Int32s
from graph.behavior.recalling import read_habits
from graph.networks.building import Derived
from graph.networks.epochs import conduct_policy
from graph.networks.models import Epoch
from graph.risk.models import PoolReference
from graph.risk.pool_measures import ACTS, HABITS, Ground, acts, capability, habits
from graph.risk.pool_reference import Measured, Reference, packed, refer_to, unpacked

HABITS_OF = 500
"""Accounts of a network whose weeks are read: more of them would hardly move a share, and cost a second."""
NETWORKS_AT_MOST = 500


def calibrate(derived: Derived, policy: Numbered, as_of: datetime) -> None:
    """Measure honest pools for the standing epoch, unless that was done."""
    epoch = Epoch.objects.filter(reference__isnull=True).order_by("-number").first()
    newest = Epoch.objects.order_by("-number").values_list("pk", flat=True).first()
    if epoch is None or epoch.pk != newest:
        return
    rules = policy.numbers.pools
    honest = _honest(derived, policy)
    sample = honest[:: max(1, -(-honest.size // rules.sample))]
    networks = _honest_networks(derived, rules.members_least)
    draw_bands(derived.observed.accounts[sample], as_of, rules)
    ground = _ground(derived, policy, as_of, np.concatenate([sample, *(members[:HABITS_OF] for members in networks)]))
    PoolReference.objects.create(epoch=epoch, frozen=packed(refer_to(ground, sample, networks)))


def newest_reference() -> Reference | None:
    """The honest pools of the standing epoch; None where there are too few honest accounts to draw any."""
    row = PoolReference.objects.order_by("-epoch__number").first()
    found = unpacked(row.frozen) if row else None
    return found if found is not None and found.known else None


def measure_networks(
    derived: Derived, policy: Numbered, as_of: datetime, members: Mapping[int, Int32s]
) -> dict[int, tuple[Measured, ...]]:
    """By label, every measure of the networks that are large enough, and where it stands.

    Weeks are read for those that are loud by what is at hand, or have somebody in step: of the others there is nothing
    to explain.
    """
    reference, rules = newest_reference(), policy.numbers.pools
    if reference is None:
        return {}
    bare = _ground(derived, policy, as_of, np.zeros(0, np.int32))
    pools = {label: bare.active(accounts) for label, accounts in members.items()}
    pools = {label: pool for label, pool in pools.items() if pool.size >= rules.members_least}
    found = {label: _placed(reference, ACTS, acts(bare, pool), pool.size) for label, pool in pools.items()}
    loud = {
        label: pools[label]
        for label, placed in found.items()
        if derived.evidence.in_step[pools[label]].any()
        or any(one.standing.share <= rules.shown_share for one in placed)
    }
    chosen = {label: _some(pool) for label, pool in loud.items()}
    ground = _ground(derived, policy, as_of, np.concatenate([*chosen.values(), np.zeros(0, np.int32)]))
    for label, pool in chosen.items():
        name = capability(ground, pool)
        found[label] += _placed(reference, HABITS, habits(ground, pool), pool.size, {"capability": name})
    return {label: found[label] for label in loud}


def _some(pool: Int32s) -> Int32s:
    return pool[:: -(-pool.size // HABITS_OF)]


def _placed(
    reference: Reference, names: tuple[str, ...], values: Float64s, size: int, details: Mapping[str, str] | None = None
) -> tuple[Measured, ...]:
    return tuple(
        Measured(name, value, size, reference.standing(name, value, size), (details or {}).get(name, ""))
        for name, value in zip(names, values.tolist(), strict=True)
    )


def _ground(derived: Derived, policy: Numbered, as_of: datetime, recalled: Int32s) -> Ground:
    counts, rules = derived.counts, policy.numbers.pools
    return Ground(
        leads=counts.leads,
        eliciting=counts.eliciting,
        first_at=counts.first_at,
        last_at=counts.last_at,
        habits=read_habits(recalled, derived.observed.accounts, as_of, rules.weeks),
        valuable=conduct_policy(policy.numbers.conduct).valuable_traits,
        as_of=int(as_of.timestamp()),
        rules=rules,
    )


def _honest(derived: Derived, policy: Numbered) -> Int32s:
    """Active accounts that a person cleared, or that are neither in step, nor suspended, nor among those in step."""
    keys, network = derived.observed.accounts, derived.network
    beside = np.zeros(len(keys), np.bool_)
    inside = network >= 0
    in_step = np.bincount(network[inside], derived.evidence.in_step[inside], minlength=len(keys) or 1)
    beside[inside] = in_step[network[inside]] >= policy.numbers.recommend.review_programme_members
    suspended = Access.objects.filter(state="suspended").values_list("account_id", flat=True)
    quiet = ~derived.evidence.in_step & ~beside & ~np.isin(keys, list(suspended))
    cleared = np.isin(keys, list(derived.verdicts.cleared))
    return np.flatnonzero((derived.counts.leads.asked > 0) & (quiet | cleared)).astype(np.int32)


def _honest_networks(derived: Derived, least: int) -> list[Int32s]:
    """Networks without anybody in step, at most so many, evenly chosen; the active accounts of each."""
    found = []
    inside = np.flatnonzero(derived.network >= 0)
    order = inside[np.argsort(derived.network[inside], kind="stable")]
    _, starts = np.unique(derived.network[order], return_index=True)
    for members in np.split(order, starts[1:]):
        active = members[derived.counts.leads.asked[members] > 0].astype(np.int32)
        if active.size >= least and not derived.evidence.in_step[members].any():
            found.append(active)
    return found[:: max(1, -(-len(found) // NETWORKS_AT_MOST))]
