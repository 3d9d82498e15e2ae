"""Which rows stand in the tables beside a network's drawing? What ties it, in any order, each with its node."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from accounts.policy.querysets import current
from graph.behavior.models import FamilyCount, PromptFamily
from graph.desk.drawing_rows import STRENGTH
from graph.networks.models import Membership, Network
from graph.signals.kinds import Kind
from graph.signals.models import Sighting

LOOKED_AT = 200
VALUE_ORDERS = ("bits", "accounts", "family", "mask", "rarity")
MEMBER_ORDERS = {
    "loudest": ("-in_step", "-account__assessment__score", "account_id"),
    "account": ("account__account",),
    "company": ("account__legal_entity__name", "account_id"),
    "cell": ("cell_name", "cell", "account_id"),
    "access": ("account__access__state", "account_id"),
    "recommended": ("-account__assessment__score", "account_id"),
}
HEADS = ("family", "value", "accounts", "rarity", "seen", "bits", "without it")


def value_rows(network: Network, order: str = "bits") -> list[dict[str, Any]]:
    """Shared values and prompt families, each as the page and the file have it; `order` one of `VALUE_ORDERS`."""
    values = [{**row, "node": ""} for row in network.summary.get("values", [])]
    rows = [*values, *_families(network)]
    _put_nodes(network, values)
    falling = order in {"bits", "accounts"}
    rows.sort(key=lambda row: (row[order], row["bits"], row["accounts"]), reverse=falling)
    return rows


def _families(network: Network) -> list[dict[str, Any]]:
    """The families that members lead with; those that few accounts follow are not shown to people."""
    least = current().numbers.conduct.family_shown_accounts
    names = {row["name"] for row in network.summary.get("families", [])}
    shown = dict(PromptFamily.objects.filter(name__in=names, accounts__gte=least).values_list("name", "pk"))
    return [
        {**row, "family": "prompts", "mask": row["name"], "without_it": "", "node": f"family-{shown[row['name']]}"}
        for row in network.summary.get("families", [])
        if row["name"] in shown
    ]


def _put_nodes(network: Network, rows: Iterable[dict[str, Any]]) -> None:
    """Which node of the drawing is each value? The first identifier with its kind and mask among the strongest."""
    strongest = network.memberships.filter(role="member").order_by(*STRENGTH).values("account_id")[:LOOKED_AT]
    masks = {row["mask"] for row in rows}
    shown = Sighting.objects.filter(account__in=strongest, identifier__mask__in=masks)
    found = shown.order_by("-identifier_id").values_list("identifier_id", "identifier__kind", "identifier__mask")
    nodes = {(Kind(kind).name.lower(), mask): f"value-{key}" for key, kind, mask in found.distinct()}
    for row in rows:
        row["node"] = nodes.get((row["kind"], row["mask"]), "")


def value_cells(row: dict[str, Any]) -> list[object]:
    """A row as the file has it."""
    names = ("family", "mask", "accounts", "rarity", "seen", "bits", "without_it")
    return [row.get(name, "") for name in names]


def members(network: Network, order: str) -> QuerySet[Membership]:
    """The members in one of `MEMBER_ORDERS`."""
    rows = network.memberships.filter(role="member")
    related = rows.select_related("account__access", "account__legal_entity", "account__assessment")
    return related.order_by(*MEMBER_ORDERS[order])


def leads_with(network: Network, family: int) -> int:
    """How many members lead with a prompt family."""
    inside = network.memberships.filter(role="member").values("account_id")
    return FamilyCount.objects.filter(family=family, account__in=inside).count()
