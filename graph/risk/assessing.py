"""Where does each network and account stand now? Judged, and written where it changed."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import transaction

from accounts.policy.querysets import Numbered
from graph.networks.building import Derived
from graph.networks.models import MemberRole, Membership, Network
from graph.networks.tracking import NO_CELL, Tracked
from graph.risk.judging import Assessed, judged
from graph.risk.models import Assessment
from graph.risk.packs import reasons
from graph.risk.phrases import days, one_in
from graph.risk.subjects import NetworkFacts
from kycrisk.lib.arrays import copy_rows
from kycrisk.lib.bulk import update_rows

NETWORK_FIELDS = (
    *("member_count", "in_step_count", "cell_count", "score", "bits", "recommendation", "campaign_type", "headline"),
    *("summary", "first_seen", "last_seen", "as_of"),
)
SAID = ("recommendation", "score", "network_id", "reasons")


@transaction.atomic
def assess(derived: Derived, tracked: Tracked, policy: Numbered, as_of: datetime) -> list[Assessed]:
    """Judge every network and write assessments, neighbours and summaries where they changed."""
    found = judged(derived, policy, as_of, {label: network.name for label, network in tracked.networks.items()})
    _write_neighbours(found, tracked)
    _write_assessments(found, tracked, as_of)
    for one in found:
        _put_network(tracked.networks[one.label], one, as_of)
    update_rows([tracked.networks[one.label] for one in found], NETWORK_FIELDS)
    return found


def _write_neighbours(found: list[Assessed], tracked: Tracked) -> None:
    """Only what changed is written: a neighbour stays one for weeks."""
    wanted = {
        (tracked.networks[one.label].pk, one.keys[number]): account.in_step
        for one in found
        for number, account in one.accounts.items()
        if not account.member and one.suggestions[number].bits > 0
    }
    gone: list[int] = []
    rows = Membership.objects.filter(role=MemberRole.NEIGHBOUR)
    for key, network, account, in_step in rows.values_list("pk", "network_id", "account_id", "in_step"):
        if wanted.get((network, account)) == in_step:
            del wanted[network, account]
        else:
            gone.append(key)
    Membership.objects.filter(pk__in=gone).delete()
    fresh = [(*place, MemberRole.NEIGHBOUR.value, NO_CELL, "", in_step) for place, in_step in wanted.items()]
    copy_rows("networks_membership", ["network_id", "account_id", "role", "cell", "cell_name", "in_step"], fresh)


def _write_assessments(found: list[Assessed], tracked: Tracked, as_of: datetime) -> None:
    """An account near several networks has the strongest suggestion; what did not change is not written."""
    best = _strongest(found)
    gone: list[int] = []
    changed: list[Assessment] = []
    rows = Assessment.objects.values_list("pk", "account_id", *SAID)
    for key, account, *said in rows.iterator(chunk_size=10_000):
        if account not in best:
            gone.append(key)
            continue
        wanted = _said(*best.pop(account), tracked)
        if tuple(said) != wanted:
            changed.append(Assessment(pk=key, assessed_at=as_of, **dict(zip(SAID, wanted, strict=True))))
    Assessment.objects.filter(pk__in=gone).delete()
    update_rows(changed, [*SAID, "assessed_at"])
    fresh = [(account, *_said(one, number, tracked), as_of) for account, (one, number) in best.items()]
    texts = [(*row[:-2], msgspec.json.encode(row[-2]).decode(), row[-1]) for row in fresh]
    copy_rows("risk_assessment", ["account_id", *SAID, "assessed_at"], texts)


def _strongest(found: list[Assessed]) -> dict[int, tuple[Assessed, int]]:
    """By account key: the network that has the strongest suggestion for it, and its number there."""
    best: dict[int, tuple[Assessed, int]] = {}
    for one in found:
        for number, key in one.keys.items():
            other = best.get(key)
            if other is None or one.suggestions[number].score > other[0].suggestions[other[1]].score:
                best[key] = (one, number)
    return best


def _said(one: Assessed, number: int, tracked: Tracked) -> tuple[str, float, int, list[Any]]:
    """What an assessment says of an account, in the order of `SAID`."""
    suggestion = one.suggestions[number]
    lines = msgspec.to_builtins(reasons(one.accounts[number]))
    return suggestion.level, round(suggestion.score, 6), tracked.networks[one.label].pk, lines


def _put_network(network: Network, one: Assessed, as_of: datetime) -> None:
    facts, pack = one.facts, one.pack
    network.member_count, network.in_step_count, network.cell_count = facts.members, facts.in_step, facts.cells
    network.score, network.bits, network.recommendation = pack.score, pack.bits, pack.recommendation
    network.campaign_type, network.headline = pack.campaign_type, pack.headline
    network.summary = {"pack": msgspec.to_builtins(pack), "values": _values(facts), "families": _family_rows(facts)}
    network.first_seen = datetime.fromtimestamp(facts.first_exchange, UTC)
    network.last_seen = datetime.fromtimestamp(facts.last_exchange, UTC)
    network.as_of = as_of


def _values(facts: NetworkFacts) -> list[dict[str, Any]]:
    return [
        {
            "family": value.family,
            "kind": value.kind,
            "mask": value.mask,
            "accounts": value.accounts,
            "bits": value.bits,
            "rarity": one_in(value.one_in),
            "seen": days(value.first, value.last),
            "without_it": "a group: it ties nobody" if value.hub else value.explained_by or value.without_it,
        }
        for value in facts.values
    ]


def _family_rows(facts: NetworkFacts) -> list[dict[str, Any]]:
    return [
        {
            "name": family.name,
            "accounts": family.accounts,
            "bits": family.bits,
            "rarity": one_in(family.one_in),
            "seen": days(family.first, family.last),
        }
        for family in facts.families
    ]
