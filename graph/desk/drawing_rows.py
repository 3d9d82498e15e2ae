"""What does the drawing of one network read? A handful of bounded queries, whatever the size of the network."""

from collections import Counter
from datetime import datetime

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from accounts.policy.querysets import current
from graph.behavior.firsts import first_exchanges
from graph.behavior.models import FamilyCount
from graph.desk.drawing import Drawing, DrawnAccount, Hold
from graph.networks.models import Membership, Network
from graph.signals.kinds import FAMILY_OF_KIND, Kind
from graph.signals.models import Sighting

STRENGTH = ("role", "-in_step", "-account__assessment__score", "account_id")
DRAWN_FIRST = 50
# Of each cell; whoever wants to see a cell whole asks for it.
DRAWN_OF_CELL = 12
DRAWN_AT_MOST = 1_000
VALUES_DRAWN, FAMILIES_DRAWN = 10, 3
HOLDS_AT_MOST = 20_000
PEOPLE = {Kind.OWNER, Kind.DIRECTOR, Kind.DECLARED_DIRECTOR, Kind.DECLARED_OWNER}


def drawing_of(network: Network, *, whole_cell: int | None = None) -> Drawing:
    """The strongest fifty members, a dozen of each cell (or all of one), with the strongest of what they share."""
    rows = _rows(network, whole_cell)
    first = first_exchanges([row.account_id for row in rows])
    accounts = [_drawn(row, first.get(row.account_id, row.account.created_at)) for row in rows]
    ids = {row.account_id: row.account.account for row in rows}
    sizes = Counter(network.memberships.filter(role="member").values_list("cell", flat=True))
    values = strongest(_values(ids, _worth(network)), VALUES_DRAWN)
    return Drawing(accounts, dict(sizes), [*values, *strongest(_families(ids), FAMILIES_DRAWN)])


def _rows(network: Network, whole_cell: int | None) -> list[Membership]:
    place = Window(RowNumber(), partition_by=[F("role"), F("cell")], order_by=STRENGTH[1:])
    ranked = network.memberships.select_related("account__assessment").annotate(place=place)
    first = ranked.filter(place__lte=DRAWN_OF_CELL).order_by(*STRENGTH)[:DRAWN_FIRST]
    if whole_cell is None:
        return list(first)
    whole = network.memberships.select_related("account__assessment").filter(cell=whole_cell).order_by(*STRENGTH)
    found = {row.pk: row for row in [*first, *whole[: DRAWN_AT_MOST - DRAWN_FIRST]]}
    return list(found.values())


def strongest(holds: list[Hold], most: int) -> list[Hold]:
    """What the strongest and most widely held values tie, of those that at least two accounts hold."""
    held = Counter(hold.key for hold in holds)
    bits = {hold.key: hold.bits for hold in holds}
    shared = sorted((key for key in held if held[key] > 1), key=lambda key: (-bits[key], -held[key], key))
    return [hold for hold in holds if hold.key in set(shared[:most])]


def _drawn(row: Membership, began: datetime) -> DrawnAccount:
    assessment = getattr(row.account, "assessment", None)
    level = assessment.recommendation if assessment else "clear"
    return DrawnAccount(row.account.account, level, row.cell, row.cell_name, began.date().isoformat())


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
    least = current().numbers.conduct.family_shown_accounts
    led = FamilyCount.objects.filter(account_id__in=ids, family__bits__gt=0, family__accounts__gte=least)
    rows = led.select_related("family")[:HOLDS_AT_MOST]
    return [
        Hold(ids[row.account_id], f"family-{row.family_id}", "prompts", row.family.name, row.family.bits)
        for row in rows
    ]
