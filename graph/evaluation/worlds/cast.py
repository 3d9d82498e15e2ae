"""Who has a name? The characters of the demo: Harbour, Pinecote, the campus of Saint Aldate, Larkspur, a slow ring.

They behave as published campaigns and ordinary companies do, small enough to be looked at one by one.
"""

from dataclasses import replace
from datetime import timedelta

from graph.evaluation.worlds import clocks, models, texts, where
from graph.evaluation.worlds.clocks import Clock
from graph.evaluation.worlds.geography import BY_CODE
from graph.evaluation.worlds.honest import kinds
from graph.evaluation.worlds.honest.persons import PersonStyle, person
from graph.evaluation.worlds.plans import AccountPlan, Card, Row, Unit
from graph.evaluation.worlds.room import Room
from graph.evaluation.worlds.tastes import sometimes
from graph.evaluation.worlds.texts import Kit, KitStyle

HARBOUR = replace(
    kinds.FIRM,
    name="Harbour Analytics GmbH",
    wordings=(1, 1),
    repeated=(0.5, 0.7),
    cards=(1, 1),
    egress=(1, 1),
    verified=1.0,
    declared=1.0,
    registered=1.0,
)
PINECOTE = replace(
    kinds.AGENCY,
    name="Pinecote Studio AB",
    repeated=(0.6, 0.8),
    egress=(1, 1),
    verified=1.0,
    declared=1.0,
    registered=1.0,
)
SAINT_ALDATE = replace(kinds.CAMPUS, name="Saint Aldate College", declared=0.0)
SHELLS = (
    ("Larkspur Data Ltd", "GB", 1.0),
    ("Bellwether Labs Ltd", "GB", 0.8),
    ("Quillon Research LLC", "US", 0.6),
    ("Tamarisk Systems OÜ", "EE", 0.5),
    ("Ostler Analytics Ltd", "GB", 0.35),
)
_OFFICE = "14 Fenwick Row, London"
_MEMBER = PersonStyle(disposable=0.15, own_domain=0.35, verified=1.0, business=1.0, cloud=0.0, vpn=0.0, api_only=0.0)
_LODGER = PersonStyle(disposable=0.1, cloud=0.0, vpn=0.0, api_only=0.0)


def larkspur(room: Room, size: int) -> Unit:
    """Five young companies, one owner behind four of them, one agent's office; cards in threes, three addresses."""
    kit = texts.hostile_kit(room.rng, KitStyle(families=6))
    owner = room.person("Miro Vantage", "CY")
    unit = Unit([], [], [owner])
    weights = sum(weight for _, _, weight in SHELLS)
    bridge_card, bridge_device = room.card("GB", "virtual"), room.device()
    for index, (name, jurisdiction, weight) in enumerate(SHELLS):
        director = room.person(f"Nominee {name.split()[0]}", jurisdiction)
        shell = _shell(room, name, director, owner if index < 4 else director)
        members = [_member(room, kit, shell) for _ in range(max(3, round(size * weight / weights)))]
        _share(room, members)
        if index < 2:
            for member in members[:2]:
                member.billing.cards.append(bridge_card)
        if index in {1, 2}:
            members[-1].devices = [bridge_device]
        unit.accounts = [*unit.accounts, *members]
        unit.entities.append(shell)
        unit.persons.append(director)
    return unit


def _shell(room: Room, name: str, director: Row, owner: Row) -> Row:
    return {
        "id": room.entity_id(),
        "name": name,
        "jurisdiction": director["nationality"],
        "hq_country": director["nationality"],
        "registration_number": str(room.rng.randint(10_000_000, 19_999_999)),
        "incorporated_on": f"{room.since - timedelta(days=room.rng.randint(60, 120)):%Y-%m-%d}",
        "registered_address": _OFFICE,
        "registered_agent": "Fenwick Formations",
        "directors": [director["id"]],
        "owners": [{"owner": owner["id"], "share": {"min": 75, "max": 100}}],
    }


def _member(room: Room, kit: Kit, shell: Row) -> AccountPlan:
    """An account of a shell: opened lately, verified, six requests a day at any hour, half of them ordinary."""
    country = BY_CODE[shell["jurisdiction"]] if room.rng.random() < 0.4 else None
    plan = person(room, _MEMBER, kind="ring", country=country)
    plan.operator, plan.cell, plan.entity = "op_larkspur", shell["id"], shell["id"]
    plan.created_at = room.created(room.days + 10, 12)
    plan.verified_at, plan.street = plan.created_at, _OFFICE
    _harvest(room, plan, kit, (1.5, 5.0))
    if room.rng.random() < 0.2:
        plan.phases[0].clock = Clock(clocks.FLAT)
    return plan


def _harvest(room: Room, plan: AccountPlan, kit: Kit, requests: tuple[float, float]) -> None:
    phase = plan.phases[0]
    harvest = room.rng.uniform(0.25, 0.65)
    phase.ask, plan.mundane = sometimes(kit.asker(plan.account), phase.ask, harvest), 1.0 - harvest
    phase.requests_per_day = room.rng.uniform(*requests)
    if room.rng.random() < 0.5:
        phase.model = models.moving(phase.model, models.NEXT_REASONER, room.rng.uniform(0.3, 0.8), room.release)


def _share(room: Room, members: list[AccountPlan]) -> None:
    """A card for three accounts each; three addresses of one block for all, beside each one's own."""
    subnet = room.subnet(3, country="GB")
    for start in range(0, len(members), 3):
        card = room.card(members[start].country, "virtual" if room.rng.random() < 0.5 else "credit")
        for member in members[start : start + 3]:
            member.billing.cards = [card] if room.rng.random() < 0.7 else [room.card(member.country, "virtual")]
            member.billing.every_days = room.rng.uniform(12, 30)
            shared = where.by_day(room.rng.sample(subnet, 2), room.salt)
            at_home = room.rng.choice((0.0, 0.0, 0.3))
            member.phases[0].where = where.mostly(shared, member.phases[0].where, at_home)


def slow_ring(room: Room, size: int) -> Unit:
    """Lodgers in homes all over the world who never meet: a few requests a day, a card for about six of them."""
    kit = texts.hostile_kit(room.rng, KitStyle(families=4))
    cards = [
        room.card(room.country().code, room.rng.choice(("prepaid", "virtual", "debit")))
        for _ in range(max(2, size // 6))
    ]
    return Unit([_lodger(room, kit, cards[index % len(cards)]) for index in range(size)])


def _lodger(room: Room, kit: Kit, card: Card) -> AccountPlan:
    plan = person(room, _LODGER, kind="ring")
    plan.operator, plan.cell = "op_slow", card.fingerprint
    plan.created_at = room.created(room.days + 40, room.days)
    plan.billing.cards = [card]
    _harvest(room, plan, kit, (1.2, 4.0))
    return plan
