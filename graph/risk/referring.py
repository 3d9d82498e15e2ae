"""Which networks deserve a person? Those with somebody to look at, and those that come after a suspension."""

from collections.abc import Mapping
from datetime import datetime

import msgspec

from accounts.journal.actors import Actor
from accounts.policy.querysets import Numbered
from accounts.review.actions import refer
from accounts.review.evidence import Member, Referral
from accounts.review.models import Case
from accounts.review.priority import Stakes, priority
from graph.networks.tracking import Tracked
from graph.risk.costing import Cost, costs_of
from graph.risk.judging import Assessed
from graph.risk.listing_look_alikes import look_alikes_by_network, of_silent_lineages
from graph.risk.recommendation import LEVELS

DERIVATION = Actor.command("derivation")


def refer_networks(found: list[Assessed], tracked: Tracked, policy: Numbered, as_of: datetime) -> int:
    """Refer every network at review or limit, and those with an unfinished case, which must learn that they faded.

    So are suspended networks that somebody looks like, derived or not. Answers how many. Idempotent: review appends
    only what is new.
    """
    alike = look_alikes_by_network()
    names = {one.label: tracked.networks[one.label].network for one in found}
    unfinished = set(
        Case.objects.unfinished()
        .filter(subject_type="network", subject_id__in=list(names.values()))
        .values_list("subject_id", flat=True)
    )
    worth = [
        one
        for one in found
        if LEVELS.index(one.pack.recommendation) >= LEVELS.index("review")
        or names[one.label] in unfinished
        or tracked.networks[one.label].pk in alike
    ]
    keys = {key for one in worth for key in one.listed().values()}
    costs = costs_of(keys, as_of, policy.numbers.desk) if keys else {}
    referrals = [
        _with(referral_of(one, tracked, policy, as_of, costs), alike.get(tracked.networks[one.label].pk, []))
        for one in worth
    ]
    judged = {network.pk for network in tracked.networks.values()}
    referrals += of_silent_lineages(alike, judged, policy, as_of) if alike.keys() - judged else []
    for referral in referrals:
        refer(by=DERIVATION, referral=referral)
    return len(referrals)


def _with(referral: Referral, look_alikes: list[Member]) -> Referral:
    """The same with those listed who look like a suspended pool and are not listed anyway."""
    listed = {member.account for member in referral.members}
    fresh = [member for member in look_alikes if member.account not in listed]
    return msgspec.structs.replace(referral, members=[*referral.members, *fresh]) if fresh else referral


def referral_of(
    one: Assessed, tracked: Tracked, policy: Numbered, as_of: datetime, costs: Mapping[int, Cost]
) -> Referral:
    """What a person is asked about this network."""
    facts, network = one.facts, tracked.networks[one.label]
    stakes = Stakes(
        recommendation=one.pack.recommendation,
        members=facts.members,
        in_step=facts.in_step,
        requests_per_day=facts.requests_per_day,
        second_pool=any(pool.number > 1 or pool.alike for pool in facts.pools),
    )
    urgency = priority(stakes)
    return Referral(
        kind="network",
        subject_type="network",
        subject_id=network.network,
        title=network.name,
        pack=one.pack,
        members=one.members(policy.numbers.recommend, costs),
        priority=urgency.level,
        priority_reasons=urgency.reasons,
        as_of=as_of,
        policy_version=policy.number,
        merged_from=tracked.merged.get(network.network, []),
        split_from=tracked.split_from.get(network.network, ""),
    )
