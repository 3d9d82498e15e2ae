"""What may a verdict be about? Two sets of accounts, values, or accounts; anything else is refused with the mending.

Pure. The frozen form is canonical: accounts sorted and without repeats, so that two equal verdicts look the same.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from kycrisk.lib.errors import Refused

# The keys used in `links` (INTERFACES section 2).
FAMILIES = (
    "payment",
    "document",
    "owner",
    "device",
    "tls",
    "email",
    "ip",
    "declared",
    "prompts",
    "rhythm",
    "canary",
)
VALUE_LENGTH = 300


class Subjects(NamedTuple):
    """The frozen form, and whom and what it touches."""

    frozen: list[Any]
    accounts: list[str]
    values: list[dict[str, str]]


def subjects(kind: str, given: Any) -> Subjects:
    """Check and freeze. Raises `Refused` (422)."""
    if kind == "not_same_actor":
        return _wall(given)
    if kind == "poisoned":
        values = _values(given)
        return Subjects(list(values), [], values)
    accounts = _accounts(given)
    return Subjects(list(accounts), accounts, [])


def _wall(given: Any) -> Subjects:
    if not isinstance(given, Sequence) or isinstance(given, str) or len(given) != 2:
        raise _bad('"Not the same actor" is about two lists of accounts: [["acct_…"], ["acct_…"]].')
    left, right = _accounts(given[0]), _accounts(given[1])
    if both := set(left) & set(right):
        raise _bad(f"{min(both)} stands on both sides; an account is the same actor as itself.")
    return Subjects([left, right], sorted({*left, *right}), [])


def _accounts(given: Any) -> list[str]:
    fits = isinstance(given, Sequence) and not isinstance(given, str) and all(isinstance(name, str) for name in given)
    if not fits or not given or not all(given):
        raise _bad('Name the accounts as a list with at least one id: ["acct_…"].')
    return sorted(set(given))


def _values(given: Any) -> list[dict[str, str]]:
    if not isinstance(given, Sequence) or isinstance(given, str) or not given:
        raise _bad('Name the values as a list with at least one: [{"family": "ip", "value": "…"}].')
    return sorted((_value(one) for one in given), key=lambda value: (value["family"], value["value"]))


def _value(one: Any) -> dict[str, str]:
    if not isinstance(one, dict) or set(one) != {"family", "value"} or one["family"] not in FAMILIES:
        raise _bad(f"A value has a family and a value; the families are {', '.join(FAMILIES)}.")
    if not isinstance(one["value"], str) or not 0 < len(one["value"]) <= VALUE_LENGTH:
        raise _bad(f"A value is a text of 1 to {VALUE_LENGTH} characters.")
    return {"family": one["family"], "value": one["value"]}


def _bad(sentence: str) -> Refused:
    return Refused(sentence, code="bad_subjects", status=422)
