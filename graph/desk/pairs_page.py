"""Which pairs of a network are tied, and why? A page of them, or the strongest as a file."""

from collections.abc import Iterator
from typing import Any

from graph.desk.drawing_rows import STRENGTH
from graph.desk.pair_page import shown
from graph.desk.telling import ToldPair, told_links
from graph.networks.explaining import ACCOUNTS_AT_MOST, Explained, look_at
from graph.networks.models import Network
from kycrisk.lib.errors import Refused

PAGE = 20
PAIRS_IN_FILE = 2_000


def pairs_context(network: Network, number: int) -> dict[str, Any]:
    """What `templates/desk/network_parts.html#pairs` names; `problem` says why there is no answer."""
    try:
        pairs, more = told_links(strongest(network), (number - 1) * PAGE, PAGE)
    except Refused as refusal:
        return {"network": network, "problem": refusal.detail}
    told = [{"pair": pair, "lines": [shown(line) for line in pair.lines]} for pair in pairs]
    following = number + 1 if more else 0
    return {"network": network, "pairs": told, "previous": number - 1, "following": following}


def strongest(network: Network) -> Explained:
    """The scene of a network's members, of a very large one the loudest. Raises `Refused` as `look_at` does."""
    members = network.memberships.filter(role="member").order_by(*STRENGTH)
    return look_at(list(members.values_list("account_id", flat=True)[:ACCOUNTS_AT_MOST]))


def pair_cells(network: Network, most: int) -> Iterator[list[object]]:
    """The strongest pairs, a row for each reason."""
    pairs, _ = told_links(strongest(network), 0, most)
    for pair in pairs:
        yield from _cells(pair)


def _cells(pair: ToldPair) -> Iterator[list[object]]:
    for line in pair.lines:
        seen = [at.date().isoformat() if at else "" for at in (line.first_seen, line.last_seen)]
        bits = round(pair.bits, 3), round(line.bits, 3)
        yield [pair.a, pair.b, bits[0], line.family, line.value or "", bits[1], *seen, line.sentence]
