"""Is an address on the public internet, or could it be a way into our own house?

Pure. The test is stricter than `ipaddress.is_global`: addresses that carry an IPv4 address inside are judged by what
they carry, and tunnels and services of cloud providers that look public are refused (RFC 6890, RFC 6052, RFC 3056,
RFC 4380, RFC 4291; Azure's platform address 168.63.129.16).
"""

import ipaddress
from typing import Final

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

REFUSED: Final = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",  # carrier NAT; 100.100.100.200 is a metadata service
        "127.0.0.0/8",
        "168.63.129.16/32",  # answers only from inside Azure
        "169.254.0.0/16",  # 169.254.169.254 is a metadata service
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",  # the relay of 6to4
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "::/96",  # unspecified, loopback, IPv4-compatible
        "64:ff9b:1::/48",
        "100::/63",
        "2001::/23",  # Teredo, ORCHID, benchmarking, documentation of protocols
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",
        "5f00::/16",
        "fc00::/7",  # fd00:ec2::254 is a metadata service
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)
MAPPED: Final = ipaddress.IPv6Network("::ffff:0:0/96")
NAT64: Final = ipaddress.IPv6Network("64:ff9b::/96")


def carried(address: Address) -> Address:
    """The IPv4 address that an IPv4-mapped or NAT64 address really leads to; any other address itself."""
    if isinstance(address, ipaddress.IPv6Address) and (address in MAPPED or address in NAT64):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def is_public(address: Address) -> bool:
    """May something of ours connect to it on a stranger's word?"""
    real = carried(address)
    if getattr(real, "scope_id", None):
        return False
    refused = any(real in network for network in REFUSED if network.version == real.version)
    return real.is_global and not real.is_multicast and not real.is_reserved and not refused


def is_loopback(address: Address) -> bool:
    """Is it this very machine?"""
    return carried(address).is_loopback
