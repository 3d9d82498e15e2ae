"""What would a version of the policy change? Derived under it, beside what holds, and left as it was.

Everything happens in a transaction that never commits: no row, no referral and no message is left of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from accounts.policy.defaults import Policy
from accounts.policy.querysets import Numbered, current
from graph.links.observing import observe
from graph.links.thresholds import TiePolicy
from graph.networks.building import Derived
from graph.networks.epochs import new_epoch
from graph.networks.models import Epoch, MemberRole, Membership, Network, NetworkState
from graph.networks.verdicts import standing
from graph.pipeline.actions import advance, derivation
from graph.pipeline.comparison import Comparison, Group, People, Picture, compared, newly_touched
from graph.pipeline.decided import marks_of, names_of, said_of_accounts
from graph.pipeline.looking_back import as_it_was
from graph.risk.judging import Assessed, judged
from graph.risk.models import Assessment
from graph.signals.reading import newest_read
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import wait_for_lock

# What is counted and frozen follows from these; the rest is only judged anew.
COUNTED = ("ties", "conduct", "derivation", "pools")


def tried(policy: Numbered, as_of: datetime | None = None) -> Comparison:
    """What the policy would have changed at a moment (None: the newest signal), compared with what holds.

    Raises `Refused` where there is nothing to derive from.
    """
    with _moment(as_of) as moment:
        holds, other = standing_picture(), picture_under(policy, moment)
        touched = newly_touched(holds, other)
        rules, trials = policy.numbers.recommend, current().numbers.trials
        marks = marks_of(touched, moment, rules.established_payer_days)
        people = People(names_of(touched), said_of_accounts(), marks)
        return compared(holds, other, people, trials.networks_shown, trials.accounts_shown)


@contextmanager
def _moment(as_of: datetime | None) -> Iterator[datetime]:
    """Everything derived as of then under what holds; whatever is written inside the block is forgotten."""
    if as_of is not None:
        with as_it_was(as_of):
            yield as_of
        return
    advance()
    with transaction.atomic():
        wait_for_lock("derivation")
        yield _newest()
        transaction.set_rollback(True)


def _newest() -> datetime:
    moment = newest_read("fold")
    if moment is None:
        raise Refused("No signal has come in yet; there is nothing to try a policy on.", code="nothing_to_try")
    return moment


def standing_picture() -> Picture:
    """What stands now, as it was written."""
    members: dict[int, set[int]] = {}
    rows = Membership.objects.filter(role=MemberRole.MEMBER, network__state=NetworkState.LIVE)
    for network, account in rows.order_by("network_id").values_list("network_id", "account_id").iterator():
        members.setdefault(network, set()).add(account)
    networks = Network.objects.filter(state=NetworkState.LIVE).defer("summary").order_by("pk")
    levels = Assessment.objects.exclude(recommendation="clear").values_list("account_id", "recommendation")
    return Picture(
        {
            one.pk: Group(
                one.network, one.name, one.recommendation, one.bits, one.in_step_count, frozenset(members[one.pk])
            )
            for one in networks
            if one.pk in members
        },
        dict(levels),
    )


def picture_under(policy: Numbered, moment: datetime) -> Picture:
    """Everybody derived and judged under another policy; call it where nothing is committed."""
    derived = _derived_under(policy, moment)
    found = judged(derived, policy, moment, {})
    return Picture({one.label: _group(one, derived) for one in found}, _levels(found))


def _derived_under(policy: Numbered, moment: datetime) -> Derived:
    """Within the standing epoch where it counts the same; else within one counted as of the same moment."""
    epoch = Epoch.objects.latest("number")
    if _counts_alike(policy.numbers, current().numbers):
        return derivation(moment, policy, epoch, ())[0]
    numbers = policy.numbers.ties
    dead = standing(moment, numbers.poisoned_days).dead
    own = new_epoch(epoch.as_of, policy, observe(epoch.as_of, TiePolicy.of(numbers), dead))
    return derivation(moment, policy, own, None)[0]


def _counts_alike(one: Policy, other: Policy) -> bool:
    return all(getattr(one, section) == getattr(other, section) for section in COUNTED)


def _group(one: Assessed, derived: Derived) -> Group:
    members = derived.observed.accounts[derived.members_of(one.label)].tolist()
    return Group("", one.facts.name, one.pack.recommendation, one.pack.bits, one.facts.in_step, frozenset(members))


def _levels(found: list[Assessed]) -> dict[int, str]:
    """Every account's strongest suggestion, as assessments are written."""
    best: dict[int, tuple[float, str]] = {}
    for one in found:
        for number, key in one.keys.items():
            suggestion = one.suggestions[number]
            if suggestion.level != "clear" and (key not in best or suggestion.score > best[key][0]):
                best[key] = suggestion.score, suggestion.level
    return {key: level for key, (_, level) in best.items()}
