"""What does the page of one network show? Its evidence as it stands, members, and what is offered to do."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse

from accounts.review.history_of_decisions import decisions_about
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from graph.desk import reading
from graph.networks.models import LookAlike, Network, SuspendedPool
from graph.networks.pools import Pool, span
from graph.networks.watching import pools_of


@dataclass(frozen=True, slots=True)
class Lived:
    """A pool in words: how long it worked, how soon it came after the one before; empty where nobody knows."""

    pool: Pool
    dwell: str
    re_entry: str

    @classmethod
    def of(cls, pool: Pool) -> "Lived":
        """The pool's two spans as people say them."""
        return cls(pool, span(pool.dwell) if pool.dwell else "", span(pool.re_entry) if pool.re_entry else "")


def watches_of(network: Network) -> QuerySet[SuspendedPool]:
    """The suspended pools whose next one is searched for, with how many look like each."""
    pools = network.suspended_pools.select_related("decision").annotate(found=Count("look_alikes"))
    return pools.order_by("decision__decided_at")


def look_alikes_of(network: Network) -> QuerySet[LookAlike]:
    """The accounts outside that look like a suspended pool of this network, the likest first."""
    rows = LookAlike.objects.filter(pool__network=network).select_related("account__access", "account__legal_entity")
    return rows.order_by("-bits", "-tie_bits", "account_id")


def network_context(network: Network, user: User) -> dict[str, Any]:
    """Everything `templates/desk/network.html` names; the number of queries does not depend on the accounts."""
    return {
        "network": network,
        "pack": reading.pack_of(network),
        "case": reading.open_case_of("network", network.network),
        "values": sorted(network.summary.get("values", []), key=lambda value: -value["bits"]),
        "families": network.summary.get("families", []),
        "members": reading.members(network)[: reading.PAGE],
        "neighbours": reading.members(network, "neighbour")[: reading.PAGE],
        "decisions": decisions_about(network.network),
        "pools": [Lived.of(pool) for pool in pools_of(network)],
        "watches": watches_of(network),
        "look_alikes": look_alikes_of(network)[: reading.PAGE],
        "may_say": role_may(user.role, Verb.GIVE_VERDICTS),
        "crumbs": [{"label": "Networks", "url": reverse("page-networks")}, {"label": network.name, "url": ""}],
        "crumb_code": network.network,
    }
