"""Which nodes and lines does a network's drawing hold? Pure: rows in, the JSON of `static/js/network.js` out.

The first fifty accounts by strength, the values at least two of them share, the prompt families they lead, and a
rounded cell around those that are held together. The table twin holds everything.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

GROUPS = {
    "payment": "owns",
    "owner": "owns",
    "document": "owns",
    "prompts": "does",
    "canary": "does",
    "device": "connects",
    "tls": "connects",
    "email": "connects",
    "ip": "connects",
    "declared": "says",
}


@dataclass(frozen=True, slots=True)
class DrawnAccount:
    """An account to draw: its level fills the circle, its cell surrounds it; `since` is the day it began, ISO."""

    account: str
    level: str
    cell: int
    cell_name: str
    since: str = ""


@dataclass(frozen=True, slots=True)
class Hold:
    """An account shows a value (or leads a family)."""

    account: str
    key: str
    family: str
    label: str
    bits: float
    person: bool = False


@dataclass(slots=True)
class Drawing:
    """What the drawing needs, gathered for one network."""

    accounts: list[DrawnAccount]
    cell_sizes: dict[int, int]
    holds: list[Hold] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """`{"nodes": …, "edges": …}`; values held by one drawn account are left out."""
        shared = _shared(self.holds)
        cells = _cells(self.accounts, self.cell_sizes)
        nodes = [*cells, *(_account_node(account, celled=bool(cells)) for account in self.accounts)]
        seen: dict[str, Hold] = {hold.key: hold for hold in shared}
        nodes += [_value_node(hold) for hold in seen.values()]
        return {"nodes": nodes, "edges": [_edge(hold) for hold in shared]}


def _shared(holds: Iterable[Hold]) -> list[Hold]:
    by_value: dict[str, list[Hold]] = {}
    for hold in holds:
        by_value.setdefault(hold.key, []).append(hold)
    return [hold for group in by_value.values() if len(group) > 1 for hold in group]


def _cells(accounts: list[DrawnAccount], sizes: dict[int, int]) -> list[dict[str, Any]]:
    drawn: dict[int, list[DrawnAccount]] = {}
    for account in accounts:
        if account.cell >= 0:
            drawn.setdefault(account.cell, []).append(account)
    return [
        {
            "id": f"cell-{cell}",
            "kind": "cell",
            "label": members[0].cell_name or "No company",
            "drawn": len(members),
            "total": max(len(members), sizes.get(cell, 0)),
        }
        for cell, members in sorted(drawn.items())
        if len(members) > 1
    ]


def _account_node(account: DrawnAccount, *, celled: bool) -> dict[str, Any]:
    node: dict[str, Any] = {"id": account.account, "kind": "account", "level": account.level, "since": account.since}
    if celled and account.cell >= 0:
        node["cell"] = f"cell-{account.cell}"
    return node


def _value_node(hold: Hold) -> dict[str, Any]:
    kind = "family" if hold.family == "prompts" else "person" if hold.person else "value"
    group = GROUPS.get(hold.family, "says")
    return {"id": hold.key, "kind": kind, "label": hold.label, "group": group, "icon": hold.family}


def _edge(hold: Hold) -> dict[str, Any]:
    group = GROUPS.get(hold.family, "says")
    return {
        "source": hold.account,
        "target": hold.key,
        "group": group,
        "family": hold.family,
        "bits": round(hold.bits, 2),
    }
