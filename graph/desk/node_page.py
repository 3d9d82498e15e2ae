"""What stands beside the drawing when a node is chosen? What it is, why it counts, who shows it, what to do with it."""

from typing import Any

from graph.desk.network_rows import value_rows
from graph.networks.models import Membership, Network
from graph.signals.models import Sighting

HOLDERS_SHOWN = 12


def node_context(network: Network, node: str) -> dict[str, Any]:
    """What `templates/desk/node.html` names; empty for what is no node of this network."""
    kind, _, key = node.partition("-")
    if kind in {"value", "family"} and key.isdecimal():
        return _value(network, node, int(key))
    if kind == "cell":
        return _cell(network, key)
    return _account(network, node)


def _value(network: Network, node: str, key: int) -> dict[str, Any]:
    row = next((row for row in value_rows(network) if row["node"] == node), None)
    if row is None:
        return {}
    inside = network.memberships.filter(role="member").values("account_id")
    shown = Sighting.objects.filter(identifier=key, account__in=inside).order_by("account_id")
    names = shown.values_list("account__account", flat=True).distinct()[:HOLDERS_SHOWN]
    return {"row": row, "holders": list(names) if node.startswith("value") else []}


def _cell(network: Network, key: str) -> dict[str, Any]:
    if not key.isdecimal():
        return {}
    rows = network.memberships.filter(role="member", cell=int(key))
    first = rows.first()
    if first is None:
        return {}
    in_step = rows.filter(in_step=True).count()
    return {"cell": first.cell_name or "No company", "accounts": rows.count(), "in_step": in_step}


def _account(network: Network, name: str) -> dict[str, Any]:
    found = network.memberships.filter(account__account=name).select_related("account__assessment").first()
    return {"membership": found, "lines": why(found)} if found else {}


def why(membership: Membership) -> list[dict[str, Any]]:
    """Why an account stands where it stands: the reasons as last judged, in the shape of lines of evidence."""
    assessment = getattr(membership.account, "assessment", None)
    return list(assessment.reasons) if assessment else []
