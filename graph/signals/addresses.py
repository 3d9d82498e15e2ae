"""Which values does an IP address stand for?

A version 4 address is itself and its /24 block; a version 6 address is its /64, which is what a provider hands to one
customer. Version 4 addresses carried inside version 6 ones are taken out, or one household would be seen as two.
"""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

_NAT64 = IPv6Network("64:ff9b::/96")
# Never routed, so seen only in examples and tests, where they stand for ordinary addresses.
_EXAMPLES = tuple(
    ip_network(block)
    for block in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15", "2001:db8::/32")
)


@dataclass(frozen=True, slots=True)
class AddressValues:
    """What is kept of an address: `address`, the IPv4 address or IPv6 /64 as text; `block`, its IPv4 /24 or None."""

    address: str
    block: str | None


def sighting_values(text: str) -> AddressValues | None:
    """The values of an address as written; None if it is no address, or one that says nothing about who used it.

    Private, loopback, link-local, carrier-internal, multicast and reserved addresses say nothing: they repeat
    everywhere.
    """
    try:
        address = _plain(ip_address(text.strip().partition("%")[0]))
    except ValueError:
        return None
    if not _tells_somebody(address):
        return None
    if isinstance(address, IPv4Address):
        return AddressValues(str(address), str(IPv4Network((address, 24), strict=False)))
    return AddressValues(str(IPv6Network((address, 64), strict=False)), None)


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address carried inside (mapped, NAT64, 6to4, Teredo), else the address itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    client = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or client or address


def _tells_somebody(address: IPv4Address | IPv6Address) -> bool:
    if any(address in block for block in _EXAMPLES if block.version == address.version):
        return True
    return address.is_global and not address.is_multicast and not address.is_reserved
