"""Who else abuses a provider? Small operators who do not distil: resale, farming of free credit, stolen cards.

The truth calls them benign, because it is about distillation alone, and names them in `kind` and `benign_group`: what a
detector of distillation does to them is reported beside the honest groups. They share cards, devices and addresses as
rings do, and no script.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from graph.evaluation.worlds import people, where
from graph.evaluation.worlds.honest.persons import PersonStyle, person
from graph.evaluation.worlds.plans import AccountPlan, Billing, Unit
from graph.evaluation.worlds.room import Room
from graph.evaluation.worlds.tastes import any_of

_FACE = PersonStyle(recent=0.8, disposable=0.25, virtual=0.3)
_TO_A_DEVICE, _TO_A_CARD = 6, 5


def resale(room: Room, size: int) -> Unit:
    """Access sold on without a contract: each account carries several strangers' requests through VPN exits."""
    library, rng = room.commons.library, room.rng
    cards = [room.card(room.country().code, "virtual") for _ in range(size // _TO_A_CARD + 1)]

    def sold() -> AccountPlan:
        plan = _account(room, "resale")
        plan.billing = Billing([rng.choice(cards)], every_days=rng.uniform(8, 25))
        phase = plan.phases[0]
        phase.ask = any_of(tuple(library.ask(rng.choice(_FACE.tastes)) for _ in range(4)))
        phase.where = where.by_day(rng.choices(room.commons.exits, k=4), room.salt)
        phase.requests_per_day = 2.5 * rng.lognormvariate(-0.2, 0.6)
        return plan

    return Unit(sold() for _ in range(size))


def credit_farm(room: Room, size: int) -> Unit:
    """Accounts opened for their free credit, six to a device, used up within days and left."""
    return Unit(_farmed(room, size))


def _farmed(room: Room, size: int) -> Iterator[AccountPlan]:
    rng, device, home = room.rng, "", ""
    for number in range(size):
        plan = _account(room, "free_credit")
        if number % _TO_A_DEVICE == 0:
            device, home = room.device(), room.home(plan.country)
        plan.devices, plan.billing, plan.program = [device], Billing(), rng.choice((None, None, "startup"))
        plan.email = people.mailbox(plan.name, rng.choice(people.DISPOSABLE_MAIL), rng)
        plan.created_at = room.since + timedelta(days=rng.uniform(0, room.days - 4))
        spent = plan.created_at + timedelta(days=rng.uniform(1, 5))
        usual = plan.phases[0]
        plan.phases = [replace(usual, until=spent, requests_per_day=4.0, active=1.0, where=where.always(home))]
        yield plan


def stolen_cards(room: Room, size: int) -> Unit:
    """Credit bought with other people's cards: many short-lived accounts, payments disputed weeks later."""
    return Unit(_paid_by_others(room) for _ in range(size))


def _paid_by_others(room: Room) -> AccountPlan:
    rng = room.rng
    plan = _account(room, "stolen_cards")
    stolen = [replace(room.card(room.country().code, "credit"), disputed=True) for _ in range(rng.randint(1, 3))]
    plan.billing = Billing(stolen, amount=rng.choice((5_000, 10_000)), every_days=4.0, failed=0.3)
    plan.created_at = room.since + timedelta(days=rng.uniform(0, room.days - 5))
    spent = plan.created_at + timedelta(days=rng.uniform(3, 12))
    plan.phases = [replace(plan.phases[0], until=spent, requests_per_day=3.0)]
    return plan


def _account(room: Room, kind: str) -> AccountPlan:
    plan = person(room, _FACE, kind=kind)
    plan.benign_group = kind
    return plan
