"""Harbour works from an office line, the Larkspur ring from rented servers: the ranges tell them apart."""

from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from graph.signals.addresses import sighting_values
from graph.signals.kinds import NetworkClass
from graph.signals.ranges import NetworkRanges, blocks_in, tor_exits_in


def test_an_ordinary_line_is_ordinary_and_a_server_is_not() -> None:
    ranges = NetworkRanges.of({NetworkClass.HOSTING: blocks_in(["198.51.100.0/24", "2001:db8:5::/48"])})
    classes = ranges.classify(["203.0.113.9", "198.51.100.7", "198.51.101.0", "2001:db8:5:1::/64", "2001:db8:6::/64"])
    assert classes.tolist() == [0, NetworkClass.HOSTING, 0, NetworkClass.HOSTING, 0]


def test_overlapping_and_adjacent_blocks_cover_exactly_their_union() -> None:
    blocks = ["198.51.100.0/25", "198.51.100.0/24", "198.51.101.0/24", "198.51.103.5", "198.51.100.64/26"]
    ranges = NetworkRanges.of({NetworkClass.VPN: blocks_in(blocks)})
    inside = ["198.51.100.0", "198.51.100.255", "198.51.101.255", "198.51.103.5"]
    outside = ["198.51.99.255", "198.51.102.0", "198.51.103.4", "198.51.103.6"]
    assert ranges.classify(inside + outside).tolist() == [NetworkClass.VPN] * 4 + [NetworkClass.UNKNOWN] * 4


def test_the_most_telling_class_is_named() -> None:
    ranges = NetworkRanges.of(
        {
            NetworkClass.HOSTING: [ip_network("198.51.100.0/24")],
            NetworkClass.TOR: [ip_network("198.51.100.7/32")],
            NetworkClass.VPN: [ip_network("198.51.100.0/28")],
        }
    )
    assert ranges.classify(["198.51.100.7", "198.51.100.8", "198.51.100.99"]).tolist() == [
        NetworkClass.TOR,
        NetworkClass.VPN,
        NetworkClass.HOSTING,
    ]


def test_no_ranges_and_no_addresses_are_fine() -> None:
    assert NetworkRanges.of({}).classify(["203.0.113.9"]).tolist() == [NetworkClass.UNKNOWN]
    assert NetworkRanges.of({NetworkClass.TOR: []}).classify(["203.0.113.9"]).tolist() == [NetworkClass.UNKNOWN]
    assert NetworkRanges.of({}).classify([]).tolist() == []


def test_a_bad_line_is_named_with_how_to_mend_it() -> None:
    with pytest.raises(ValueError, match=r"line 3: 'nonsense' is no network; write it like"):
        list(blocks_in(["# cloud", "198.51.100.0/24", "nonsense"]))
    with pytest.raises(ValueError, match="column named ipaddr"):
        list(tor_exits_in(["fingerprint, address", "A, 198.51.100.7"]))
    with pytest.raises(ValueError, match="line 2: 'x' is no network"):
        list(tor_exits_in(["fingerprint, ipaddr, port", "A, x, 443"]))


def test_real_lists_agree_with_asking_every_block_in_turn(shared_data: Path) -> None:
    folder = shared_data / "network"
    vpn = list(blocks_in((folder / "vpn_ipv4.txt").read_text().splitlines()))
    vpn += blocks_in((folder / "vpn_ipv6.txt").read_text().splitlines())
    hosting = list(blocks_in((folder / "datacenter_ipv4.txt").read_text().splitlines()))
    tor = list(tor_exits_in((folder / "tor_exits.csv").read_text().splitlines()))
    ranges = NetworkRanges.of({NetworkClass.VPN: vpn, NetworkClass.HOSTING: hosting, NetworkClass.TOR: tor})

    exits = [value.address for exit_ in tor if (value := sighting_values(str(exit_.network_address)))]
    assert (ranges.classify(exits) == NetworkClass.TOR).all()

    edges = [
        str(address) for block in hosting[::9973] for address in (block[0] - 1, block[0], block[-1], block[-1] + 1)
    ]
    asked = [any(ip_address(edge) in block for blocks in (vpn, hosting, tor) for block in blocks) for edge in edges]
    assert [number > 0 for number in ranges.classify(edges)] == asked
