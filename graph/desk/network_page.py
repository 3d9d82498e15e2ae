"""What does the page of one network show? Its evidence as it stands, members, and what is offered to do."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, QuerySet
from django.urls import reverse

from accounts.review.history_of_decisions import decisions_about
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from graph.behavior.firsts import first_exchanges
from graph.desk import reading
from graph.desk.drawing import GROUPS
from graph.desk.growth import area, growth
from graph.desk.network_rows import members, value_rows
from graph.networks.models import LookAlike, Network, SuspendedPool
from graph.networks.pools import Pool, span
from graph.networks.watching import pools_of

TOGGLES = {"owns": "Pays and owns", "does": "Conduct", "connects": "Connects", "says": "Declared"}


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


def toggles(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The groups of ties that the drawing can hide, with how many values each has."""
    counts = Counter(GROUPS.get(row["family"], "says") for row in rows)
    return [{"key": key, "label": label, "count": counts[key]} for key, label in TOGGLES.items()]


def grown(network: Network) -> dict[str, Any]:
    """How it grew, week by week: members by their first exchange, else by the day they came."""
    rows = dict(network.memberships.filter(role="member").values_list("account_id", "account__created_at"))
    began = rows | first_exchanges(rows)
    weeks = growth(at.date() for at in began.values())
    return {"weeks": weeks, "area": area(weeks)}


def network_context(network: Network, user: User) -> dict[str, Any]:
    """Everything `templates/desk/network.html` names; the number of queries does not depend on the accounts."""
    rows = value_rows(network)
    return {
        "network": network,
        "pack": reading.pack_of(network),
        "case": reading.open_case_of("network", network.network),
        "rows": rows,
        "order": "bits",
        "page": Paginator(members(network, "loudest"), reading.PAGE).get_page(1),
        "toggles": toggles(rows),
        **grown(network),
        "neighbours": reading.members(network, "neighbour")[: reading.PAGE],
        "decisions": decisions_about(network.network),
        "pools": [Lived.of(pool) for pool in pools_of(network)],
        "watches": watches_of(network),
        "look_alikes": look_alikes_of(network)[: reading.PAGE],
        "may_say": role_may(user.role, Verb.GIVE_VERDICTS),
        "crumbs": [{"label": "Networks", "url": reverse("page-networks")}, {"label": network.name, "url": ""}],
        "crumb_code": network.network,
    }
