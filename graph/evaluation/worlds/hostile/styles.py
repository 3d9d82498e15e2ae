"""How does a ring work? Tables of what operators choose: identities, addresses, work, and the accounts' lives."""

from dataclasses import dataclass, field
from enum import StrEnum, auto

from graph.evaluation.worlds.ownership import ShellStyle
from graph.evaluation.worlds.texts import KitStyle


class Cards(StrEnum):
    """How a cell pays."""

    OWN = auto()
    """Every account has a card that nobody else has."""
    THREES = auto()
    """One card for three accounts."""
    POOL = auto()
    """A few cards for the whole cell, a different one each time."""
    FRESH_IN_BIN = auto()
    """A fresh virtual card for each account, all inside one BIN."""


class Egress(StrEnum):
    """Where a cell's requests come from."""

    DATACENTRE = auto()
    VPN = auto()
    RESIDENTIAL = auto()
    """Homes that a proxy sells; honest people live there, or use the same proxy."""
    SUBNET = auto()
    """One block at an ordinary internet provider, shared by the whole ring."""
    HOMES = auto()
    """Each account at a home of its own."""


class Hours(StrEnum):
    """When a cell works."""

    PEOPLE = auto()
    """As ordinary people of the account's country do."""
    SHIFTS = auto()
    """Each cell has eight hours, one after the other."""
    CLOCK = auto()
    """Round the clock."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What accounts share, and what they show instead of an identity.

    `to_a_device`: accounts on one device, 0 for a device each. `disposable`, `private`: the shares of cells with
    throw-away mail and with a mail domain of their own. `shells`: the ring's companies, one to a cell; without it
    accounts are individuals. `recruited`: the share of accounts of people who passed an identity check for money.
    `funding`: of a cell's cards, drawn for each cell.
    """

    cards: Cards = Cards.THREES
    funding: tuple[str, ...] = ("credit", "debit", "virtual", "prepaid")
    to_a_device: int = 0
    disposable: float = 0.15
    private: float = 0.2
    shells: ShellStyle | None = None
    recruited: float = 0.15


@dataclass(frozen=True, slots=True)
class Access:
    """Where from: how many addresses a cell has to each account, and whether they are dealt out by day or request."""

    egress: Egress = Egress.RESIDENTIAL
    to_an_account: float = 0.7
    by_request: bool = False
    at_home: float = 0.2


@dataclass(frozen=True, slots=True)
class Work:
    """What an account does: requests a day (mean of its active days, and spread), and the rest of its prompts.

    `mundane`: range of the share of ordinary questions, drawn for each account. `hydra`: the share of requests that
    are unrelated customers' own. `jump`: the share of accounts that move most requests to a new model at its release.
    """

    requests_per_day: float = 2.0
    spread: float = 0.7
    mundane: tuple[float, float] = (0.2, 0.6)
    hydra: float = 0.0
    jump: float = 0.5
    hours: Hours = Hours.PEOPLE
    active: float = 0.6
    api_only: float = 0.1


@dataclass(frozen=True, slots=True)
class Life:
    """When accounts live: `days` of work before the end (0: the whole time), opened in so many `waves` before it.

    `aged`: the share of accounts bought from people who used them honestly, and handed over at a date. `second_pool`:
    the share of accounts that begin days after the others were banned; `banned_at` is when, as a share of the time.
    """

    days: float = 0.0
    waves: int = 12
    oldest_days: float = 120.0
    aged: float = 0.1
    second_pool: float = 0.0
    banned_at: float = 0.55
    pause_days: float = 4.0


@dataclass(frozen=True, slots=True)
class RingStyle:
    """One operator. `cell`: the usual number of accounts to a cell; `scatter`: how much cells differ in size."""

    kit: KitStyle = field(default_factory=KitStyle)
    identity: Identity = field(default_factory=Identity)
    access: Access = field(default_factory=Access)
    work: Work = field(default_factory=Work)
    life: Life = field(default_factory=Life)
    cell: float = 12.0
    scatter: float = 0.6
