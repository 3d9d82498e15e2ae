"""Ines says what the evidence about the Larkspur ring means, looks at a pair closely, and asks who Mara is."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.journal.models import Entry
from accounts.parties.actions import record_account
from accounts.parties.facts import AccountFacts
from accounts.parties.models import Account
from accounts.review.actions import approve, propose, refer
from accounts.review.choices import Choice
from accounts.review.models import Verdict
from graph.networks.models import Membership, Network
from graph.signals.kinds import Kind
from graph.signals.models import Identifier, Sighting
from tests import world

DIALOG = {"HX-Request": "true"}


def logged_in(username: str) -> Client:
    client = Client()
    client.force_login(world.person(username))
    return client


@pytest.fixture
def ines(db: None) -> Client:
    return logged_in("ines")


@pytest.fixture
def ring(db: None) -> Network:
    """Six shells in two cells that paid with one card."""
    network = Network.objects.create(network=world.LARKSPUR_NETWORK, name="Larkspur", member_count=6)
    card = Identifier.objects.create(kind=Kind.PAYMENT, fingerprint=uuid4(), mask="•••• 4242")
    for number, account in enumerate(world.let_in(world.larkspur())):
        name = "Larkspur Data Ltd" if number < 4 else "Bellwether Labs Ltd"
        Membership.objects.create(network=network, account=account, cell=number // 4, cell_name=name, in_step=True)
        Sighting.objects.create(account=account, identifier=card, first_at=world.NOW, last_at=world.NOW, count=1)
    return network


def said(client: Client, **typed: str) -> int:
    address = reverse("page-network-verdict", args=[world.LARKSPUR_NETWORK])
    return client.post(address, {"note": "they showed us both ledgers", **typed}).status_code


def test_a_cell_is_set_apart_from_all_others(ines: Client, ring: Network):
    assert said(ines, kind="not_same_actor", cell="Bellwether Labs Ltd") == 302
    bellwether, larkspur = Verdict.objects.get().subjects
    assert bellwether == ["acct_larkspur_005", "acct_larkspur_006"]
    assert larkspur == [f"acct_larkspur_00{number}" for number in range(1, 5)]


def test_a_planted_card_is_named_by_its_mask_and_kept_by_its_key(ines: Client, ring: Network):
    card = Identifier.objects.get()
    page = ines.get(reverse("page-network-verdict", args=[ring.network])).content.decode()
    assert "Payment •••• 4242: 6 accounts" in page
    assert said(ines, kind="poisoned", value=str(card.pk)) == 302
    assert Verdict.objects.get().subjects == [{"family": "payment", "value": f"payment:{card.fingerprint.hex}"}]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"kind": "victim"}, "Say whom it is about"),
        ({"kind": "victim", "names": "acct_harbour"}, "acct_harbour is not one of these accounts."),
        ({"kind": "poisoned"}, "Choose the value that was planted."),
        ({"kind": "guilty"}, "Choose what you want to say."),
        ({"kind": "victim", "names": "acct_larkspur_001", "note": ""}, "Write why"),
    ],
)
def test_what_cannot_be_recorded_says_how_to_mend_it(ines: Client, ring: Network, typed: dict[str, str], words: str):
    address = reverse("page-network-verdict", args=[ring.network])
    answer = ines.post(address, {"note": "they showed us both ledgers", **typed}, headers=DIALOG)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Verdict.objects.exists()


def test_an_account_is_a_victim_by_its_own_page(ines: Client, ring: Network):
    address = reverse("page-account-verdict", args=["acct_larkspur_001"])
    assert ines.post(address, {"kind": "victim", "note": "her card was stolen"}).status_code == 302
    assert Verdict.objects.get().subjects == ["acct_larkspur_001"]


@pytest.mark.parametrize("username", ["ana", "audrey"])
def test_who_gives_no_verdicts_sees_no_form(username: str, ring: Network):
    page = logged_in(username).get(reverse("page-network", args=[ring.network])).content.decode()
    assert "Give a verdict" not in page
    assert said(logged_in(username), kind="victim", names="acct_larkspur_001") == 403


def test_the_network_tells_what_was_decided_about_it_and_who_came_after(ines: Client, ring: Network):
    members = list(Account.objects.filter(memberships__network=ring).order_by("pk"))
    case = refer(by=world.GRAPH, referral=world.ring_referral(members))
    together = Choice(measure="suspend", reason="coordinated_use", note="one card", seen=1)
    proposal = propose(by=world.by("noor"), case=case, verdict=together)
    decision = approve(by=world.by("lena"), proposal=proposal, typed_count=6)
    page = ines.get(reverse("page-network", args=[ring.network])).content.decode()
    assert f'<a href="/decisions/{decision.decision}/">6 accounts suspended</a>' in page
    assert "Noor Haddad, approved by Lena Park · 6 of 6 applied" in page
    assert "First pool" in page


def test_a_pair_that_cannot_be_explained_says_why(ines: Client, ring: Network):
    both = {"one": "acct_larkspur_001", "other": "acct_nobody"}
    assert "There is no account acct_nobody." in ines.get(reverse("page-pair"), both).content.decode()
    both["other"] = "acct_larkspur_001"
    assert "two different accounts" in ines.get(reverse("page-pair"), both).content.decode()
    both["other"] = "acct_larkspur_002"
    assert "Nothing was derived yet" in ines.get(reverse("page-pair"), both).content.decode()


def mara() -> Account:
    facts = AccountFacts("acct_mara", created_at=world.NOW, email="mara.voss@example.org", contact_name="Mara Voss")
    account, _ = record_account(by=world.GRAPH, facts=facts)
    return account


def test_who_is_behind_an_account_is_masked_until_somebody_says_why(ines: Client):
    account = mara()
    page = ines.get(reverse("page-account", args=[account.account])).content.decode()
    assert "m••••@example.org" in page
    assert "mara.voss" not in page
    shown = ines.post(reverse("account-reveal", args=[account.account]), {"reason": "she called and asked for help"})
    assert "mara.voss@example.org" in shown.content.decode()
    assert "no-store" in shown.headers["Cache-Control"]
    line = Entry.objects.get(verb="account.revealed")
    assert (line.actor_name, line.detail["reason"]) == ("Ines Moreau", "she called and asked for help")


@pytest.mark.parametrize(("username", "reason", "status"), [("ines", "", 422), ("ana", "I am simply curious", 403)])
def test_without_reason_or_role_nothing_is_revealed(username: str, reason: str, status: int, db: None):
    account = mara()
    answer = logged_in(username).post(reverse("account-reveal", args=[account.account]), {"reason": reason})
    assert answer.status_code == status
    assert "mara.voss" not in answer.content.decode()
    assert not Entry.objects.filter(verb="account.revealed").exists()
