"""What do honest groups have in common, so that nobody mistakes sharing for guilt?

In the room: a campus behind one address with its homework, a household with one card, the café, an agency, build
machines, a hackathon on one weekend, a reseller's customers, and people who meet on a VPN's exits.
"""

from collections import Counter
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from random import Random

import pytest

from graph.evaluation.worlds.geography import COUNTRIES
from graph.evaluation.worlds.honest import kinds
from graph.evaluation.worlds.honest.events import hackathon
from graph.evaluation.worlds.honest.homes import cafe, household, individuals, travellers
from graph.evaluation.worlds.honest.houses import organisation
from graph.evaluation.worlds.honest.persons import PersonStyle
from graph.evaluation.worlds.plans import AccountPlan, Unit
from graph.evaluation.worlds.room import Commons, Room
from graph.evaluation.worlds.tastes import NOTHING_BROUGHT
from graph.signals.kinds import NetworkClass
from graph.signals.ranges import NetworkRanges

UNTIL = datetime(2026, 11, 1, tzinfo=UTC)
SINCE = UNTIL - timedelta(days=42)
ANYBODY = PersonStyle()


@pytest.fixture
def room() -> Room:
    return Room(Random(5), SINCE, UNTIL, Commons.of("test", 2_000, NOTHING_BROUGHT))


def addresses(plans: list[AccountPlan]) -> Counter[str]:
    """How many of the accounts come from an address at some time."""
    rng = Random(1)
    days = [SINCE + timedelta(days=day) for day in range(42)]
    seen: Counter[str] = Counter()
    for plan in plans:
        seen.update({plan.phases[0].where(rng, day) for day in days})
    return seen


def cards(unit: Unit) -> Counter[str]:
    return Counter(card.fingerprint for plan in unit.accounts for card in plan.billing.cards)


def test_a_campus_stands_behind_one_address_and_pastes_the_same_sheet(room: Room) -> None:
    students = list(organisation(room, 120, kinds.CAMPUS).accounts)
    assert addresses(students).most_common(1)[0][1] == 120
    rng, when = Random(2), UNTIL - timedelta(days=3)
    asked = Counter(plan.phases[0].ask(rng, when) for plan in students for _ in range(20))
    assert asked.most_common(1)[0][1] >= 40
    assert {plan.program for plan in students} == {"education"}
    assert {plan.operator for plan in students} == {None}


def test_a_household_shares_roof_and_often_a_card_a_cafe_only_its_network(room: Room) -> None:
    families = [household(room, 4, ANYBODY) for _ in range(40)]
    families = [Unit(list(family.accounts)) for family in families]
    assert all(len({plan.street for plan in family.accounts}) == 1 for family in families)
    sharing = [family for family in families if cards(family) and cards(family).most_common(1)[0][1] > 1]
    assert 10 <= len(sharing) <= 35
    regulars = Unit(list(cafe(room, 30, ANYBODY).accounts))
    assert addresses(list(regulars.accounts)).most_common(1)[0][1] == 30
    assert set(cards(regulars).values()) == {1}


def test_an_agency_pays_with_one_card_and_a_resellers_customers_have_nothing_else_in_common(room: Room) -> None:
    agency = organisation(room, 20, kinds.AGENCY)
    assert list(cards(agency).values()) == [20]
    customers = organisation(room, 20, kinds.RESELLER)
    assert len(cards(customers)) <= 3
    homes = [at for at, count in addresses(list(customers.accounts)).items() if count > 5]
    assert not homes


def test_build_machines_ask_in_one_wording_from_a_datacentre_and_open_no_page(room: Room) -> None:
    fleet = list(organisation(room, 25, kinds.CI_FLEET).accounts)
    assert all(plan.api_only for plan in fleet)
    rng = Random(3)
    openings = Counter(plan.phases[0].ask(rng, UNTIL)[:40] for plan in fleet for _ in range(10))
    assert openings.most_common(1)[0][1] >= 180


def test_a_hackathon_is_one_weekend(room: Room) -> None:
    teams = list(hackathon(room, 50, kinds.HACKATHON).accounts)
    busy = {plan.phases[0].since for plan in teams}
    assert len(busy) == 1
    friday = busy.pop()
    assert (friday.weekday(), SINCE <= friday < UNTIL) == (4, True)
    assert sum(friday <= plan.created_at < friday + timedelta(days=1) for plan in teams) > 25
    assert sum(plan.created_at < friday for plan in teams) > 3


def test_strangers_meet_on_vpn_exits_and_some_live_where_a_proxy_sells_homes(room: Room) -> None:
    assert addresses(list(travellers(room, 80, ANYBODY).accounts)).most_common(1)[0][1] > 5
    people = list(individuals(room, 400, ANYBODY).accounts)
    assert set(addresses(people)) & set(room.commons.proxied_homes)
    funding = {card.funding for plan in people for card in plan.billing.cards}
    assert funding == {"credit", "debit", "prepaid", "virtual"}


def test_simulated_addresses_are_of_the_kind_that_real_lists_say(room: Room, shared_data: Path) -> None:
    blocks = (shared_data / "network" / "datacenter_ipv4.txt").read_text().split()
    ranges = NetworkRanges.of({NetworkClass.HOSTING: [ip_network(block) for block in blocks]})
    homes = [at for country in COUNTRIES for _ in range(40) if ":" not in (at := room.home(country.code))]
    servers = [room.hosting() for _ in range(200)]
    assert (ranges.classify(homes) == NetworkClass.HOSTING).mean() < 0.03
    assert (ranges.classify(servers) == NetworkClass.HOSTING).mean() > 0.9
