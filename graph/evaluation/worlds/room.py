"""What does a population find when it comes to plan its accounts? Fresh values, shared places, and the time.

A room belongs to one unit and draws from a generator of its own, derived from the seed and the unit's number: a unit
plans the same whatever other units there are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from graph.evaluation.worlds import texts
from graph.evaluation.worlds.geography import BY_CODE, CARRIER, COUNTRIES, HOSTING, VPN, Country, cumulative_shares
from graph.evaluation.worlds.plans import Ask, Card, Row
from graph.evaluation.worlds.tastes import Library, any_of
from graph.evaluation.worlds.texts.lessons import own_wording, rubric

_RELEASE_AT = 0.6
_APPS = 16


@dataclass(frozen=True, slots=True)
class Commons:
    """What strangers share: VPN exits, cloud egress, mobile carriers, public networks, homes that a proxy sells, apps.

    There are many of them even in a small world, where strangers hardly ever meet; in a large one each has a crowd.
    """

    exits: list[str]
    clouds: list[str]
    carriers: list[str]
    public: list[str]
    proxied_homes: list[str]
    library: Library
    apps: list[Ask]

    @classmethod
    def of(cls, seed: str, accounts: int, library: Library) -> "Commons":
        """The commons of a world of so many accounts."""
        rng = Random(f"{seed}/commons")  # noqa: S311 - a simulated world, nothing secret
        return cls(
            exits=[_address(rng, VPN) for _ in range(60 + accounts // 200)],
            clouds=[_address(rng, HOSTING) for _ in range(60 + accounts // 100)],
            carriers=[_address(rng, CARRIER) for _ in range(150 + accounts // 60)],
            public=[_home(rng, rng.choice(COUNTRIES)) for _ in range(100 + accounts // 80)],
            proxied_homes=[_home(rng, rng.choice(COUNTRIES)) for _ in range(40 + accounts // 40)],
            library=library,
            apps=[any_of(_app(rng)) for _ in range(_APPS)],
        )


@dataclass(slots=True)
class Room:
    """One unit's supply. `release`: when the provider brought out its newest model."""

    rng: Random
    since: datetime
    until: datetime
    commons: Commons
    number: int = 0

    @property
    def days(self) -> int:
        """Days under observation."""
        return (self.until - self.since).days

    @property
    def release(self) -> datetime:
        """When the provider's newest model came out."""
        return self.since + self.days * _RELEASE_AT * timedelta(days=1)

    # -- people and companies

    def account(self) -> str:
        """A provider's account id."""
        return f"acct_{self.rng.getrandbits(64):016x}"

    def app(self) -> Ask:
        """An app that wraps what its users type in its own words; a few have most of the users."""
        apps = self.commons.apps
        return apps[int(self.rng.random() ** 2 * len(apps))]

    def country(self) -> Country:
        """A customer's country, by the countries' shares."""
        return self.rng.choices(COUNTRIES, cum_weights=cumulative_shares())[0]

    def phone(self, country: str) -> str:
        """A mobile number."""
        return "".join(str(self.rng.randint(0, 9)) if sign == "#" else sign for sign in BY_CODE[country].phone)

    def street(self, country: str) -> str:
        """A postal address."""
        place, rng = BY_CODE[country], self.rng
        return f"{rng.randint(1, 240)} {rng.choice(place.streets)}, {rng.randint(10_000, 99_999)} {place.city}"

    def person(self, name: str, nationality: str) -> Row:
        """A row of `persons.jsonl`."""
        born = f"{self.rng.randint(1955, 2001)}-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"
        ident = f"per_{self.rng.getrandbits(64):016x}"
        return {"id": ident, "name": name, "date_of_birth": born, "nationality": nationality}

    def entity_id(self) -> str:
        """A company's id."""
        return f"ent_{self.rng.getrandbits(64):016x}"

    def created(self, oldest_days: float, newest_days: float) -> datetime:
        """When an account was opened: so many days before the end, to the second."""
        return self.until - timedelta(seconds=int(self.rng.uniform(newest_days, oldest_days) * 86_400))

    # -- payment

    def card(self, country: str, funding: str = "credit", payer: str | None = None) -> Card:
        """A card that nobody else has; its BIN is one of those that the country's banks use."""
        issuer = f"{country}/{funding}/{self.rng.randint(0, 5)}"
        return self.card_in(self.bin_of(issuer), country, funding, payer)

    def card_in(self, bin_: str, country: str, funding: str = "credit", payer: str | None = None) -> Card:
        """A fresh card inside a given BIN."""
        fingerprint = f"card_{self.rng.getrandbits(64):016x}"
        return Card(fingerprint, bin=bin_, issuer_country=country, funding=funding, payer_name=payer)

    @staticmethod
    def bin_of(issuer: str) -> str:
        """The BIN of an issuer, named by any text: the same in every unit and world."""
        return str(400_000 + Random(issuer).randrange(150_000))  # noqa: S311 - not a secret

    # -- devices and addresses

    def device(self) -> str:
        """A device id."""
        return f"dev_{self.rng.getrandbits(64):016x}"

    def home(self, country: str) -> str:
        """A home's address at one of the country's internet providers; one in seven is IPv6."""
        return _home(self.rng, BY_CODE[country])

    def hosting(self) -> str:
        """An address in a datacentre."""
        return _address(self.rng, HOSTING)

    def subnet(self, size: int, *, hosting: bool = False, country: str = "US") -> list[str]:
        """Different addresses of one /24, at a datacentre or at the country's internet provider."""
        block = self.hosting() if hosting else _version4(self.rng, BY_CODE[country])
        prefix = block.rpartition(".")[0]
        return [f"{prefix}.{last}" for last in self.rng.sample(range(1, 255), min(size, 254))]

    @property
    def salt(self) -> int:
        """A number that tells this account's choice of address from others'."""
        return self.rng.getrandbits(48)


def _address(rng: Random, blocks: tuple[str, ...]) -> str:
    return f"{rng.choice(blocks)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"


def _version4(rng: Random, country: Country) -> str:
    first, low, high = country.homes
    return f"{first}.{rng.randint(low, high)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}"


def _home(rng: Random, country: Country) -> str:
    if rng.random() < 1 / 7:
        bits = rng.getrandbits(64)
        return f"2a02:{country.homes[0]:x}:{bits & 0xFFFF:x}:{bits >> 16 & 0xFFFF:x}::{bits >> 48 or 1:x}"
    return _version4(rng, country)


def _app(rng: Random) -> tuple[Ask, ...]:
    """An app's one to three wordings."""
    make = rng.choice((own_wording, rubric, texts.house_style, texts.ci_check, texts.starter))
    return tuple(make(rng).ask for _ in range(rng.randint(1, 3)))
