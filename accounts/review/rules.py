"""By which rules may somebody be left out of a list? Each is a predicate with the sentence that is kept as the reason.

Pure. A list is given any number of rules; the first that an account meets leaves it out. Conditions that must hold
together hang on one rule (`also`). Rules and sentences are frozen with the proposal, whatever this table says later.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import msgspec

from accounts.review.evidence import Member
from accounts.review.people import Person
from kycrisk.lib.errors import Refused

LEVELS = ("clear", "watch", "review", "limit")
MOST_RULES = 20
REASON_LENGTH = 200


class Rule(msgspec.Struct, frozen=True):
    """One condition: the key of `KINDS`, the value it needs (a number as text, a level, a company), and what else."""

    key: str
    value: str = ""
    also: tuple["Rule", ...] = ()


class Kind(NamedTuple):
    """A rule on the page: its label with `{}` for the value, what the value is, and whom it meets.

    `value`: `days`, `percent`, `level`, `company` or empty. `usual` is where a form starts.
    """

    label: str
    value: str
    usual: str
    meets: Callable[[str, Member, Person], bool]


KINDS: dict[str, Kind] = {
    "established": Kind(
        "verified and here for more than {} days",
        "days",
        "90",
        lambda value, _, person: person.verified and person.known_days > int(value),
    ),
    "enterprise": Kind("verified enterprise", "", "", lambda _, __, person: person.tier == "enterprise"),
    "programme": Kind("in a programme", "", "", lambda _, __, person: bool(person.programme)),
    "first_user": Kind(
        "first user of at least {} % of its families",
        "percent",
        "50",
        lambda value, member, _: member.families > 0 and member.used_first * 100 >= float(value),
    ),
    "suggested_below": Kind(
        "suggested for less than {}",
        "level",
        "review",
        lambda value, member, _: LEVELS.index(member.recommendation) < LEVELS.index(value),
    ),
    "company": Kind(
        "an account of {}",
        "company",
        "",
        lambda value, member, person: value.casefold() in {member.company.casefold(), person.owner_name.casefold()},
    ),
    "in_step_below": Kind(
        "less than {} % of its own prompts in step",
        "percent",
        "8",
        lambda value, member, _: member.family_share * 100 < float(value),
    ),
    "younger": Kind("here for less than {} days", "days", "1", lambda value, _, person: person.known_days < int(value)),
    "older": Kind("here for more than {} days", "days", "365", lambda value, _, person: person.known_days > int(value)),
}


def sentence(rule: Rule) -> str:
    """The reason that everybody reads: "verified and here for more than 90 days, and in a programme"."""
    own = KINDS[rule.key].label.format(rule.value)
    return ", and ".join([own, *(sentence(one) for one in rule.also)])[:REASON_LENGTH]


def meets(rule: Rule, member: Member, person: Person) -> bool:
    """Does the rule leave this account out? With `also` only if everything holds."""
    own = KINDS[rule.key].meets(rule.value, member, person)
    return own and all(meets(one, member, person) for one in rule.also)


def why_left_out(rules: Sequence[Rule], member: Member, person: Person) -> str:
    """The sentence of the first rule that this account meets; empty if it meets none."""
    return next((sentence(rule) for rule in rules if meets(rule, member, person)), "")


def check(rules: Sequence[Rule]) -> None:
    """Refuse (422) a rule that cannot be read: the sentence says what a right one looks like."""
    if len(rules) > MOST_RULES:
        raise _bad(f"At most {MOST_RULES} rules leave somebody out; these are {len(rules)}.")
    for rule in rules:
        _check_one(rule)
        check(rule.also)


def _check_one(rule: Rule) -> None:
    kind = KINDS.get(rule.key)
    if kind is None:
        raise _bad(f"There is no rule “{rule.key[:40]}”; there are {', '.join(KINDS)}.")
    if kind.value == "days" and not (_digits(rule.value) and int(rule.value) <= 3_650):
        raise _bad(f"“{kind.label.format('…')}” needs a number of days from 0 to 3,650.")
    if kind.value == "percent" and not (_digits(rule.value) and int(rule.value) <= 100):
        raise _bad(f"“{kind.label.format('…')}” needs a whole number from 0 to 100.")
    if kind.value == "level" and rule.value not in LEVELS:
        raise _bad(f"“{kind.label.format('…')}” needs one of {', '.join(LEVELS)}.")
    if kind.value == "company" and not 0 < len(rule.value.strip()) <= REASON_LENGTH:
        raise _bad("Name the company whose accounts are left out.")


def stored(rules: Sequence[Rule]) -> list[dict[str, Any]]:
    """As JSON, each with its sentence of today."""
    return [{**msgspec.to_builtins(rule), "sentence": sentence(rule)} for rule in rules]


def read(stored_rules: Any) -> tuple[Rule, ...]:
    """Back from JSON."""
    return msgspec.convert(stored_rules, tuple[Rule, ...])


def _digits(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 5


def _bad(words: str) -> Refused:
    return Refused(words, code="bad_rule", status=422)
