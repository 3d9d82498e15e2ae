"""From which address does a request come? Ways to move between addresses."""

from collections.abc import Sequence
from datetime import datetime
from random import Random

from graph.evaluation.worlds.plans import Where

_MIX = 0x9E3779B97F4A7C15


def always(address: str) -> Where:
    """One address."""
    return lambda _rng, _at: address


def by_day(addresses: Sequence[str], salt: int) -> Where:
    """One of them each day; who is listed twice is there twice as often. `salt` tells accounts apart."""
    count = len(addresses)
    if count == 1:
        return always(addresses[0])
    return lambda _rng, at: addresses[_mixed(at.toordinal(), salt) % count]


def by_request(addresses: Sequence[str]) -> Where:
    """Any of them each time."""
    return lambda rng, _at: addresses[int(rng.random() * len(addresses))]


def in_turn(addresses: Sequence[str], seat: int) -> Where:
    """A pool that is dealt out anew each day: seat 3 has the third today, the fourth tomorrow."""
    return lambda _rng, at: addresses[(at.toordinal() + seat) % len(addresses)]


def mostly(usual: Where, other: Where, share: float) -> Where:
    """The other way in that share of requests."""

    def where(rng: Random, at: datetime) -> str:
        return other(rng, at) if rng.random() < share else usual(rng, at)

    return where


def _mixed(day: int, salt: int) -> int:
    number = ((day ^ salt) * _MIX) & 0xFFFFFFFFFFFFFFFF
    return number >> 40
