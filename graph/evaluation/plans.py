"""Who lives in a simulated world? Plans of accounts that a writer turns into a dataset folder.

Pure: everything follows from the random generator that is passed in.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

Ask = Callable[[Random], str]


@dataclass(slots=True)
class AccountPlan:
    """One account: what it declares, shows and asks, and the truth about it."""

    account: str
    created_at: datetime
    country: str
    email: str
    ask: Ask
    requests_per_day: float
    cards: list[str]
    addresses: list[str]
    devices: list[str]
    kind: str
    operator: str | None = None
    cell: str | None = None
    benign_group: str | None = None
    name: str = ""
    phone: str = ""
    street: str = ""
    entity: str | None = None
    plan: str = "individual"
    program: str | None = None
    verified_at: datetime | None = None
    declared_accounts: int | None = None
    hours: tuple[int, int] = (7, 22)
    active_from: datetime | None = None
    amount: int = 2_000
    model: str = "standard"


@dataclass(slots=True)
class WorldPlan:
    """Everybody in a world, with their companies and people."""

    until: datetime
    days: int
    accounts: list[AccountPlan] = field(default_factory=list)
    entities: list[dict[str, Any]] = field(default_factory=list)
    persons: list[dict[str, Any]] = field(default_factory=list)

    @property
    def since(self) -> datetime:
        """The first day of observation."""
        return self.until - timedelta(days=self.days)

    def person(self, number: int, name: str, born: str, nationality: str) -> str:
        """Add a person, return its id."""
        ident = f"per_{number:04d}"
        self.persons.append({"id": ident, "name": name, "date_of_birth": born, "nationality": nationality})
        return ident


@dataclass(slots=True)
class Supply:
    """Fresh values nobody else has: account ids, cards, home addresses, devices."""

    rng: Random
    used: int = 0

    def account(self) -> str:
        """A provider's account id."""
        self.used += 1
        return f"acct_{self.rng.getrandbits(32):08x}{self.used:04x}"

    def card(self) -> str:
        """A card's fingerprint as a payment processor gives it."""
        return f"card_{self.rng.getrandbits(64):016x}"

    def device(self) -> str:
        """A device id."""
        return f"dev_{self.rng.getrandbits(48):012x}"

    def home_address(self) -> str:
        """A residential IPv4 address out of a documentation-free, routable range."""
        return f"81.{self.rng.randint(2, 250)}.{self.rng.randint(1, 254)}.{self.rng.randint(1, 254)}"

    def created(self, until: datetime, oldest_days: int, newest_days: int) -> datetime:
        """When the account was opened, so many days before the end."""
        return until - timedelta(days=self.rng.uniform(newest_days, oldest_days))
