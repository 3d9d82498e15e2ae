"""Who showed a value that somebody pasted, since when, and does it tie them? The pasted text itself is not kept."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils import timezone

from accounts.parties.models import Account
from accounts.policy.querysets import current
from graph.links.thresholds import TiePolicy
from graph.networks.verdicts import standing
from graph.signals.folding import READER
from graph.signals.identifying import known_among
from graph.signals.kinds import Kind
from graph.signals.models import Identifier
from graph.signals.pasted import COMPANIES, readings
from graph.signals.reading import newest_read
from graph.signals.values import Value

LOOKED_THROUGH = 20_000
ACCOUNTS_SHOWN = 20
# What says nothing about a person: companies and their agents stand in registers.
OPEN_KINDS = frozenset({*COMPANIES, Kind.AGENT})
LABELS: dict[Kind, str] = {
    Kind.PAYMENT: "Card or bank account",
    Kind.PAYMENT_BIN: "First digits of a card",
    Kind.DOCUMENT: "Document",
    Kind.OWNER: "Owner",
    Kind.DIRECTOR: "Director",
    Kind.LEGAL_ENTITY: "Verified company",
    Kind.DEVICE: "Device",
    Kind.TLS: "TLS fingerprint",
    Kind.EMAIL_DOMAIN: "E-mail domain",
    Kind.IP: "IP address",
    Kind.IP_BLOCK: "IP block",
    Kind.ADDRESS: "Postal address",
    Kind.PHONE: "Phone number",
    Kind.DECLARED_DOMAIN: "Declared e-mail domain",
    Kind.AGENT: "Registered agent",
    Kind.DECLARED_DIRECTOR: "Declared director",
    Kind.DECLARED_ENTITY: "Declared company",
    Kind.CANARY: "Canary",
    Kind.EMAIL: "E-mail address",
    Kind.DECLARED_OWNER: "Declared owner",
}
_SHOWN = f"""
SELECT wanted.identifier, count(DISTINCT row.account_id),
       count(DISTINCT coalesce(-member.network_id, row.account_id)), min(row.first_at), max(row.last_at), count(*)
  FROM unnest(%s::bigint[]) AS wanted (identifier)
 CROSS JOIN LATERAL (SELECT account_id, first_at, last_at FROM signals_sighting
                      WHERE identifier_id = wanted.identifier LIMIT {LOOKED_THROUGH}) AS row
  LEFT JOIN networks_membership AS member ON member.account_id = row.account_id AND member.role = 'member'
 GROUP BY wanted.identifier
"""  # noqa: S608  # constants only
_ACCOUNTS = f"""
SELECT row.account_id, min(row.first_at), max(row.last_at)
  FROM unnest(%s::bigint[]) AS wanted (identifier)
 CROSS JOIN LATERAL (SELECT account_id, first_at, last_at FROM signals_sighting
                      WHERE identifier_id = wanted.identifier LIMIT {LOOKED_THROUGH}) AS row
 GROUP BY row.account_id ORDER BY max(row.last_at) DESC, row.account_id LIMIT {ACCOUNTS_SHOWN}
"""  # noqa: S608  # constants only


@dataclass(frozen=True, slots=True)
class ShownValue:
    """One known value: masked, by how many accounts it was shown (`more`: counted so far), when, and what it is worth.

    `state`: `tie` while it may tie accounts, `group` where too many share it, `planted` where a person called it so,
    `burnt` for a canary that was seen in public.
    """

    label: str
    mask: str
    accounts: int
    more: bool
    first: datetime
    last: datetime
    state: str


@dataclass(frozen=True, slots=True)
class ShownBy:
    """An account that showed one of the values, and when."""

    account: Account
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Recognised:
    """What a text was read as (`kinds`), and the values among them that somebody showed, most accounts first."""

    kinds: tuple[Kind, ...] = ()
    values: tuple[ShownValue, ...] = ()
    accounts: tuple[ShownBy, ...] = ()

    @property
    def labels(self) -> list[str]:
        """What it was read as, in words; any name could be an agent's."""
        return [LABELS[kind] for kind in self.kinds if kind != Kind.AGENT]


def kinds_in(text: str) -> tuple[Kind, ...]:
    """Every kind of value that this text can be read as."""
    return tuple(sorted({value.kind for value in readings(text)}))


def recognise(text: str, kinds: Collection[Kind]) -> Recognised:
    """The known values in this text, of these kinds only. At most eight queries, however many there are."""
    wanted = [value for value in readings(text) if value.kind in kinds]
    known = known_among(wanted)
    if not known:
        return Recognised(tuple(sorted({value.kind for value in wanted})))
    return Recognised(tuple(sorted({value.kind for value in wanted})), _values(known), _accounts(known))


def _values(known: dict[int, Value]) -> tuple[ShownValue, ...]:
    numbers = current().numbers.ties
    limits = TiePolicy.of(numbers).hub_limit
    dead = standing(newest_read(READER) or timezone.now(), numbers.poisoned_days).dead
    masks = dict(Identifier.objects.filter(pk__in=known).values_list("pk", "mask"))
    found = []
    for key, accounts, controllers, first, last, rows in _rows(_SHOWN, known):
        # A network counts once, as in the derivation: a ring must not look like a crowd.
        gone = "burnt" if known[key].kind == Kind.CANARY else "planted"
        state = gone if key in dead else "group" if controllers > limits[known[key].kind] else "tie"
        more = rows >= LOOKED_THROUGH
        found.append(ShownValue(LABELS[known[key].kind], masks[key], accounts, more, first, last, state))
    return tuple(sorted(found, key=lambda value: (-value.accounts, value.label)))


def _accounts(known: Iterable[int]) -> tuple[ShownBy, ...]:
    rows = _rows(_ACCOUNTS, known)
    whole = Account.objects.select_related("legal_entity", "access", "assessment").in_bulk([key for key, _, _ in rows])
    return tuple(ShownBy(whole[key], first, last) for key, first, last in rows if key in whole)


def _rows(statement: str, known: Iterable[int]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, [sorted(known)])
        return list(cursor.fetchall())
