"""Which cells and single accounts follow the same script? Programmes: cells whose conduct is alike.

A cell's profile is the pooled lead families of its accounts in step: square roots of counts (so that the loudest family
does not drown the rest), times inverse cell frequency. Cells with enough of both join by average-linkage cosine. Single
accounts in step are first gathered into *kits*, by the families they use together, and a kit stands like a cell; so a
ring that shares no value at all is found too. Accounts of two walls' sides never end in one programme.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from accounts.policy.defaults import Conduct
from graph.networks.walls import Wall

type Ints = NDArray[np.int32]

KIT_OVERLAP = 0.5
CLUSTERED_AT_MOST = 4_000


@dataclass(frozen=True, slots=True, eq=False)
class Led:
    """Lead prompts of accounts in step, by family that counts: one row for each pair."""

    account: Ints
    family: Ints
    prompts: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Programmes:
    """By account: `network` and `cell`, both named by their first account; -1 belongs to none."""

    network: Ints
    cell: Ints


def programmes(
    cell: Ints, in_step: NDArray[np.bool_], led: Led, policy: Conduct, walls: Sequence[Wall] = ()
) -> Programmes:
    """Join cells by conduct. `cell` and `in_step` by account; only rows of accounts in step are looked at."""
    kept = in_step[led.account]
    led = Led(led.account[kept], led.family[kept], led.prompts[kept])
    group = _kits_walled(_with_kits(cell, in_step, led), walls)
    joined = _clusters(group, in_step, led, policy)
    network = np.where(group >= 0, joined[np.maximum(group, 0)], -1)
    return Programmes(_first_of(_walled(network, group, walls)), cell)


def _with_kits(cell: Ints, in_step: NDArray[np.bool_], led: Led) -> Ints:
    """The cell of each account, or for a single account in step the first account of its kit."""
    single = (cell < 0) & in_step
    rows = single[led.account]
    kit = _kits(Led(led.account[rows], led.family[rows], led.prompts[rows]))
    group = cell.copy()
    accounts = np.unique(led.account[rows])
    group[accounts] = kit
    return group


def _kits_walled(group: Ints, walls: Sequence[Wall]) -> Ints:
    """Cells respect walls already; in a kit, the other side's accounts stand apart, together."""
    for wall in walls:
        one, other = np.array(sorted(wall.one), np.int64), np.array(sorted(wall.other - wall.one), np.int64)
        for name in np.setdiff1d(np.intersect1d(group[one], group[other]), [-1]).tolist():
            leaving = other[group[other] == name]
            group[leaving] = leaving[0]
    return group


def _kits(led: Led) -> Ints:
    """Single accounts by the families they use together; named by the first account, in the order of accounts."""
    if not len(led.account):
        return np.zeros(0, np.int32)
    accounts, row = np.unique(led.account, return_inverse=True)
    families, column = np.unique(led.family, return_inverse=True)
    uses = coo_array((np.ones(len(row)), (row, column)), shape=(len(accounts), len(families))).tocsr()
    together = (uses.T @ uses).toarray()
    users = np.diag(together)
    alike = together >= KIT_OVERLAP * np.minimum(users[:, None], users[None, :])
    kit_of_family = connected_components(coo_array(alike), directed=False)[1]
    weight = coo_array((led.prompts, (row, kit_of_family[column])), shape=(len(accounts), len(families))).toarray()
    kit = weight.argmax(axis=1)
    first = np.full(len(families), np.iinfo(np.int32).max)
    np.minimum.at(first, kit, accounts)
    return first[kit].astype(np.int32)


def _clusters(group: Ints, in_step: NDArray[np.bool_], led: Led, policy: Conduct) -> Ints:
    """By account number of a group's name: the name of the group it joins (its own if it joins none)."""
    name = np.arange(len(group), dtype=np.int32)
    groups, profile, enough = _profiles(group, in_step, led, policy)
    chosen = np.flatnonzero(enough)[:CLUSTERED_AT_MOST]
    if len(chosen) < 2:
        return name
    tree = linkage(profile[chosen], method="average", metric="cosine")
    cluster = fcluster(tree, t=1.0 - policy.programme_cosine, criterion="distance")
    for number in np.unique(cluster):
        members = groups[chosen[cluster == number]]
        name[members] = members.min()
    return name


def _profiles(
    group: Ints, in_step: NDArray[np.bool_], led: Led, policy: Conduct
) -> tuple[Ints, NDArray[np.float64], NDArray[np.bool_]]:
    """Names of the groups, their profiles (rows of length one), and which have enough to be compared."""
    groups, row = np.unique(group[led.account], return_inverse=True)
    families, column = np.unique(led.family, return_inverse=True)
    counts = np.zeros((len(groups), len(families)))
    np.add.at(counts, (row, column), led.prompts)
    frequency = np.log1p(len(groups) / np.maximum((counts > 0).sum(axis=0), 1))
    profile = np.sqrt(counts) * frequency
    profile /= np.maximum(np.linalg.norm(profile, axis=1, keepdims=True), 1e-12)
    members = (
        np.bincount(group[in_step & (group >= 0)], minlength=len(group) or 1)[groups] if len(groups) else np.zeros(0)
    )
    enough = (counts.sum(axis=1) >= policy.programme_min_prompts) & (members >= policy.programme_min_accounts)
    return groups.astype(np.int32), profile, enough


def _walled(network: Ints, group: Ints, walls: Sequence[Wall]) -> Ints:
    """Where a wall runs through a programme, the groups of its other side leave it, together."""
    for number, wall in enumerate(walls):
        one, other = sorted(wall.one), sorted(wall.other - wall.one)
        if not one or not other:
            continue
        shared = np.setdiff1d(np.intersect1d(network[one], network[other]), [-1])
        leaving = np.isin(group, np.setdiff1d(group[other], group[one])) & np.isin(network, shared)
        network = np.where(leaving, network + (number + 1) * len(network), network)
    return network


def _first_of(label: Ints) -> Ints:
    """Each label replaced by its first account."""
    known = np.flatnonzero(label >= 0)
    names, inverse = np.unique(label[known], return_inverse=True)
    first = np.full(len(names), np.iinfo(np.int32).max, np.int64)
    np.minimum.at(first, inverse, known)
    result = np.full(len(label), -1, np.int32)
    result[known] = first[inverse]
    return result
