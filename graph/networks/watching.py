"""Has a suspended network come back? What people decided is pulled from the record; the lineage stays under watch.

A network is followed through the suspended accounts that are still among its members: sightings and families outlive a
suspension, so whoever pays with the same card or follows the same script ends up beside them.
"""

from collections.abc import Collection, Mapping

from accounts.review.models import Decision, DecisionMember
from graph.behavior.firsts import first_exchanges
from graph.networks.models import MemberRole, Membership, Network
from graph.networks.pools import Pool, Suspension, pools


def pools_of(network: Network) -> list[Pool]:
    """The pools of one network with dwell and re-entry, oldest first; four queries."""
    rows = Membership.objects.filter(network=network, role=MemberRole.MEMBER)
    return pools_of_each({network.pk: frozenset(rows.values_list("account_id", flat=True))})[network.pk]


def pools_of_each(members: Mapping[int, Collection[int]]) -> dict[int, list[Pool]]:
    """The same for many networks (any key → accounts); the number of queries does not depend on theirs."""
    suspended = _suspended({account for accounts in members.values() for account in accounts})
    watched = {
        key: frozenset(accounts) for key, accounts in members.items() if not suspended.keys().isdisjoint(accounts)
    }
    first = first_exchanges({account for accounts in watched.values() for account in accounts}) if watched else {}
    return {
        key: pools(_suspensions(suspended, watched[key]), first, watched[key]) if key in watched else []
        for key in members
    }


def _suspended(accounts: Collection[int]) -> dict[int, Decision]:
    """By account that is suspended still: the decision that did it."""
    rows = DecisionMember.objects.filter(
        account__in=accounts, state="applied", decision__measure="suspend", account__access__state="suspended"
    )
    return {row.account_id: row.decision for row in rows.select_related("decision__case").order_by("decision_id")}


def _suspensions(suspended: Mapping[int, Decision], members: frozenset[int]) -> list[Suspension]:
    by_decision: dict[int, tuple[Decision, set[int]]] = {}
    for account in members & suspended.keys():
        by_decision.setdefault(suspended[account].pk, (suspended[account], set()))[1].add(account)
    return [
        Suspension(one.decision, one.case.case, one.decided_at, frozenset(accounts))
        for one, accounts in by_decision.values()
    ]
