"""Which lineage does each network continue? Members are written as differences; ids survive merges and splits."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from accounts.parties.models import Account, Tier
from graph.networks.building import Derived
from graph.networks.lineages import Continued, continue_lineages
from graph.networks.models import MemberRole, Membership, Network, NetworkState
from kycrisk.lib.bulk import update_rows

# A ring that merely says it is Harbour must not put Harbour's name on its case.
PROVEN = (Tier.VERIFIED, Tier.ENTERPRISE)


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
    found = continue_lineages(new, _standing())
    rows = Network.objects.in_bulk([*found.lineage.values(), *found.merged, *found.ended])
    networks = {
        label: rows[found.lineage[label]] if label in found.lineage else _begun(label, derived) for label in new
    }
    _end(found, rows, networks)
    _write_members(derived, networks)
    return Tracked(networks, _merges(found, rows, networks), _splits(found, rows, networks))


def _members(derived: Derived) -> dict[int, frozenset[int]]:
    keys = derived.observed.accounts
    groups: dict[int, set[int]] = {}
    for number in (derived.network >= 0).nonzero()[0].tolist():
        groups.setdefault(int(derived.network[number]), set()).add(int(keys[number]))
    return {label: frozenset(group) for label, group in groups.items()}


def _standing() -> dict[int, frozenset[int]]:
    rows = Membership.objects.filter(role=MemberRole.MEMBER, network__state=NetworkState.LIVE)
    groups: dict[int, set[int]] = {}
    for network, account in rows.order_by("network_id").values_list("network_id", "account_id"):
        groups.setdefault(network, set()).add(account)
    return {network: frozenset(group) for network, group in sorted(groups.items())}


def _begun(label: int, derived: Derived) -> Network:
    """A new lineage, named once: by the company most of its members have, else by its own id."""
    accounts = derived.observed.accounts[derived.members_of(label)].tolist()
    companies: dict[str, int] = {}
    for name in Account.objects.filter(pk__in=accounts, legal_entity__isnull=False, tier__in=PROVEN).values_list(
        "legal_entity__name", flat=True
    ):
        companies[name] = companies.get(name, 0) + 1
    network = Network()
    network.name = min(companies, key=lambda name: (-companies[name], name)) if companies else network.network[-5:]
    network.name = network.name if companies else f"Network {network.name}"
    network.save()
    return network


def _end(found: Continued, rows: Mapping[int, Network], networks: Mapping[int, Network]) -> None:
    for lineage, label in found.merged.items():
        rows[lineage].state, rows[lineage].merged_into = NetworkState.MERGED, networks[label]
        rows[lineage].save(update_fields=["state", "merged_into"])
    Network.objects.filter(pk__in=found.ended).update(state=NetworkState.DISSOLVED)


def _write_members(derived: Derived, networks: Mapping[int, Network]) -> None:
    """Only what changed is written: most accounts stay where they were."""
    standing = {row.account_id: row for row in Membership.objects.filter(role=MemberRole.MEMBER)}
    names = _cell_names(derived)
    wanted = {}
    for number in (derived.network >= 0).nonzero()[0].tolist():
        account = int(derived.observed.accounts[number])
        cell = int(derived.cell[number])
        key = int(derived.observed.accounts[cell]) if cell >= 0 else -1
        in_step = bool(derived.evidence.in_step[number])
        wanted[account] = (networks[int(derived.network[number])].pk, key, names.get(cell, ""), in_step)
    Membership.objects.filter(role=MemberRole.NEIGHBOUR, account__in=wanted).delete()
    gone = [row.pk for account, row in standing.items() if account not in wanted]
    Membership.objects.filter(pk__in=gone).delete()
    changed = [row for row in standing.values() if row.account_id in wanted and _set(row, wanted[row.account_id])]
    update_rows(changed, ["network", "cell", "cell_name", "in_step"])
    fresh = [Membership(account_id=account) for account in wanted if account not in standing]
    for row in fresh:
        _set(row, wanted[row.account_id])
    Membership.objects.bulk_create(fresh, batch_size=2_000)


def _set(row: Membership, wanted: tuple[int, int, str, bool]) -> bool:
    """Put the wanted values on the row; did anything change?"""
    before = (row.network_id, row.cell, row.cell_name, row.in_step)
    row.network_id, row.cell, row.cell_name, row.in_step = wanted
    return before != wanted


def _cell_names(derived: Derived) -> dict[int, str]:
    """Each cell of a network by the company most of its accounts have."""
    members = (derived.network >= 0) & (derived.cell >= 0)
    cell_of = {int(derived.observed.accounts[n]): int(derived.cell[n]) for n in members.nonzero()[0].tolist()}
    rows = Account.objects.filter(pk__in=cell_of, legal_entity__isnull=False, tier__in=PROVEN)
    counts: dict[int, dict[str, int]] = {}
    for account, name in rows.values_list("pk", "legal_entity__name"):
        tally = counts.setdefault(cell_of[account], {})
        tally[name] = tally.get(name, 0) + 1
    return {cell: min(tally, key=lambda name: (-tally[name], name))[:200] for cell, tally in counts.items()}


def _merges(found: Continued, rows: Mapping[int, Network], networks: Mapping[int, Network]) -> dict[str, list[str]]:
    merged: dict[str, list[str]] = {}
    for lineage, label in found.merged.items():
        merged.setdefault(networks[label].network, []).append(rows[lineage].network)
    return merged


def _splits(found: Continued, rows: Mapping[int, Network], networks: Mapping[int, Network]) -> dict[str, str]:
    return {
        networks[label].network: rows[lineage].network for label, lineage in found.split_from.items() if lineage in rows
    }
