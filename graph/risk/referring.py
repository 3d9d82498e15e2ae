"""Which networks deserve a person? Those where somebody is suggested for review or more; asked through one call."""

from collections.abc import Mapping
from datetime import datetime

from accounts.journal.actors import Actor
from accounts.policy.querysets import Numbered
from accounts.review.actions import refer
from accounts.review.evidence import Referral
from accounts.review.models import Case
from accounts.review.priority import Stakes, priority
from graph.networks.tracking import Tracked
from graph.risk.costing import Cost, costs_of
from graph.risk.judging import Assessed
from graph.risk.recommendation import LEVELS

DERIVATION = Actor.command("derivation")


def refer_networks(found: list[Assessed], tracked: Tracked, policy: Numbered, as_of: datetime) -> int:
    """Refer every network at review or limit, and those with an unfinished case, which must learn that they faded.

    Answers how many. Idempotent: review appends only what is new.
    """
    names = {one.label: tracked.networks[one.label].network for one in found}
    unfinished = set(
        Case.objects.unfinished()
        .filter(subject_type="network", subject_id__in=list(names.values()))
        .values_list("subject_id", flat=True)
    )
    worth = [
        one
        for one in found
        if LEVELS.index(one.pack.recommendation) >= LEVELS.index("review") or names[one.label] in unfinished
    ]
    keys = {key for one in worth for key in one.listed().values()}
    costs = costs_of(keys, as_of, policy.numbers.desk) if keys else {}
    for one in worth:
        refer(by=DERIVATION, referral=referral_of(one, tracked, policy, as_of, costs))
    return len(worth)


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
