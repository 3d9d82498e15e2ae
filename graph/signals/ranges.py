"""What kind of network is an address in: hosting, VPN, Tor, carrier, or an ordinary one?

Lists of CIDR blocks become two sorted arrays per class and IP version, disjoint after merging, so that a million
addresses are looked up by bisection. Version 6 is kept to its upper 64 bits, as sightings are: a narrower block widens
to its /64, which can only weaken a tie.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import TYPE_CHECKING

import numpy as np

from graph.signals.kinds import NetworkClass

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

type Network = IPv4Network | IPv6Network
# The most telling class is named when an address is in several.
_NAMED_FIRST = (NetworkClass.TOR, NetworkClass.VPN, NetworkClass.CARRIER, NetworkClass.HOSTING)


@dataclass(frozen=True, slots=True, eq=False)
class Spans:
    """Disjoint ranges of whole numbers in order, both ends included."""

    low: NDArray[np.uint64]
    high: NDArray[np.uint64]

    @classmethod
    def of(cls, ranges: Iterable[tuple[int, int]]) -> Spans:
        """Sort ranges and merge those that overlap."""
        pairs = np.array(sorted(ranges), np.uint64).reshape(-1, 2)
        low, high = pairs[:, 0], np.maximum.accumulate(pairs[:, 1])
        begins = np.ones(len(low), np.bool_)
        begins[1:] = low[1:] > high[:-1]
        return cls(low[begins], high[np.append(begins[1:], [True])[: len(begins)]])

    def cover(self, numbers: NDArray[np.uint64]) -> NDArray[np.bool_]:
        """Which of the numbers lie in a range."""
        if not len(self.low):
            return np.zeros(len(numbers), np.bool_)
        position = np.searchsorted(self.low, numbers, side="right") - 1
        return (position >= 0) & (numbers <= self.high[np.maximum(position, 0)])


@dataclass(frozen=True, slots=True, eq=False)
class NetworkRanges:
    """Who runs which ranges: spans by class, for IPv4 addresses and for IPv6 /64 prefixes."""

    version4: Mapping[NetworkClass, Spans]
    version6: Mapping[NetworkClass, Spans]

    @classmethod
    def of(cls, blocks: Mapping[NetworkClass, Iterable[Network]]) -> NetworkRanges:
        """Ranges from the blocks of each class."""
        version4: dict[NetworkClass, Spans] = {}
        version6: dict[NetworkClass, Spans] = {}
        for network_class, networks in blocks.items():
            listed = list(networks)
            version4[network_class] = Spans.of(_ends(block) for block in listed if block.version == 4)
            version6[network_class] = Spans.of(_ends(block) for block in listed if block.version == 6)
        return cls(version4, version6)

    def classify(self, addresses: Sequence[str]) -> NDArray[np.int8]:
        """The class of each address value (as `sighting_values` writes it: IPv4 address, /24 or IPv6 /64)."""
        networks = [ip_network(address) for address in addresses]
        numbers = np.array([_ends(network)[0] for network in networks], np.uint64)
        is_version4 = np.array([isinstance(network, IPv4Network) for network in networks], np.bool_)
        found = np.full(len(networks), NetworkClass.UNKNOWN, np.int8)
        for mask, spans in ((is_version4, self.version4), (~is_version4, self.version6)):
            found[mask] = _first_class(spans, numbers[mask])
        return found


def blocks_in(lines: Iterable[str]) -> Iterator[Network]:
    """The blocks of a list with one CIDR or address a line; blank lines and `#` comments are skipped.

    Raises ValueError with the line's number if a line is neither.
    """
    for number, line in enumerate(lines, start=1):
        text = line.partition("#")[0].strip()
        if text:
            yield _block(text, number)


def tor_exits_in(lines: Iterable[str]) -> Iterator[Network]:
    """The addresses of a Tor exit list: CSV with a header that names a column `ipaddr`.

    Raises ValueError if that column is missing or a row's address is none.
    """
    rows = csv.DictReader(lines, skipinitialspace=True)
    if "ipaddr" not in (rows.fieldnames or ()):
        raise ValueError("a Tor exit list needs a header line with a column named ipaddr")
    for row in rows:
        yield _block(str(row["ipaddr"]).strip(), rows.line_num)


def _block(text: str, number: int) -> Network:
    try:
        return ip_network(text, strict=False)
    except ValueError:
        raise ValueError(
            f"line {number}: {text!r} is no network; write it like 192.0.2.0/24 or 2001:db8::/32"
        ) from None


def _ends(network: Network) -> tuple[int, int]:
    """First and last number of a block: of addresses in IPv4, of /64 prefixes in IPv6."""
    shift = 0 if isinstance(network, IPv4Network) else 64
    return int(network.network_address) >> shift, int(network.broadcast_address) >> shift


def _first_class(spans: Mapping[NetworkClass, Spans], numbers: NDArray[np.uint64]) -> NDArray[np.int8]:
    found = np.full(len(numbers), NetworkClass.UNKNOWN, np.int8)
    for network_class in reversed(_NAMED_FIRST):
        if network_class in spans:
            found[spans[network_class].cover(numbers)] = network_class
    return found
