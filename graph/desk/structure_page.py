"""What does the page say of how a network holds together? A case-sized graph, walked when somebody asks."""

from typing import Any

from graph.desk.pairs_page import strongest
from graph.networks.explaining import ACCOUNTS_AT_MOST
from graph.networks.models import Network
from graph.networks.structure import structure
from graph.risk.structure_words import sentences
from graph.signals.kinds import Kind
from kycrisk.lib.errors import Refused


def structure_context(network: Network) -> dict[str, Any]:
    """What `templates/desk/structure.html` names: sentences, or why there are none."""
    context: dict[str, Any] = {"network": network, "most": ACCOUNTS_AT_MOST}
    if not network.member_count:
        return {**context, "problem": "It has no members any more."}
    try:
        found = strongest(network)
    except Refused as refusal:
        return {**context, "problem": refusal.detail}
    held = structure(found.observed.scene)
    if held is None:
        return {**context, "problem": "Its accounts share too much to walk through; look at one cell at a time."}
    kinds = found.observed.scene.values.kind.tolist()
    values = {number: (Kind(kinds[number]).name.lower(), mask) for number, mask in found.masks.items()}
    return {**context, "sentences": sentences(held, values, found.names)}
