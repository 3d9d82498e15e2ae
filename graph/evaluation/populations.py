"""Which honest groups live in the small world? Individuals, a café, a campus, an agency and a firm.

Each function adds one group to the plan. Honest groups share things too: that is the point of having them.
"""

from random import Random

from graph.evaluation.plans import AccountPlan, Ask, Supply, WorldPlan
from graph.evaluation.wording import AGENCY_TEMPLATE, FIRM_TEMPLATE, HOMEWORK, everyday_question, filled

FIRST = (
    "Mina Jonas Aiko Femi Lucia Piotr Sena Tomas Noura Erik Amara Luis Hana Owen Zeynep Ravi Clara Mateus Ines Oskar "
    "Leila Anton Grace Yusuf Marta Daniel Thuy Kofi Elena Hugo"
).split()
LAST = (
    "Okafor Lindqvist Tanaka Moreau Adeyemi Kowalski Demir Pereira Haddad Berg Mensah Ortiz Sato Price Yilmaz Nair "
    "Weiss Costa Duarte Holm Farah Novak Lin Rahman Nowak Reyes Pham Asante Petrova Keller"
).split()
STREETS = "Mill Lane,Station Road,Rua do Sol,Lindenweg,Kanalgata,Via Roma,Hill Street,Quai Nord".split(",")
COUNTRIES = "GB DE PT SE JP NG FR PL TR BR IN ES".split()
MAIL = ("gmail.com", "outlook.com", "gmx.de", "yahoo.com", "proton.me")


def mixed(template: str, share: float) -> Ask:
    """Ask the template in that share of requests, ordinary questions otherwise."""

    def ask(rng: Random) -> str:
        return filled(template, rng) if rng.random() < share else everyday_question(rng)

    return ask


def somebody(
    world: WorldPlan, supply: Supply, *, kind: str, ask: Ask, oldest_days: int, newest_days: int
) -> AccountPlan:
    """One person with their own card, device and home address."""
    rng = supply.rng
    name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    mailbox = f"{name.lower().replace(' ', '.')}{rng.randint(1, 999)}@{rng.choice(MAIL)}"
    plan = AccountPlan(
        account=supply.account(),
        created_at=supply.created(world.until, oldest_days, newest_days),
        country=rng.choice(COUNTRIES),
        email=mailbox,
        ask=ask,
        requests_per_day=rng.lognormvariate(0.0, 0.7),
        cards=[supply.card()],
        addresses=[supply.home_address() for _ in range(rng.randint(1, 3))],
        devices=[supply.device()],
        kind=kind,
        name=name,
        phone=f"+44 7{rng.randint(100, 999)} {rng.randint(100000, 999999)}",
        street=f"{rng.randint(1, 180)} {rng.choice(STREETS)}",
        hours=(rng.randint(6, 10), rng.randint(17, 23)),
        amount=rng.choice((1_000, 2_000, 5_000)),
    )
    world.accounts.append(plan)
    return plan


def individuals(world: WorldPlan, supply: Supply, count: int) -> None:
    """Honest people who share nothing."""
    for _ in range(count):
        somebody(world, supply, kind="individual", ask=everyday_question, oldest_days=500, newest_days=world.days // 2)


def cafe(world: WorldPlan, supply: Supply, count: int) -> None:
    """Regulars who use the café's network now and then."""
    address = supply.home_address()
    for _ in range(count):
        regular = somebody(world, supply, kind="cafe", ask=everyday_question, oldest_days=400, newest_days=20)
        regular.addresses.append(address)
        regular.benign_group = "cafe"


def campus(world: WorldPlan, supply: Supply, count: int) -> None:
    """Students behind one address who paste the same homework and get a programme's free credit."""
    address = supply.home_address()

    def ask(rng: Random) -> str:
        return HOMEWORK if rng.random() < 0.25 else everyday_question(rng)

    for _ in range(count):
        student = somebody(world, supply, kind="campus", ask=ask, oldest_days=70, newest_days=30)
        student.email = f"{student.name.lower().replace(' ', '.')}{supply.used}@saint-aldate.ac.uk"
        student.addresses = [address, *student.addresses[:1]]
        student.cards, student.program, student.benign_group = [], "education", "campus"


def organisation(world: WorldPlan, ident: str, name: str, *, registered: tuple[str, str], director: str) -> None:
    """A company whose director owns it; `registered` is its jurisdiction and number."""
    jurisdiction, number = registered
    world.entities.append(
        {
            "id": ident,
            "name": name,
            "jurisdiction": jurisdiction,
            "hq_country": jurisdiction,
            "registration_number": number,
            "incorporated_on": "2014-05-12",
            "registered_address": f"1 {name} House",
            "registered_agent": None,
            "directors": [director],
            "owners": [{"owner": director, "share": 100.0}],
        }
    )


def agency(world: WorldPlan, supply: Supply, count: int) -> None:
    """A verified agency that runs its clients' accounts on one card, from one office, with one house style."""
    director = world.person(101, "Greta Pinecote", "1979-03-02", "SE")
    organisation(world, "ent_pinecote", "Pinecote Studio AB", registered=("SE", "5566778899"), director=director)
    card, office = supply.card(), supply.home_address()
    for _ in range(count):
        client = somebody(
            world, supply, kind="agency", ask=mixed(AGENCY_TEMPLATE, 0.7), oldest_days=600, newest_days=100
        )
        client.cards, client.addresses, client.entity = [card], [office], "ent_pinecote"
        client.plan, client.benign_group, client.declared_accounts = "business", "agency", count + 4
        client.email = f"client{supply.used}@pinecote-studio.se"
        client.verified_at = client.created_at


def firm(world: WorldPlan, supply: Supply, count: int) -> None:
    """Harbour Analytics: one company, one egress, a support desk that repeats itself, high volume."""
    director = world.person(102, "Jonas Brandt", "1971-11-23", "DE")
    organisation(world, "ent_harbour", "Harbour Analytics GmbH", registered=("DE", "HRB 184221"), director=director)
    card, egress = supply.card(), supply.home_address()
    for _ in range(count):
        seat = somebody(world, supply, kind="firm", ask=mixed(FIRM_TEMPLATE, 0.6), oldest_days=700, newest_days=200)
        seat.cards, seat.addresses, seat.entity = [card], [egress], "ent_harbour"
        seat.plan, seat.benign_group, seat.declared_accounts = "business", "firm", count
        seat.email, seat.verified_at = f"desk{supply.used}@harbour-analytics.de", seat.created_at
        seat.requests_per_day *= 3
