"""Which class of network do these addresses belong to, by the lists the operator imported?"""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import ip_network

from django.db.models import Max

from graph.signals.kinds import DAY_KINDS, NetworkClass
from graph.signals.models import NetworkRange
from graph.signals.ranges import Network, NetworkRanges
from graph.signals.values import Value


def classes_of(values: Sequence[Value]) -> list[int]:
    """The network class of each value, unknown for what is no address. One query where the lists are in mind."""
    addresses = [position for position, value in enumerate(values) if value.kind in DAY_KINDS]
    classes = [int(NetworkClass.UNKNOWN)] * len(values)
    if addresses:
        found = _ranges(_version()).classify([values[position].text for position in addresses])
        for position, network_class in zip(addresses, found.tolist(), strict=True):
            classes[position] = network_class
    return classes


def _version() -> int:
    """Changes whenever a list is imported, because an import writes its ranges anew."""
    return NetworkRange.objects.aggregate(newest=Max("id"))["newest"] or 0


@lru_cache(maxsize=1)
def _ranges(_version: int) -> NetworkRanges:
    blocks: dict[NetworkClass, list[Network]] = {}
    for network_class, network in NetworkRange.objects.values_list("network_class", "network").iterator(10_000):
        blocks.setdefault(NetworkClass(network_class), []).append(ip_network(network))
    return NetworkRanges.of(blocks)
