"""Who shares a roof? Individuals by themselves, households, and the regulars of a café."""

from dataclasses import replace

from graph.evaluation.worlds import where
from graph.evaluation.worlds.honest.persons import PersonStyle, person
from graph.evaluation.worlds.plans import AccountPlan, Unit
from graph.evaluation.worlds.room import Room


def individuals(room: Room, size: int, style: PersonStyle) -> Unit:
    """People who know nothing of each other."""
    return Unit(person(room, style, kind="individual") for _ in range(size))


def household(room: Room, size: int, style: PersonStyle) -> Unit:
    """A family or shared flat: one address and street, often one card, sometimes one computer."""
    rng, country = room.rng, room.country()
    address, street = room.home(country.code), room.street(country.code)
    card = room.card(country.code, "debit")
    computer = room.device()
    one_card, one_computer = rng.random() < 0.75, rng.random() < 0.4

    def member() -> AccountPlan:
        plan = person(room, style, kind="household", country=country)
        plan.street, plan.benign_group = street, "household"
        plan.phases[0].where = where.by_day([address] * 4 + [rng.choice(room.commons.carriers)], room.salt)
        if one_card and plan.billing.cards:
            plan.billing.cards = [card]
        if one_computer:
            plan.devices = [computer, *plan.devices[:1]]
        return plan

    return Unit(member() for _ in range(size))


def cafe(room: Room, size: int, style: PersonStyle) -> Unit:
    """Regulars who sit in the café's network on some days, and live around the corner."""
    country = room.country()
    address = room.home(country.code)

    def regular() -> AccountPlan:
        plan = person(room, style, kind="cafe", country=country)
        plan.benign_group = "cafe"
        plan.phases[0].where = where.mostly(plan.phases[0].where, where.always(address), 0.3)
        return plan

    return Unit(regular() for _ in range(size))


def travellers(room: Room, size: int, style: PersonStyle) -> Unit:
    """Customers of a VPN: they meet on its exits, each day on another one."""
    style = replace(style, vpn=1.0, cloud=0.0)

    def traveller() -> AccountPlan:
        plan = person(room, style, kind="vpn")
        plan.benign_group = "vpn"
        return plan

    return Unit(traveller() for _ in range(size))
