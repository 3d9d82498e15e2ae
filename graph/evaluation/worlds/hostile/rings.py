"""How does a ring harvest? One operator, one script, cells of accounts that each look like somebody.

Every account begins as an ordinary person; the style then says what it shares, where it comes from, when it lives and
which part of its prompts is the script. Accounts are planned one by one, cell by cell.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from graph.evaluation.worlds import clocks, models, texts
from graph.evaluation.worlds.clocks import Clock
from graph.evaluation.worlds.geography import Country
from graph.evaluation.worlds.honest.persons import PersonStyle, person
from graph.evaluation.worlds.hostile.identities import Front, Wallet
from graph.evaluation.worlds.hostile.lives import Campaign
from graph.evaluation.worlds.hostile.routes import Route
from graph.evaluation.worlds.hostile.styles import Hours, RingStyle, Work
from graph.evaluation.worlds.ownership import Holdings, shells
from graph.evaluation.worlds.plans import AccountPlan, Ask, Phase, Unit, Which
from graph.evaluation.worlds.room import Room
from graph.evaluation.worlds.tastes import any_of, sometimes
from graph.evaluation.worlds.texts import Kit

_FACE = PersonStyle(recent=0.6, verified=0.25)
_SHIFT_HOURS = 8
_CUSTOMERS = 6


@dataclass(slots=True)
class Operator:
    """Whoever is behind a ring: one script, one calendar, one bank for cards, one block of addresses."""

    room: Room
    style: RingStyle
    name: str
    kit: Kit
    campaign: Campaign
    bin_: str
    subnet: list[str]
    holdings: Holdings
    customers: list[Ask] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """Accounts that share what the style says; `number` counts the operator's cells."""

    operator: Operator
    number: int
    size: int
    country: Country
    front: Front
    route: Route
    second: bool

    @property
    def name(self) -> str:
        """What the truth calls it."""
        return f"{self.operator.name}/{self.number}"


def ring(room: Room, size: int, style: RingStyle) -> Unit:
    """One ring with so many accounts."""
    sizes = cell_sizes(room, size, style)
    operator = founded(room, style, len(sizes))
    return Unit(members(operator, sizes), operator.holdings.entities, operator.holdings.persons)


def founded(room: Room, style: RingStyle, cells: int) -> Operator:
    """An operator who is about to open so many cells."""
    rng = room.rng
    return Operator(
        room=room,
        style=style,
        name=f"op_{rng.getrandbits(32):08x}",
        kit=texts.hostile_kit(rng, style.kit),
        campaign=Campaign.of(room, style.life),
        bin_=room.bin_of(f"{room.country().code}/virtual/{rng.randint(0, 5)}"),
        subnet=room.subnet(254, country=room.country().code),
        holdings=shells(room, cells, style.identity.shells) if style.identity.shells else Holdings([]),
        customers=_customers(room) if style.work.hydra else [],
    )


def cell_sizes(room: Room, size: int, style: RingStyle) -> list[int]:
    """Sizes of cells that make up the ring; most are near the usual size, some several times as large."""
    sizes: list[int] = []
    left = size
    while left:
        drawn = max(1, round(style.cell * room.rng.lognormvariate(0.0, style.scatter)))
        sizes.append(min(left, drawn))
        left -= sizes[-1]
    return sizes


def members(operator: Operator, sizes: list[int]) -> Iterator[AccountPlan]:
    """Every account of the ring, cell by cell."""
    first_pool = sum(sizes) * (1.0 - operator.style.life.second_pool)
    passed = 0
    for number, size in enumerate(sizes):
        cell = _opened(operator, number, size, second=passed >= first_pool)
        passed += size
        for seat in range(size):
            yield _member(cell, seat)


def _opened(operator: Operator, number: int, size: int, *, second: bool) -> Cell:
    """One cell of the operator; `second`: of the pool that begins after the ban."""
    room, style, country = operator.room, operator.style, operator.room.country()
    companies = operator.holdings.operating
    funding = room.rng.choice(style.identity.funding)
    wallet = Wallet(room, style.identity, country, operator.bin_, size, funding)
    return Cell(
        operator=operator,
        number=number,
        size=size,
        country=country,
        front=Front.of(room, style.identity, wallet, companies[number] if companies else None),
        route=Route.of(room, style.access, country, size, operator.subnet),
        second=second,
    )


def _member(cell: Cell, seat: int) -> AccountPlan:
    """One account of a cell: an ordinary person's, dressed up, put to work and on the calendar."""
    operator, room = cell.operator, cell.operator.room
    plan = person(room, _FACE, kind="ring", country=cell.country if room.rng.random() < 0.4 else None)
    plan.operator, plan.cell = operator.name, cell.name
    plan.api_only = room.rng.random() < operator.style.work.api_only
    work, own = _work(cell, plan, seat), plan.billing
    cell.front.dress(plan, seat)
    if cell.second:
        operator.campaign.after_the_ban(room, plan, work)
    elif room.rng.random() < operator.style.life.aged:
        operator.campaign.bought(room, plan, work)
        plan.billing = own  # sold with the card that pays for it
    else:
        operator.campaign.opened(room, plan, work)
    if plan.verified_at:
        plan.verified_at = plan.created_at
    return plan


def _work(cell: Cell, plan: AccountPlan, seat: int) -> Phase:
    """The stretch in which the account works for the ring."""
    operator, work, usual = cell.operator, cell.operator.style.work, plan.phases[0]
    rng = operator.room.rng
    return replace(
        usual,
        requests_per_day=work.requests_per_day * rng.lognormvariate(-(work.spread**2) / 2, work.spread),
        ask=_asking(operator, plan, usual.ask),
        clock=_clock(cell, work, usual.clock),
        where=cell.route.where(seat, usual.where),
        model=_model(operator, usual.model),
        active=min(1.0, work.active * rng.uniform(0.7, 1.4)),
    )


def _asking(operator: Operator, plan: AccountPlan, usual: Ask) -> Ask:
    """The script, hidden among an ordinary person's questions and, in a hydra, among customers' own requests."""
    work, rng = operator.style.work, operator.room.rng
    mundane = rng.uniform(*work.mundane)
    ask = sometimes(usual, operator.kit.asker(plan.account), mundane)
    plan.mundane = 1.0 - (1.0 - mundane) * (1.0 - work.hydra)
    return sometimes(rng.choice(operator.customers), ask, work.hydra) if work.hydra else ask


def _model(operator: Operator, usual: Which) -> Which:
    """What the person would use, until the operator sends the account to the new model."""
    room = operator.room
    if room.rng.random() >= operator.style.work.jump:
        return usual
    return models.moving(usual, models.NEXT_REASONER, room.rng.uniform(0.2, 0.9), room.release)


def _customers(room: Room) -> list[Ask]:
    """Unrelated people and firms who buy access from the operator and know nothing of the script."""
    library = room.commons.library
    firms = [texts.support_bot(room.rng).ask for _ in range(_CUSTOMERS)]
    tastes = [library.ask(room.rng.choice(_FACE.tastes)) for _ in range(_CUSTOMERS)]
    return [any_of((firm, taste)) for firm, taste in zip(firms, tastes, strict=True)]


def _clock(cell: Cell, work: Work, usual: Clock) -> Clock:
    if work.hours is Hours.PEOPLE:
        return usual
    if work.hours is Hours.CLOCK:
        return Clock(clocks.FLAT)
    return Clock(clocks.shift(_SHIFT_HOURS * cell.number % 24, _SHIFT_HOURS))
