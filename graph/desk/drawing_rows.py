"""What does the drawing of one network read? Three bounded queries, whatever the size of the network."""

from collections import Counter

from graph.behavior.models import FamilyCount
from graph.desk.drawing import Drawing, DrawnAccount, Hold
from graph.networks.models import Membership, Network
from graph.signals.kinds import FAMILY_OF_KIND, Kind
from graph.signals.models import Sighting

DRAWN_FIRST = 50
HOLDS_AT_MOST = 2_000
PEOPLE = {Kind.OWNER, Kind.DIRECTOR, Kind.DECLARED_DIRECTOR, Kind.DECLARED_OWNER}


def drawing_of(network: Network) -> Drawing:
    """The strongest fifty members with what they share."""
    rows = list(
        network.memberships.select_related("account__assessment").order_by(
            "role", "-in_step", "-account__assessment__score", "account_id"
        )[:DRAWN_FIRST]
    )
    accounts = [_drawn(row) for row in rows]
    ids = {row.account_id: row.account.account for row in rows}
    sizes = Counter(network.memberships.filter(role="member").values_list("cell", flat=True)) if rows else Counter()
    worth = _worth(network)
    return Drawing(accounts, dict(sizes), [*_values(ids, worth), *_families(ids)])


def _drawn(row: Membership) -> DrawnAccount:
    assessment = getattr(row.account, "assessment", None)
    return DrawnAccount(
        row.account.account, assessment.recommendation if assessment else "clear", row.cell, row.cell_name
    )


def _worth(network: Network) -> dict[tuple[str, str], float]:
    """Bits of the shared values by kind and mask, as the network's summary has them."""
    return {(value["kind"], value["mask"]): value["bits"] for value in network.summary.get("values", [])}


def _values(ids: dict[int, str], worth: dict[tuple[str, str], float]) -> list[Hold]:
    rows = (
        Sighting.objects.filter(account_id__in=ids)
        .values_list("account_id", "identifier_id", "identifier__kind", "identifier__mask")
        .distinct()[:HOLDS_AT_MOST]
    )
    holds = []
    for account, identifier, number, mask in rows:
        kind = Kind(number)
        bits = worth.get((kind.name.lower(), mask))
        if bits is not None:
            family = FAMILY_OF_KIND[kind]
            holds.append(Hold(ids[account], f"value-{identifier}", family, mask, bits, kind in PEOPLE))
    return holds


def _families(ids: dict[int, str]) -> list[Hold]:
    rows = FamilyCount.objects.filter(account_id__in=ids, family__bits__gt=0).select_related("family")[:HOLDS_AT_MOST]
    return [
        Hold(ids[row.account_id], f"family-{row.family_id}", "prompts", row.family.name, row.family.bits)
        for row in rows
    ]
