"""Which policy holds now, and which versions are there?"""

from functools import lru_cache
from typing import NamedTuple

import msgspec
from django.db.models import QuerySet

from accounts.policy.bodies import numbers_once_valid
from accounts.policy.defaults import Policy
from accounts.policy.models import PolicyVersion, VersionState


class Numbered(NamedTuple):
    """A policy and the number of the version it comes from (0: the shipped defaults)."""

    number: int
    numbers: Policy


@lru_cache(maxsize=64)
def parsed(number: int, body: bytes) -> Numbered:
    """A version's body (JSON) laid over the shipped numbers."""
    return Numbered(number, numbers_once_valid(msgspec.json.decode(body)))


def current() -> Numbered:
    """The active version, or the shipped defaults when none was ever activated.

    One indexed query each time, so that an activation holds at once in every process; only the reading is remembered.
    """
    version = active()
    return parsed(version.number, msgspec.json.encode(version.body)) if version else Numbered(0, Policy())


def active() -> PolicyVersion | None:
    """The version that holds now; None while the shipped numbers do. `policy_version_one_active`."""
    return PolicyVersion.objects.filter(state=VersionState.ACTIVE).first()


def waiting() -> QuerySet[PolicyVersion]:
    """Versions that wait for a second person, longest first."""
    return PolicyVersion.objects.filter(state=VersionState.PROPOSED).order_by("number")


def numbered(number: int) -> Numbered | None:
    """The numbers of one version, of what ships for 0; None if there is no such version."""
    if number == 0:
        return Numbered(0, Policy())
    version = PolicyVersion.objects.filter(number=number).first()
    return parsed(number, msgspec.json.encode(version.body)) if version else None


def held_before(version: PolicyVersion) -> Numbered:
    """What held until this version was activated; what holds now for one that never was."""
    if version.activated_at is None:
        return current()
    earlier = PolicyVersion.objects.filter(activated_at__lt=version.activated_at).order_by("-activated_at").first()
    return parsed(earlier.number, msgspec.json.encode(earlier.body)) if earlier else Numbered(0, Policy())


def in_shadow() -> QuerySet[PolicyVersion]:
    """Versions that are derived beside the one that holds."""
    return PolicyVersion.objects.filter(in_shadow=True).order_by("number")


def newest_first() -> QuerySet[PolicyVersion]:
    """Every version with the people who made it."""
    return PolicyVersion.objects.select_related("drafted_by", "proposed_by", "activated_by").order_by("-number")
