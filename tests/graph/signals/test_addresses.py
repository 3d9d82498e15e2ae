"""Harbour browses from an ordinary line; what its address stands for must neither blur nor double it."""

import pytest

from graph.signals.addresses import AddressValues, sighting_values


@pytest.mark.parametrize(
    ("written", "values"),
    [
        ("8.8.8.8", AddressValues("8.8.8.8", "8.8.8.0/24")),
        (" 8.8.8.8 ", AddressValues("8.8.8.8", "8.8.8.0/24")),
        ("2a00:1450:4009:81f::200e", AddressValues("2a00:1450:4009:81f::/64", None)),
        ("2a00:1450:4009:81f:ffff::1%eth0", AddressValues("2a00:1450:4009:81f::/64", None)),
        ("203.0.113.9", AddressValues("203.0.113.9", "203.0.113.0/24")),
        ("2001:db8:1:2::9", AddressValues("2001:db8:1:2::/64", None)),
    ],
)
def test_an_address_stands_for_itself_and_its_block(written: str, values: AddressValues) -> None:
    assert sighting_values(written) == values


@pytest.mark.parametrize(
    "written", ["::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1", "2001:0:4136:e378:8000:63bf:f7f7:f7f7"]
)
def test_a_version_4_address_inside_a_version_6_one_is_the_same_household(written: str) -> None:
    assert sighting_values(written) == sighting_values("8.8.8.8")


@pytest.mark.parametrize(
    "written",
    [
        *("10.1.2.3", "192.168.0.1", "127.0.0.1", "100.64.0.7", "169.254.1.1", "224.0.0.1", "255.255.255.255"),
        *("::1", "fe80::1", "fc00::1", "ff02::1", "::", "::ffff:10.0.0.1", "64:ff9b::a00:1"),
        *("", "not an address", "8.8.8", "8.8.8.8/24", "08.8.8.8", "1" * 5000),
    ],
)
def test_what_repeats_everywhere_or_is_no_address_says_nothing(written: str) -> None:
    assert sighting_values(written) is None
