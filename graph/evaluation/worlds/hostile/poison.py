"""How does a ring make honest people look like its own? Four techniques apart, all of them together, and a lure.

Victims are planned first and go on as they would without the ring; only the ring's accounts are bent. Each account of
the ring takes one victim as its model, and begins when the victim has been seen for a while. The lure is different:
the victims themselves paste the ring's orders, which somebody gave away as a collection of good prompts.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from graph.evaluation.worlds import people, texts, where
from graph.evaluation.worlds.honest.companies import Company, company
from graph.evaluation.worlds.honest.persons import PersonStyle, person
from graph.evaluation.worlds.hostile.rings import Operator, cell_sizes, founded, members
from graph.evaluation.worlds.hostile.styles import RingStyle
from graph.evaluation.worlds.plans import AccountPlan, Row, Unit
from graph.evaluation.worlds.room import Room
from graph.evaluation.worlds.tastes import sometimes
from graph.evaluation.worlds.texts import Template

_TARGET = PersonStyle(requests_per_day=0.8, unpaid=0.0, api_only=0.0, newest_days=60, recent=0.3, recent_days=120)
_OWN_WORDING, _COPIED, _THROUGH_VICTIM, _PASTED = 0.4, 0.35, 0.5, 0.25


class Technique(StrEnum):
    """What the ring puts on its victims."""

    FACTS = auto()
    """Their declared address, phone, mail domain and company name."""
    EGRESS = auto()
    """Its traffic, through a proxy behind the victim's own address."""
    CARD = auto()
    """Payments with their stolen card, disputed later."""
    PROMPTS = auto()
    """Their own wordings and public ones, in its requests."""
    ALL = auto()
    """All of it."""
    PASTED = auto()
    """Its orders, pasted by the victims into a quarter of their own requests; nothing else."""


@dataclass(slots=True)
class Victim:
    """An honest account with what can be copied from it."""

    plan: AccountPlan
    address: str
    wording: Template
    company: Company


def poisoned(room: Room, size: int, style: RingStyle, technique: Technique) -> Unit:
    """As many victims as accounts of the ring that poisons them."""
    victims = [_victim(room) for _ in range(size // 2)]
    sizes = cell_sizes(room, size - len(victims), style)
    operator = founded(room, style, len(sizes))
    for victim in victims:
        victim.plan.victim = {"technique": technique.value, "operator": operator.name}
        if technique is Technique.PASTED:
            _lure(operator, victim.plan)
    unit = Unit((), [victim.company.entity for victim in victims])
    unit.persons = [row for victim in victims for row in victim.company.persons]
    unit.accounts = _everybody(operator, sizes, victims, technique, unit.entities)
    return unit


def _victim(room: Room) -> Victim:
    """Somebody with a mailbox at a domain of their own, a company, a home, and a wording that they use again."""
    rng, country = room.rng, room.country()
    plan = person(room, _TARGET, kind="individual", country=country)
    found = company(room, country)
    plan.email = people.mailbox(plan.name, found.domain, rng)
    plan.street, plan.phone = room.street(country.code), room.phone(country.code)
    plan.entity = found.ident
    address, wording, phase = room.home(country.code), texts.house_style(rng), plan.phases[0]
    phase.where = where.by_day([address] * 5 + [rng.choice(room.commons.carriers)], room.salt)
    phase.ask = sometimes(wording.ask, phase.ask, _OWN_WORDING)
    return Victim(plan, address, wording, found)


def _everybody(
    operator: Operator, sizes: list[int], victims: list[Victim], technique: Technique, entities: list[Row]
) -> Iterator[AccountPlan]:
    yield from (victim.plan for victim in victims)
    for number, plan in enumerate(members(operator, sizes)):
        victim = victims[number % len(victims)] if victims else None
        if victim:
            _bend(operator.room, plan, victim, technique, entities)
        yield plan


def _lure(operator: Operator, plan: AccountPlan) -> None:
    """From the ring's first day on, some of the victim's own requests are the ring's orders."""
    phase = plan.phases[0]
    usual, begun = phase.ask, operator.campaign.since
    pasting = sometimes(operator.kit.asker(plan.account), usual, _PASTED)
    phase.ask = lambda rng, at: (pasting if at >= begun else usual)(rng, at)


def _bend(room: Room, plan: AccountPlan, victim: Victim, technique: Technique, entities: list[Row]) -> None:
    if technique in {Technique.FACTS, Technique.ALL}:
        entities.append(_copy_facts(room, plan, victim))
    if technique in {Technique.CARD, Technique.ALL}:
        stolen = [replace(card, disputed=True) for card in victim.plan.billing.cards]
        plan.billing = replace(plan.billing, cards=stolen)
    work = plan.phases[-1]
    if technique in {Technique.EGRESS, Technique.ALL}:
        work.where = where.mostly(work.where, where.always(victim.address), _THROUGH_VICTIM)
    if technique in {Technique.PROMPTS, Technique.ALL}:
        public = sometimes(lambda rng, _at: texts.popular(rng), victim.wording.ask, 0.3)
        work.ask = sometimes(public, work.ask, _COPIED)
        plan.mundane = 1.0 - (1.0 - (plan.mundane or 0.0)) * (1.0 - _COPIED)


def _copy_facts(room: Room, plan: AccountPlan, victim: Victim) -> Row:
    """Declare what the victim declares; the company is another one of the same name."""
    plan.street, plan.phone = victim.plan.street, victim.plan.phone
    plan.email = people.mailbox(plan.name, victim.plan.email.partition("@")[2], room.rng)
    copied = company(room, room.country(), str(victim.company.entity["name"])).entity
    copied["directors"], copied["owners"] = [], []
    plan.entity = str(copied["id"])
    return copied
