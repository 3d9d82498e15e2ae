"""Which organisations have many accounts? Firms, agencies, resellers, build machines, evaluators, desks, schools, labs.

They share cards, offices, addresses and wordings, as rings do. What differs from one to the next is a table, `House`;
what they have in common is written once.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from graph.evaluation.worlds import clocks, people, where
from graph.evaluation.worlds.clocks import Clock
from graph.evaluation.worlds.geography import Country
from graph.evaluation.worlds.honest.companies import Company, company
from graph.evaluation.worlds.honest.persons import PersonStyle, person
from graph.evaluation.worlds.ownership import grouped
from graph.evaluation.worlds.plans import AccountPlan, Ask, Billing, Card, Unit, Where
from graph.evaluation.worlds.room import Room
from graph.evaluation.worlds.tastes import sometimes

type Wording = Callable[[Random], Ask]
"""A wording of one owner's own: drawn once, asked again and again."""


@dataclass(frozen=True, slots=True)
class House:
    """One sort of organisation. Shares are chances of an organisation (declared, verified) or of a request.

    `wordings` and `repeated`: how many wordings of its own it has, and in which share of requests they come.
    `cards`: how many it pays with; 0 means that each account pays for itself. `egress`: how many addresses its office
    or servers show; 0 means that each account comes from its own home. `desks`: shared computers. `waves`: on how many
    days the accounts were opened. `school`: its mailboxes are a school's. `grouped`: the chance that a holding owns it.
    """

    kind: str
    person: PersonStyle = field(default_factory=PersonStyle)
    wording: Wording | None = None
    wordings: tuple[int, int] = (1, 2)
    repeated: tuple[float, float] = (0.3, 0.8)
    cards: tuple[int, int] = (1, 2)
    funding: tuple[str, ...] = ("credit", "debit", "credit", "virtual")
    egress: tuple[int, int] = (1, 3)
    hosting: bool = False
    desks: int = 0
    api_only: float = 0.1
    plan: str = "business"
    program: str | None = None
    registered: float = 0.9
    verified: float = 0.8
    declared: float = 0.7
    own_mail: float = 0.9
    waves: tuple[int, int] = (1, 6)
    oldest_days: float = 900
    newest_days: float = 10
    clock: tuple[float, ...] | None = None
    weekdays: tuple[float, ...] = clocks.MOSTLY_WORKDAYS
    name: str | None = None
    school: bool = False
    grouped: float = 0.25


@dataclass(slots=True)
class _Common:
    """What an organisation's accounts have in common."""

    country: Country
    company: Company
    registered: bool
    verified: bool
    declared: int | None
    cards: list[Card]
    egress: list[str]
    desks: list[str]
    asks: list[Ask]
    days: list[datetime]
    street: str


def organisation(room: Room, size: int, house: House) -> Unit:
    """One organisation with so many accounts."""
    shared = _founded(room, size, house)
    accounts = [_seat(room, house, shared) for _ in range(size)]
    if not shared.registered:
        return Unit(accounts)
    found = shared.company
    others = grouped(room, found, shared.country) if room.rng.random() < house.grouped else []
    return Unit(accounts, [found.entity, *others], found.persons)


def _founded(room: Room, size: int, house: House) -> _Common:
    rng, country = room.rng, room.country()
    firm = company(room, country, house.name, school=house.school)
    funding = rng.choice(house.funding)
    egress = rng.randint(*house.egress)
    return _Common(
        country=country,
        company=firm,
        registered=rng.random() < house.registered,
        verified=rng.random() < house.verified,
        declared=round(size * rng.uniform(1.0, 1.5)) if rng.random() < house.declared else None,
        cards=[room.card(country.code, funding, firm.entity["name"]) for _ in range(rng.randint(*house.cards))],
        egress=room.subnet(egress, hosting=house.hosting, country=country.code) if egress else [],
        desks=[room.device() for _ in range(house.desks)],
        asks=[house.wording(rng) for _ in range(rng.randint(*house.wordings))] if house.wording else [],
        days=[room.created(house.oldest_days, house.newest_days) for _ in range(rng.randint(*house.waves))],
        street=room.street(country.code),
    )


def _seat(room: Room, house: House, shared: _Common) -> AccountPlan:
    rng = room.rng
    plan = person(room, house.person, kind=house.kind, country=shared.country)
    plan.benign_group, plan.plan, plan.program = house.kind, house.plan, house.program
    plan.created_at = min(rng.choice(shared.days) + timedelta(seconds=rng.randint(0, 40_000)), room.until)
    plan.declared_accounts = shared.declared
    plan.entity = shared.company.ident if shared.registered else None
    plan.verified_at = plan.created_at if shared.verified else None
    plan.street, plan.api_only = shared.street, rng.random() < house.api_only
    if rng.random() < house.own_mail:
        plan.email = people.mailbox(plan.name, shared.company.domain, rng)
    if shared.cards:
        plan.billing = Billing([rng.choice(shared.cards)], rng.choice((2_000, 5_000, 20_000)), rng.uniform(7, 30))
    if shared.desks:
        plan.devices = [rng.choice(shared.desks)]
    _work(room, house, shared, plan)
    return plan


def _work(room: Room, house: House, shared: _Common, plan: AccountPlan) -> None:
    """The house's wordings, hours and addresses in place of the person's own."""
    rng, phase = room.rng, plan.phases[0]
    if shared.asks:
        phase.ask = sometimes(rng.choice(shared.asks), phase.ask, rng.uniform(*house.repeated))
    if house.clock:
        phase.clock = Clock(house.clock, shared.country.utc_offset, house.weekdays)
    if shared.egress:
        phase.where = _from(room, shared.egress, phase.where, at_home=0.0 if plan.api_only else rng.choice((0.0, 0.2)))


def _from(room: Room, egress: list[str], home: Where, *, at_home: float) -> Where:
    office = where.by_day(egress, room.salt)
    return where.mostly(office, home, at_home) if at_home else office
