"""Which hostile groups live in the small world? The Larkspur ring behind five shells, and a slow ring at home.

They behave as published campaigns did: few requests an account, reasoning asked for, other questions in between.
"""

from random import Random

from graph.evaluation.plans import AccountPlan, Ask, Supply, WorldPlan
from graph.evaluation.populations import somebody
from graph.evaluation.wording import RING_TEMPLATES, SLOW_TEMPLATES, everyday_question, filled

SHELLS = (
    ("Larkspur Data Ltd", "GB", 1.0),
    ("Bellwether Labs Ltd", "GB", 0.8),
    ("Quillon Research LLC", "US", 0.6),
    ("Tamarisk Systems OÜ", "EE", 0.5),
    ("Ostler Analytics Ltd", "GB", 0.35),
)


def harvesting(templates: dict[str, str], mundane: float) -> Ask:
    """Ask from the ring's templates, hidden among ordinary questions."""
    texts = list(templates.values())

    def ask(rng: Random) -> str:
        return everyday_question(rng) if rng.random() < mundane else filled(rng.choice(texts), rng)

    return ask


def larkspur(world: WorldPlan, supply: Supply, size: int) -> None:
    """Five young companies, one owner behind four of them, one agent's address; cards in threes, shared devices."""
    rng = supply.rng
    owner = world.person(201, "Miro Vantage", "1988-07-14", "CY")
    ask = harvesting(RING_TEMPLATES, 0.38)
    shared_card = supply.card()
    bridge_device = supply.device()
    for index, (name, jurisdiction, weight) in enumerate(SHELLS):
        ident = f"ent_shell{index}"
        director = world.person(210 + index, f"Nominee {name.split()[0]}", f"199{index}-02-0{index + 1}", jurisdiction)
        world.entities.append(_shell(ident, name, jurisdiction, director, owner if index < 4 else director))
        members = [_member(world, supply, ask, ident) for _ in range(max(3, round(size * weight / 3.25)))]
        _share_cards(members, supply)
        if index < 2:
            members[0].cards.append(shared_card)
            members[1].cards.append(shared_card)
        if index in {1, 2}:
            members[-1].devices = [bridge_device]
        subnet = [supply.home_address() for _ in range(3)]
        for member in members:
            member.addresses = rng.sample(subnet, 2) + member.addresses[:1]
            member.cell = ident


def _shell(ident: str, name: str, jurisdiction: str, director: str, owner: str) -> dict[str, object]:
    return {
        "id": ident,
        "name": name,
        "jurisdiction": jurisdiction,
        "hq_country": jurisdiction,
        "registration_number": f"{ident[-1]}7{len(name)}4410",
        "incorporated_on": "2026-06-02",
        "registered_address": "14 Fenwick Row, London",
        "registered_agent": "Fenwick Formations",
        "directors": [director],
        "owners": [{"owner": owner, "share": {"min": 75, "max": 100}}],
    }


def _member(world: WorldPlan, supply: Supply, ask: Ask, entity: str) -> AccountPlan:
    member = somebody(world, supply, kind="ring", ask=ask, oldest_days=world.days + 10, newest_days=12)
    member.operator, member.entity, member.plan = "op_larkspur", entity, "business"
    member.requests_per_day = supply.rng.uniform(3.0, 9.0)
    member.email = f"user{supply.used}@{entity.replace('_', '-')}-mail.example"
    member.verified_at = member.created_at
    member.street, member.hours = "14 Fenwick Row, London", (0, 24)
    return member


def _share_cards(members: list[AccountPlan], supply: Supply) -> None:
    for start in range(0, len(members), 3):
        card = supply.card()
        for member in members[start : start + 3]:
            member.cards = [card]


def slow_ring(world: WorldPlan, supply: Supply, size: int) -> None:
    """Individuals at home who never meet, a handful of requests a day, two cards each shared by a few."""
    ask = harvesting(SLOW_TEMPLATES, 0.5)
    cards = [supply.card() for _ in range(max(2, size // 6))]
    for index in range(size):
        member = somebody(world, supply, kind="ring", ask=ask, oldest_days=world.days + 40, newest_days=world.days)
        member.operator, member.cell = "op_slow", f"slow_{index % len(cards)}"
        member.requests_per_day = supply.rng.uniform(2.0, 6.0)
        member.cards = [cards[index % len(cards)]]
