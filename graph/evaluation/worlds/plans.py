"""What is planned for an account before a single signal is written?

Pure. A population gives `Unit`s of `AccountPlan`s; `activity` turns one plan into signals. Everything random comes from
a `Random` that is passed in, so a plan asks the same whoever else lives in the world.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from random import Random
from typing import Any

from graph.evaluation.worlds.clocks import Clock

type Row = dict[str, Any]
type Ask = Callable[[Random, datetime], str]
"""The prompt of one request; the time is when it is asked."""
type Where = Callable[[Random, datetime], str]
"""The IP address that one request comes from."""
type Which = Callable[[Random, datetime], str]
"""The model that one request goes to."""


@dataclass(frozen=True, slots=True)
class Card:
    """A means of payment; `disputed`: its owner complains some days after each payment."""

    fingerprint: str
    method: str = "card"
    bin: str | None = None
    issuer_country: str | None = None
    funding: str | None = "credit"
    payer_name: str | None = None
    disputed: bool = False


@dataclass(slots=True)
class Billing:
    """How an account pays: `amount` in minor units about every `every_days`, with shares that fail or are refunded."""

    cards: list[Card] = field(default_factory=list)
    amount: int = 2_000
    every_days: float = 21.0
    currency: str = "USD"
    failed: float = 0.02
    refunded: float = 0.01


@dataclass(frozen=True, slots=True)
class Tokens:
    """Lengths: words of context beyond the prompt (a system prompt, a file), and the median of answers, in tokens."""

    context: int = 0
    output: float = 350.0
    spread: float = 0.8


@dataclass(slots=True)
class Phase:
    """A stretch of activity with one habit; most accounts have exactly one.

    `requests_per_day` is the mean over all days; on a share of days, `active`, anything happens at all.
    `devices`: those of whoever has the account during this stretch; the plan's own when there are none.
    """

    since: datetime
    until: datetime
    requests_per_day: float
    ask: Ask
    clock: Clock
    where: Where
    model: Which
    active: float = 1.0
    tokens: Tokens = Tokens()
    devices: tuple[str, ...] = ()


@dataclass(slots=True)
class AccountPlan:
    """One account: what it declares and shows, what it does when, and the truth about it.

    `api_only`: it never opens a page, so its exchanges carry the address and no session is seen. `victim`: for
    accounts that a ring wants to be taken for it, `{"technique": …, "operator": …}`. `mundane`: of its requests for an
    operator, the share that is not the operator's script.
    """

    account: str
    created_at: datetime
    country: str
    email: str
    kind: str
    phases: list[Phase]
    name: str = ""
    phone: str = ""
    street: str = ""
    entity: str | None = None
    plan: str = "individual"
    program: str | None = None
    verified_at: datetime | None = None
    declared_accounts: int | None = None
    declared_requests_per_day: int | None = None
    billing: Billing = field(default_factory=Billing)
    devices: list[str] = field(default_factory=list)
    tls: str | None = None
    user_agent: str | None = None
    api_only: bool = False
    operator: str | None = None
    cell: str | None = None
    benign_group: str | None = None
    mundane: float | None = None
    victim: dict[str, str] | None = None


@dataclass(slots=True)
class Unit:
    """Accounts that belong together, with their companies and people (rows of the dataset, INTERFACES section 2).

    `accounts` is read once, before the rest, and may be a generator. `verdicts`: what people have said already.
    """

    accounts: Iterable[AccountPlan]
    entities: list[Row] = field(default_factory=list)
    persons: list[Row] = field(default_factory=list)
    verdicts: list[Row] = field(default_factory=list)
