"""What does the page of one network show? Its evidence as it stands, members, and what is offered to do."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accounts.review.history_of_decisions import decisions_about
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from graph.desk import reading
from graph.networks.models import Network
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
        "may_say": role_may(user.role, Verb.GIVE_VERDICTS),
        "crumbs": [{"label": "Networks", "url": reverse("page-networks")}, {"label": network.name, "url": ""}],
        "crumb_code": network.network,
    }
