"""What does a version's body say? It names only what differs from the shipped numbers, at whatever depth."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import msgspec

from accounts.policy.defaults import Policy

SHIPPED: dict[str, Any] = msgspec.to_builtins(Policy())


class BadBody(Exception):
    """A body that is no policy; the message names the first wrong place and what would be right there."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One number that two policies do not share: `ties.payment.cap`, and both values as people read them."""

    place: str
    was: str
    now: str


def numbers_of(body: Any) -> Policy:
    """The shipped numbers with the body's laid over them; `BadBody` for what has no place or makes no sense."""
    if not isinstance(body, dict):
        raise BadBody('A policy is an object such as {"ties": {"payment": {"cap": 8.5}}}.')
    if unknown := next(_unknown(SHIPPED, body), None):
        raise BadBody(f"{unknown}: there is no such number.")
    try:
        return msgspec.convert(_overlaid(SHIPPED, body), Policy)
    except msgspec.ValidationError as error:
        raise BadBody(_in_words(str(error))) from None


def numbers_once_valid(body: dict[str, Any]) -> Policy:
    """The same for a body that was valid when it was activated: numbers that no longer exist are left out."""
    return msgspec.convert(_overlaid(SHIPPED, body), Policy)


def differences(before: Policy, after: Policy) -> list[Difference]:
    """Every number in which two policies differ, in the order of the policy."""
    old, new = (dict(leaves(msgspec.to_builtins(policy))) for policy in (before, after))
    return [Difference(place, shown(old[place]), shown(new[place])) for place in old if old[place] != new[place]]


def _overlaid(below: Any, above: Any) -> Any:
    if not (isinstance(below, dict) and isinstance(above, dict)):
        return above
    return {name: _overlaid(value, above[name]) if name in above else value for name, value in below.items()}


def _unknown(below: Any, above: Any, path: str = "") -> Iterator[str]:
    if isinstance(below, dict) and isinstance(above, dict):
        for name, value in above.items():
            if name in below:
                yield from _unknown(below[name], value, f"{path}{name}.")
            else:
                yield path + name


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every number of a policy in plain values, with its place."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}" if path else name)
    else:
        yield path, value


def _in_words(complaint: str) -> str:
    """The place first: "Expected `float` <= 1.0 - at `$.ties.ip.cap`" is how msgspec says it."""
    wrong, _, place = complaint.partition(" - at `$.")
    return f"{place.rstrip('`')}: {wrong[0].lower()}{wrong[1:].replace('`', '')}."


def shown(value: Any) -> str:
    """A value as people read and type it."""
    if value is None:
        return "none"
    if isinstance(value, list | tuple):
        return ", ".join(shown(part) for part in value)
    return f"{value:.0f}" if isinstance(value, float) and value.is_integer() else str(value)
