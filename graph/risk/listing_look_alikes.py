"""Whom does a case list who looks like a suspended pool, and which lineages without members must be asked about again?

A look-alike is a question, not an answer: it stands on the list for a look of its own, and no decision starts with it.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from accounts.policy.querysets import Numbered
from accounts.review.evidence import Group, Member, Pack, Referral
from accounts.review.models import DecisionMember
from accounts.review.priority import Stakes, priority
from graph.networks.models import LookAlike, Network
from graph.networks.pools import Pool
from graph.networks.watching import pools_of_each
from graph.risk.factors import look_alikes
from graph.risk.phrases import counted, start

LEAVE_OUT = "looks like a suspended pool; nobody looked at it yet"
LISTED_AT_MOST = 2_000


def look_alikes_by_network() -> dict[int, list[Member]]:
    """By network: the accounts outside it that look like its suspended pools, the likest first; one query."""
    rows = LookAlike.objects.select_related("account__legal_entity", "pool").order_by(
        "-bits", "-tie_bits", "account_id"
    )
    found: dict[int, dict[str, Member]] = {}
    for row in rows[: LISTED_AT_MOST * 10]:
        found.setdefault(row.pool.network_id, {}).setdefault(row.account.account, _member(row))
    return {network: list(members.values())[:LISTED_AT_MOST] for network, members in found.items()}


def _member(row: LookAlike) -> Member:
    company = row.account.legal_entity
    return Member(
        account=row.account.account,
        recommendation="review",
        company=company.name if company else "",
        families=row.families,
        since=row.account.created_at,
        family_share=min(1.0, row.share),
        first_exchange=row.first_at,
        second_pool=True,
        leave_out=LEAVE_OUT,
    )


def of_silent_lineages(
    alike: Mapping[int, list[Member]], judged: Collection[int], policy: Numbered, as_of: datetime
) -> list[Referral]:
    """What a person is asked about suspended networks that are derived no more but have look-alikes."""
    networks = Network.objects.in_bulk([key for key in alike if key not in judged])
    suspended: dict[int, set[int]] = {key: set() for key in networks}
    rows = DecisionMember.objects.filter(
        decision__case__subject_type="network",
        decision__case__subject_id__in=[network.network for network in networks.values()],
        decision__measure="suspend",
        state="applied",
    )
    keys = {network.network: key for key, network in networks.items()}
    for name, account in rows.values_list("decision__case__subject_id", "account_id"):
        suspended[keys[name]].add(account)
    pools = pools_of_each(suspended)
    return [
        _referral(networks[key], _pack(networks[key], pools[key], len(alike[key])), alike[key], policy, as_of)
        for key in networks
    ]


def _pack(network: Network, pools: list[Pool], count: int) -> Pack:
    who, verb = counted(count, "account"), "looks like" if count == 1 else "look like"
    return Pack(
        headline=f"{network.name}: {who} {verb} its suspended pool",
        summary="Its own accounts are suspended or silent. "
        f"{start(who)} came later, with their script or something that was theirs.",
        recommendation="review",
        score=network.score,
        bits=0.0,
        groups=[Group("does", 0.0, look_alikes(pools))],
        speaks_for=["None of them was suspended, and nothing follows for them from what the pool did."],
        campaign_type=network.campaign_type,
    )


def _referral(network: Network, pack: Pack, members: list[Member], policy: Numbered, as_of: datetime) -> Referral:
    urgency = priority(Stakes(recommendation="review", members=len(members), second_pool=True))
    return Referral(
        kind="network",
        subject_type="network",
        subject_id=network.network,
        title=network.name,
        pack=pack,
        members=members,
        priority=urgency.level,
        priority_reasons=urgency.reasons,
        as_of=as_of,
        policy_version=policy.number,
    )
