"""Where does each network and account stand now? Judged, and written where it changed."""

from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import transaction

from accounts.policy.querysets import Numbered
from graph.networks.building import Derived
from graph.networks.models import MemberRole, Membership, Network
from graph.networks.tracking import Tracked
from graph.risk.judging import Assessed, judged
from graph.risk.models import Assessment
from graph.risk.packs import reasons
from graph.risk.phrases import days, one_in
from graph.risk.subjects import NetworkFacts
from kycrisk.lib.bulk import update_rows

NETWORK_FIELDS = (
    *("member_count", "in_step_count", "cell_count", "score", "bits", "recommendation", "campaign_type", "headline"),
    *("summary", "first_seen", "last_seen", "as_of"),
)


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
    Membership.objects.filter(role=MemberRole.NEIGHBOUR).delete()
    rows = [
        Membership(
            network=tracked.networks[one.label],
            account_id=one.keys[number],
            role=MemberRole.NEIGHBOUR,
            in_step=account.in_step,
        )
        for one in found
        for number, account in one.accounts.items()
        if not account.member and one.suggestions[number].bits > 0
    ]
    Membership.objects.bulk_create(rows, batch_size=2_000)


def _write_assessments(found: list[Assessed], tracked: Tracked, as_of: datetime) -> None:
    """An account near several networks has the strongest suggestion; what did not change is not written."""
    best: dict[int, tuple[Assessed, int]] = {}
    for one in found:
        for number, key in one.keys.items():
            other = best.get(key)
            if other is None or one.suggestions[number].score > other[0].suggestions[other[1]].score:
                best[key] = (one, number)
    standing = Assessment.objects.in_bulk(field_name="account_id")
    gone = [row.pk for key, row in standing.items() if key not in best]
    Assessment.objects.filter(pk__in=gone).delete()
    fresh: list[Assessment] = []
    changed: list[Assessment] = []
    for key, (one, number) in best.items():
        row = standing.get(key) or Assessment(account_id=key)
        if _put(row, one, number, tracked.networks[one.label].pk):
            row.assessed_at = as_of
            (changed if row.pk else fresh).append(row)
    Assessment.objects.bulk_create(fresh, batch_size=2_000)
    fields = ["recommendation", "score", "network", "reasons", "assessed_at"]
    update_rows(changed, fields)


def _put(row: Assessment, one: Assessed, number: int, network: int) -> bool:
    suggestion = one.suggestions[number]
    lines = [msgspec.to_builtins(line) for line in reasons(one.accounts[number])]
    wanted = (suggestion.level, round(suggestion.score, 6), network, lines)
    before = (row.recommendation, row.score, row.network_id, row.reasons)
    row.recommendation, row.score, row.network_id, row.reasons = wanted
    return before != wanted


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
