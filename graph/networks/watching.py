"""Has a suspended network come back? What people decided is pulled from the record; the lineage stays under watch.

A network is followed through the suspended accounts that are still among its members: sightings and families outlive a
suspension, so whoever pays with the same card or follows the same script ends up beside them. A network of which a good
part looks like a pool that was suspended elsewhere comes after that one.
"""

from collections.abc import Collection, Mapping

from django.db.models import Q

from accounts.policy.querysets import current
from accounts.review.models import Decision, DecisionMember
from graph.behavior.firsts import first_exchanges
from graph.networks.models import MemberRole, Membership, Network
from graph.networks.pools import Pool, Suspension, pools
from graph.networks.watched import Watched, watched


def pools_of(network: Network) -> list[Pool]:
    """The pools of one network with dwell and re-entry, oldest first; seven queries at most."""
    rows = Membership.objects.filter(network=network, role=MemberRole.MEMBER)
    return pools_of_each({network.pk: frozenset(rows.values_list("account_id", flat=True))})[network.pk]


def pools_of_each(members: Mapping[int, Collection[int]]) -> dict[int, list[Pool]]:
    """The same for many networks (any key → accounts); the number of queries does not depend on theirs."""
    found, networks = watched(), {key: frozenset(accounts) for key, accounts in members.items()}
    earlier = _earlier(networks, found)
    suspended = _suspended(frozenset[int]().union(*networks.values()), set[str]().union(*earlier.values()))
    suspensions = {key: _suspensions(suspended, accounts, earlier[key]) for key, accounts in networks.items()}
    concerned = [networks[key] for key, some in suspensions.items() if some]
    concerned += [one.accounts for some in suspensions.values() for one in some]
    first = first_exchanges(frozenset[int]().union(*concerned)) if concerned else {}
    return {
        key: [found.told(pool, networks[key]) for pool in pools(some, first, networks[key])] if some else []
        for key, some in suspensions.items()
    }


def _earlier(networks: Mapping[int, frozenset[int]], found: Watched) -> dict[int, set[str]]:
    """By network: the suspensions elsewhere that it comes after."""
    if not found.alike:
        return {key: set() for key in networks}
    share = current().numbers.watch.alike_network_share
    return {key: found.before(accounts, share) for key, accounts in networks.items()}


def _suspended(accounts: frozenset[int], decisions: set[str]) -> dict[int, Decision]:
    """By account that is suspended still, of these or by these decisions: the decision that did it."""
    rows = DecisionMember.objects.filter(
        Q(account__in=accounts) | Q(decision__decision__in=decisions),
        state="applied",
        decision__measure="suspend",
        account__access__state="suspended",
    )
    return {row.account_id: row.decision for row in rows.select_related("decision__case").order_by("decision_id")}


def _suspensions(suspended: Mapping[int, Decision], members: frozenset[int], earlier: set[str]) -> list[Suspension]:
    """Those of the members, and those elsewhere that they come after."""
    by_decision: dict[int, tuple[Decision, set[int]]] = {}
    elsewhere = {account for account, one in suspended.items() if one.decision in earlier} if earlier else set()
    for account in (members & suspended.keys()) | elsewhere:
        by_decision.setdefault(suspended[account].pk, (suspended[account], set()))[1].add(account)
    return [
        Suspension(one.decision, one.case.case, one.decided_at, frozenset(accounts))
        for one, accounts in by_decision.values()
    ]
