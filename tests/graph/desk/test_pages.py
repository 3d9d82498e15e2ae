"""The Larkspur network, its accounts and Harbour on their pages: drawn and listed alike, masked, at a fixed price."""

import csv
import io
import json
from datetime import date
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.parties.models import Account
from accounts.review.actions import refer
from graph.desk.conduct_charts import hours_of
from graph.desk.drawing import Drawing, DrawnAccount, Hold
from graph.desk.growth import area, growth
from graph.desk.lines import line
from graph.networks.models import Membership, Network
from graph.risk.models import Assessment
from graph.signals.kinds import Kind
from graph.signals.models import Identifier, Sighting, WeeklyProfile
from tests import world

CARD = "•••• 4242"


def logged_in(username: str) -> Client:
    client = Client()
    client.force_login(world.person(username))
    return client


@pytest.fixture
def ines(db: None) -> Client:
    return logged_in("ines")


@pytest.fixture
def ring(db: None) -> list[Account]:
    return world.let_in(world.larkspur())


def network(accounts: list[Account], name: str = "Larkspur", network: str = world.LARKSPUR_NETWORK) -> Network:
    """The network of these accounts as the derivation leaves it: all show one card, the first of them one device."""
    pack = msgspec.to_builtins(world.ring_referral(accounts).pack)
    values = [{"kind": "payment", "family": "payment", "mask": CARD, "accounts": len(accounts), "bits": 9.0}]
    made = Network.objects.create(
        network=network,
        name=name,
        member_count=len(accounts),
        recommendation="limit",
        score=0.97,
        as_of=world.NOW,
        summary={"pack": pack, "values": values, "families": []},
    )
    card = Identifier.objects.create(kind=Kind.PAYMENT, fingerprint=uuid4(), mask=CARD)
    for account in accounts:
        Membership.objects.create(network=made, account=account, cell=0, cell_name="Larkspur Data Ltd", in_step=True)
        Assessment.objects.create(
            account=account,
            recommendation="limit",
            score=0.9,
            network=made,
            assessed_at=world.NOW,
            reasons=[{"family": "payment", "sentence": "Paid with one card.", "bits": 9.0, "weight": "counts"}],
        )
        Sighting.objects.create(account=account, identifier=card, first_at=world.NOW, last_at=world.NOW, count=1)
    return made


def test_what_is_drawn_is_in_the_table_as_well(ines: Client, ring: list[Account]):
    made = network(ring)
    page = ines.get(reverse("page-network", args=[made.network])).content.decode()
    drawn = ines.get(reverse("page-network-drawing", args=[made.network])).json()
    accounts = {node["id"] for node in drawn["nodes"] if node["kind"] == "account"}
    assert accounts == set(world.names(ring))
    assert all(f'data-node="{name}"' in page for name in accounts)
    assert [node["label"] for node in drawn["nodes"] if node["kind"] == "value"] == [CARD]
    assert CARD in page
    assert len(drawn["edges"]) == len(ring)


def test_a_case_shows_the_network_as_it_stands_or_says_that_there_is_none(ines: Client, ring: list[Account]):
    address = reverse("page-network-panel", args=[world.LARKSPUR_NETWORK])
    assert "No network to draw" in ines.get(address).content.decode()
    network(ring)
    assert "data-network" in ines.get(address).content.decode()


def test_the_network_leads_to_its_case(ines: Client, ring: list[Account]):
    made = network(ring)
    case = refer(by=world.GRAPH, referral=world.ring_referral(ring))
    assert case.case in ines.get(reverse("page-network", args=[made.network])).content.decode()


def test_every_member_stands_in_the_file_and_no_cell_is_a_formula(ines: Client, db: None):
    accounts = world.let_in([world.customer("=cmd|calc"), world.customer("acct_plain")])
    made = network(accounts)
    answer: Any = ines.get(reverse("page-network-members", args=[made.network]))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert {row[0] for row in rows[1:]} == {"'=cmd|calc", "acct_plain"}


@pytest.mark.parametrize("page", ["page-network", "page-network-drawing"])
def test_members_cost_no_queries(page: str, ines: Client, db: None):
    def queries(accounts: list[Account], name: str) -> int:
        made = network(accounts, name, f"net_{name}")
        with CaptureQueriesContext(connection) as seen:
            assert ines.get(reverse(page, args=[made.network])).status_code == 200
        return len(seen)

    everybody = world.let_in(world.larkspur(22))
    assert queries(everybody[:2], "small") == queries(everybody[2:], "large")


def test_the_list_costs_no_queries_and_filters_by_level(ines: Client, db: None):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert ines.get(reverse("page-networks"), {"level": "limit"}).status_code == 200
        return len(seen)

    for number in range(2):
        Network.objects.create(name=f"Ring {number}", recommendation="limit")
    few = queries()
    for number in range(2, 20):
        Network.objects.create(name=f"Ring {number}", recommendation="limit")
    Network.objects.create(name="The café", recommendation="watch")
    assert queries() == few
    assert "The café" not in ines.get(reverse("page-networks"), {"level": "limit"}).content.decode()


def test_harbour_is_shown_with_its_access_and_without_its_address(ines: Client, db: None):
    harbour = world.let_in([world.harbour()])[0]
    page = ines.get(reverse("page-account", args=[harbour.account])).content.decode()
    assert "Harbour Analytics GmbH" in page
    assert "Nothing ties this account to others" in page
    assert "access-open" in page


def test_an_account_shows_its_weeks_as_lines_and_as_a_table(ines: Client, ring: list[Account]):
    for week in ("2026-11-09", "2026-11-16"):
        WeeklyProfile.objects.create(
            account=ring[0], week=week, exchanges=700, sketched=10, elicitation=5, hours={"9": 700}
        )
    page = ines.get(reverse("page-account", args=[ring[0].account])).content.decode()
    assert "<b>100</b>" in page
    assert "50 %" in page
    assert "9 Nov 2026" in page


def test_hours_of_the_week_add_up_to_hours_of_the_day():
    week = WeeklyProfile(hours={"9": 2, "33": 3, "167": 1})
    hours = hours_of([week])
    assert (hours[9], hours[23], sum(hours)) == (5, 1, 6)


@pytest.mark.parametrize(("series", "points"), [([], ""), ([0.0], "0.0,56.0"), ([1.0, 2.0], "0.0,30.0 220.0,4.0")])
def test_a_line_stands_on_zero(series: list[float], points: str):
    assert line(series) == points


def test_a_value_that_one_account_shows_is_not_drawn():
    accounts = [DrawnAccount(name, "limit", -1, "") for name in ("acct_a", "acct_b")]
    holds = [Hold("acct_a", "value-1", "payment", CARD, 9.0), Hold("acct_b", "value-1", "payment", CARD, 9.0)]
    lonely = Hold("acct_a", "value-2", "device", "Device ··7e1", 6.0)
    drawn = json.dumps(Drawing(accounts, {}, [*holds, lonely]).as_json())
    assert "value-1" in drawn
    assert "value-2" not in drawn


def part(client: Client, name: str, made: Network, **asked: str) -> str:
    """A part of the network's page."""
    return client.get(reverse(f"page-network-{name}", args=[made.network]), asked).content.decode()


def test_a_chosen_value_says_what_it_is_and_who_shows_it(ines: Client, ring: list[Account]):
    made = network(ring)
    card = Identifier.objects.get().pk
    said = part(ines, "node", made, node=f"value-{card}")
    assert CARD in said
    assert "6 accounts here show it" in said
    assert ring[0].account in said
    assert f'data-node="value-{card}"' in part(ines, "values", made)


def test_a_chosen_account_says_why_it_is_here_and_a_stranger_nothing(ines: Client, ring: list[Account]):
    made, harbour = network(ring), world.harbour()
    assert "Paid with one card." in part(ines, "node", made, node=ring[0].account)
    for stranger in (harbour.account, "value-0", "family-x", "cell-9", ""):
        answer = ines.get(reverse("page-network-node", args=[made.network]), {"node": stranger})
        assert answer.status_code == 404, stranger


def test_accounts_that_were_picked_can_be_given_a_verdict_without_writing_their_names(
    ines: Client, ring: list[Account]
):
    made, names = network(ring), world.names(ring)[:2]
    said = part(ines, "picked", made, names=" ".join([*names, "acct_stranger"]))
    assert "2 accounts picked" in said
    assert "acct_stranger" not in said
    form = part(ines, "verdict", made, names="\n".join(names))
    assert f"{names[0]}\n{names[1]}</textarea>" in form
    assert "Give a verdict" not in part(logged_in("audrey"), "picked", made, names=" ".join(names))


def test_values_and_members_come_in_any_order_and_an_unknown_one_is_the_usual(ines: Client, ring: list[Account]):
    made = network(ring)
    made.summary["values"].append(
        {"kind": "device", "family": "device", "mask": "··7e1", "accounts": 2, "bits": 6.0, "rarity": "", "seen": ""}
    )
    made.summary["values"][0] |= {"rarity": "one in 40,000", "seen": "12 Sep 2026"}
    made.save()
    by_family = part(ines, "values", made, sort="family")
    assert by_family.index("··7e1") < by_family.index(CARD)
    assert part(ines, "values", made) == part(ines, "values", made, sort="nonsense")
    rows = part(ines, "member-rows", made, sort="account")
    assert rows.index("acct_larkspur_001") < rows.index("acct_larkspur_006")
    answer: Any = ines.get(reverse("page-network-values-file", args=[made.network]))
    assert len(list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))) == 3


def test_a_network_grows_week_by_week_without_gaps():
    weeks = growth([date(2026, 11, 4), date(2026, 11, 3), date(2026, 11, 20)])
    assert [(week.monday.day, week.began, week.members) for week in weeks] == [(2, 2, 2), (9, 0, 2), (16, 1, 3)]
    assert area(weeks).startswith("0.0,56.0 0.0,21.3")
    assert (growth([]), area([])) == ([], "")


def test_before_anything_was_derived_pairs_and_structure_say_so(ines: Client, ring: list[Account]):
    made = network(ring)
    for name in ("pairs", "structure"):
        assert "Nothing was derived yet" in part(ines, name, made)
