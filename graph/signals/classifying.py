"""Which class of network do these addresses belong to, by the lists the operator imported?"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from ipaddress import ip_network
from itertools import batched

from django.db.models import Max

from graph.signals.kinds import DAY_KINDS, NetworkClass
from graph.signals.models import Identifier, NetworkRange
from graph.signals.ranges import Network, NetworkRanges
from graph.signals.sealing import opened
from graph.signals.values import Value

AT_ONCE = 5_000


def classes_of(values: Sequence[Value]) -> list[int]:
    """The network class of each value, unknown for what is no address. One query where the lists are in mind."""
    addresses = [position for position, value in enumerate(values) if value.kind in DAY_KINDS]
    classes = [int(NetworkClass.UNKNOWN)] * len(values)
    if addresses:
        found = _ranges(_version()).classify([values[position].text for position in addresses])
        for position, network_class in zip(addresses, found.tolist(), strict=True):
            classes[position] = network_class
    return classes


def reclassify(progress: Callable[[int], None]) -> int:
    """Look at every known address again; how many changed their class. A forgotten value keeps the class it had."""
    known = Identifier.objects.filter(kind__in=DAY_KINDS, sealed__isnull=False).select_related("kept_by").order_by("pk")
    changed = 0
    for part, rows in enumerate(batched(known.iterator(AT_ONCE), AT_ONCE, strict=False), 1):
        changed += _reclassified(rows)
        progress(part * AT_ONCE)
    return changed


def _reclassified(rows: Sequence[Identifier]) -> int:
    readable = [(row, value) for row in rows if (value := opened(row))]
    moved: list[Identifier] = []
    for (row, _), network_class in zip(readable, classes_of([value for _, value in readable]), strict=True):
        if row.network_class != network_class:
            row.network_class = network_class
            moved.append(row)
    Identifier.objects.bulk_update(moved, ["network_class"])
    return len(moved)


def _version() -> int:
    """Changes whenever a list is imported, because an import writes its ranges anew."""
    return NetworkRange.objects.aggregate(newest=Max("id"))["newest"] or 0


@lru_cache(maxsize=1)
def _ranges(_version: int) -> NetworkRanges:
    blocks: dict[NetworkClass, list[Network]] = {}
    for network_class, network in NetworkRange.objects.values_list("network_class", "network").iterator(10_000):
        blocks.setdefault(NetworkClass(network_class), []).append(ip_network(network))
    return NetworkRanges.of(blocks)
