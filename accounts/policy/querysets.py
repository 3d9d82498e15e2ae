"""Which policy holds now?"""

from functools import lru_cache
from typing import NamedTuple

import msgspec

from accounts.policy.defaults import Policy
from accounts.policy.models import PolicyVersion, VersionState


class Numbered(NamedTuple):
    """A policy and the number of the version it comes from (0: the shipped defaults)."""

    number: int
    numbers: Policy


@lru_cache(maxsize=64)
def parsed(number: int, body: str) -> Numbered:
    """A version's body as typed numbers; raises `msgspec.ValidationError` naming the first wrong place."""
    return Numbered(number, msgspec.json.decode(body, type=Policy))


def current() -> Numbered:
    """The active version, or the shipped defaults when none was ever activated. One indexed query."""
    version = PolicyVersion.objects.filter(state=VersionState.ACTIVE).only("number", "body").first()
    if version is None:
        return Numbered(0, Policy())
    return parsed(version.number, msgspec.json.encode(version.body).decode())
