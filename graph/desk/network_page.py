"""What does the page of one network show? Its evidence as it stands, members, and what is offered to do."""

from typing import Any

from django.urls import reverse

from accounts.review.history_of_decisions import decisions_about
from accounts.staff.models import User
from accounts.staff.roles import Verb, role_may
from graph.desk import reading
from graph.networks.models import Network


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
        "may_say": role_may(user.role, Verb.GIVE_VERDICTS),
        "crumbs": [{"label": "Networks", "url": reverse("page-networks")}, {"label": network.name, "url": ""}],
        "crumb_code": network.network,
    }
