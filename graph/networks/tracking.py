"""Which lineage does each network continue? Members are written as differences; ids survive merges and splits."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from django.db import transaction

from accounts.parties.models import Account, Tier
from graph.networks.building import Derived
from graph.networks.lineages import Continued, continue_lineages
from graph.networks.models import MemberRole, Membership, Network, NetworkState
from kycrisk.lib.arrays import copy_rows
from kycrisk.lib.bulk import update_rows

# A ring that merely says it is Harbour must not put Harbour's name on its case.
PROVEN = (Tier.VERIFIED, Tier.ENTERPRISE)
# Where a member stands: its network, its cell by key, the cell's name, whether it is in step.
STANDS = ("network_id", "cell", "cell_name", "in_step")
NO_CELL = -1

type Stands = tuple[int, int, str, bool]


@dataclass(frozen=True, slots=True)
class Tracked:
    """By label of the derived networks: the lineage's row; and what became of others, by public id."""

    networks: dict[int, Network]
    merged: dict[str, list[str]] = field(default_factory=dict)  # surviving id: ids that went into it
    split_from: dict[str, str] = field(default_factory=dict)  # new id: the id it left


@transaction.atomic
def track(derived: Derived) -> Tracked:
    """Match the derived networks with the live lineages and write the members."""
    new = _members(derived)
    companies = _companies({account for group in new.values() for account in group})
    found = continue_lineages(new, _standing())
    rows = Network.objects.in_bulk([*found.lineage.values(), *found.merged, *found.ended])
    begun = _begun({label: group for label, group in new.items() if label not in found.lineage}, companies)
    networks = {label: begun[label] if label in begun else rows[found.lineage[label]] for label in new}
    _end(found, rows, networks)
    _write_members(_wanted(derived, networks, companies))
    return Tracked(networks, _merges(found, rows, networks), _splits(found, rows, networks))


def _members(derived: Derived) -> dict[int, frozenset[int]]:
    groups: dict[int, set[int]] = {}
    numbers = (derived.network >= 0).nonzero()[0]
    keys, labels = derived.observed.accounts[numbers].tolist(), derived.network[numbers].tolist()
    for key, label in zip(keys, labels, strict=True):
        groups.setdefault(label, set()).add(key)
    return {label: frozenset(group) for label, group in groups.items()}


def _standing() -> dict[int, frozenset[int]]:
    rows = Membership.objects.filter(role=MemberRole.MEMBER, network__state=NetworkState.LIVE)
    groups: dict[int, set[int]] = {}
    for network, account in rows.order_by("network_id").values_list("network_id", "account_id"):
        groups.setdefault(network, set()).add(account)
    return {network: frozenset(group) for network, group in sorted(groups.items())}


def _companies(accounts: Collection[int]) -> dict[int, str]:
    """By account that has proven one: the name of its company."""
    rows = Account.objects.filter(pk__in=accounts, legal_entity__isnull=False, tier__in=PROVEN)
    return dict(rows.values_list("pk", "legal_entity__name"))


def _usual(accounts: Iterable[int], companies: Mapping[int, str]) -> str:
    """The company that most of the accounts have; empty if none has any."""
    counts = Counter(companies[account] for account in accounts if account in companies)
    return min(counts, key=lambda name: (-counts[name], name), default="")


def _begun(groups: Mapping[int, frozenset[int]], companies: Mapping[int, str]) -> dict[int, Network]:
    """New lineages, each named once: by the company most of its members have, else by its own id."""
    begun = {label: Network() for label in groups}
    for label, network in begun.items():
        network.name = _usual(groups[label], companies) or f"Network {network.network[-5:]}"
    Network.objects.bulk_create(begun.values(), batch_size=1_000)
    return begun


def _end(found: Continued, rows: Mapping[int, Network], networks: Mapping[int, Network]) -> None:
    for lineage, label in found.merged.items():
        rows[lineage].state, rows[lineage].merged_into = NetworkState.MERGED, networks[label]
        rows[lineage].save(update_fields=["state", "merged_into"])
    Network.objects.filter(pk__in=found.ended).update(state=NetworkState.DISSOLVED)


def _wanted(derived: Derived, networks: Mapping[int, Network], companies: Mapping[int, str]) -> dict[int, Stands]:
    numbers = (derived.network >= 0).nonzero()[0]
    keys, cell = derived.observed.accounts, derived.cell[numbers]
    accounts, in_step = keys[numbers].tolist(), derived.evidence.in_step[numbers].tolist()
    cells = np.where(cell >= 0, keys[np.maximum(cell, 0)] if len(keys) else cell, NO_CELL).tolist()
    inside: dict[int, list[int]] = {}
    for account, key in zip(accounts, cells, strict=True):
        inside.setdefault(key, []).append(account)
    names = {key: _usual(group, companies)[:200] for key, group in inside.items() if key != NO_CELL}
    lineages = [networks[label].pk for label in derived.network[numbers].tolist()]
    rows = zip(accounts, lineages, cells, in_step, strict=True)
    return {account: (lineage, key, names.get(key, ""), step) for account, lineage, key, step in rows}


def _write_members(wanted: Mapping[int, Stands]) -> None:
    """Only what changed is written: most accounts stay where they were."""
    rows = Membership.objects.values_list("pk", "role", "account_id", *STANDS)
    gone: list[int] = []
    changed: list[Membership] = []
    standing: set[int] = set()
    for key, role, account, *stands in rows.iterator(chunk_size=20_000):
        member = role == MemberRole.MEMBER
        if member == (account not in wanted):
            gone.append(key)  # a member no longer, or a neighbour that is a member now
        elif member:
            standing.add(account)
            if tuple(stands) != wanted[account]:
                changed.append(Membership(pk=key, **dict(zip(STANDS, wanted[account], strict=True))))
    Membership.objects.filter(pk__in=gone).delete()
    update_rows(changed, STANDS)
    fresh = [(account, MemberRole.MEMBER.value, *wanted[account]) for account in wanted if account not in standing]
    copy_rows("networks_membership", ["account_id", "role", *STANDS], fresh)


def _merges(found: Continued, rows: Mapping[int, Network], networks: Mapping[int, Network]) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    for lineage, label in found.merged.items():
        merged.setdefault(networks[label].network, []).append(rows[lineage].network)
    return merged


def _splits(found: Continued, rows: Mapping[int, Network], networks: Mapping[int, Network]) -> dict[str, str]:
    return {
        networks[label].network: rows[lineage].network for label, lineage in found.split_from.items() if lineage in rows
    }
