"""How far would a measure reach? Accounts, payers, money, contracts and owners behind a list, before anything happens.

Pure: the evidence's members and what the record says of them in, figures out.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from accounts.review.evidence import Member
from accounts.review.people import Person

CONTRACT_PLANS = frozenset({"business", "enterprise"})
PROVEN = frozenset({"verified", "enterprise"})
# ISO 4217: currencies whose amounts do not have two decimals.
_DECIMALS = {
    **dict.fromkeys(("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND"), 0),
    **dict.fromkeys(("VUV", "XAF", "XOF", "XPF"), 0),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}


@dataclass(frozen=True, slots=True)
class Owner:
    """A proven legal entity with accounts on the list."""

    owner: str
    name: str
    tier: str
    accounts: int


@dataclass(frozen=True, slots=True)
class Reach:
    """What hangs on a list.

    `states`: accounts by how their door stands ("" is without one). `payers`: different cards and bank accounts.
    `paid`: by currency, in minor units, over the days policy looks back. `contracts`: accounts on a business or
    enterprise plan; `verified` and `declared_per_day` (exchanges) are of all accounts. `owners`: proven legal entities,
    most accounts first. `programmes`: accounts by programme. `exchanges_per_day`: what they ask now; `stopping`: how
    much of it would stop.
    """

    accounts: int
    states: Mapping[str, int]
    payers: int
    paid: Mapping[str, int]
    contracts: int
    verified: int
    established: int
    declared_per_day: int
    owners: tuple[Owner, ...]
    programmes: Mapping[str, int]
    exchanges_per_day: float
    stopping: float

    @property
    def enterprise_owners(self) -> int:
        """Owners proven to the enterprise tier."""
        return sum(owner.tier == "enterprise" for owner in self.owners)


def reach_of(measure: str, members: Iterable[Member], people: Mapping[str, Person]) -> Reach:
    """The reach of this measure on these accounts; who is not in the record counts as an account without a door."""
    listed = [(member, people.get(member.account, Person())) for member in members]
    persons = [person for _, person in listed]
    asked = sum(member.exchanges_per_day for member, _ in listed)
    return Reach(
        accounts=len(listed),
        states=_counted(person.state for person in persons),
        payers=len({payer for member, _ in listed for payer in member.payers}),
        paid=_paid(member for member, _ in listed),
        contracts=sum(person.plan in CONTRACT_PLANS for person in persons),
        verified=sum(person.verified for person in persons),
        established=sum(person.established_payer for person in persons),
        declared_per_day=sum(person.declared_per_day for person in persons),
        owners=_owners(persons),
        programmes=_counted(person.programme for person in persons if person.programme),
        exchanges_per_day=asked,
        stopping=asked if measure == "suspend" else 0.0,
    )


def amount(currency: str, minor: int) -> str:
    """`1,240.50 EUR`."""
    decimals = _DECIMALS.get(currency, 2)
    return f"{minor / 10**decimals:,.{decimals}f} {currency}"


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda item: (-item[1], item[0])))


def _paid(members: Iterable[Member]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for member in members:
        total.update(member.paid)
    return dict(sorted(total.items()))


def _owners(people: Iterable[Person]) -> tuple[Owner, ...]:
    """An owner is as proven as the best proven of its accounts."""
    counts: Counter[tuple[str, str]] = Counter()
    enterprise: set[str] = set()
    for person in people:
        if person.owner and person.tier in PROVEN:
            counts[person.owner, person.owner_name] += 1
            if person.tier == "enterprise":
                enterprise.add(person.owner)
    owners = [
        Owner(owner, name, "enterprise" if owner in enterprise else "verified", count)
        for (owner, name), count in counts.items()
    ]
    return tuple(sorted(owners, key=lambda one: (-one.accounts, one.name, one.owner)))
