"""Larkspur is suspended by two people. Who comes next with what was theirs is put before a person; Harbour is not."""

from datetime import timedelta
from uuid import uuid4

import numpy as np
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.parties.actions import record_accounts
from accounts.parties.facts import AccountFacts
from accounts.parties.models import Account
from accounts.review.actions import approve, propose, record_verdict, refer
from accounts.review.admission import take_over_all
from accounts.review.models import Case
from graph.behavior.models import PromptFamily
from graph.networks.models import LookAlike, Network, NetworkState, SuspendedPool
from graph.networks.searching import known_again
from graph.pipeline.actions import advance
from graph.signals.kinds import Kind
from graph.signals.models import Identifier, Sighting
from tests import world
from tests.accounts.review.conftest import choice
from tests.graph.pipeline.loading import BY, send
from tests.graph.pipeline.test_explaining import event

RING = ["acct_l1", "acct_l2", "acct_l3"]


@pytest.fixture
def network(real_db: str) -> Network:
    """Three accounts on one card and one private mail domain, suspended."""
    arrive(*RING)
    send([event(number, "payment.used", name, 3, fingerprint="card_larkspur") for number, name in enumerate(RING)])
    advance()
    network = Network.objects.get()
    ring = list(Account.objects.filter(account__in=RING))
    case = refer(by=world.GRAPH, referral=world.ring_referral(ring, subject_id=network.network))
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    approve(by=world.by("omar"), proposal=proposal, typed_count=3)
    domain = Identifier.objects.create(kind=Kind.EMAIL_DOMAIN, fingerprint=uuid4(), mask="l••••.example")
    for account in ring:
        show(account, domain)
    return network


def arrive(*names: str) -> None:
    record_accounts(by=BY, facts=[AccountFacts(account=name) for name in names])
    take_over_all(by=BY, accounts=list(Account.objects.filter(account__in=names)), state="open")


def show(account: Account, value: Identifier) -> None:
    now = timezone.now()
    Sighting.objects.create(account=account, identifier=value, first_at=now, last_at=now, count=1)


def newcomer(name: str = "acct_next") -> Account:
    """Somebody arrives an hour after the suspension, with an address at the ring's own mail domain."""
    arrive(name)
    account = Account.objects.get(account=name)
    Account.objects.filter(pk=account.pk).update(created_at=timezone.now() + timedelta(hours=1))
    show(account, Identifier.objects.get(kind=Kind.EMAIL_DOMAIN))
    return account


def later(days: int = 0) -> None:
    advance(timezone.now() + timedelta(hours=2, days=days))


def found() -> list[str]:
    return list(LookAlike.objects.order_by("account").values_list("account__account", flat=True))


def test_whoever_was_there_before_is_no_second_pool(network: Network) -> None:
    arrive("acct_harbour")
    Account.objects.filter(account="acct_harbour").update(created_at=timezone.now() - timedelta(days=400))
    show(Account.objects.get(account="acct_harbour"), Identifier.objects.get(kind=Kind.EMAIL_DOMAIN))
    later()
    assert found() == []
    assert SuspendedPool.objects.get().network == network


def test_the_next_one_is_put_before_a_person_and_not_on_a_list_to_suspend(network: Network) -> None:
    newcomer()
    later()
    assert found() == ["acct_next"]
    case = Case.objects.get(subject_id=network.network, state="open")
    evidence = case.evidence.latest("pk")
    lines = [line for group in evidence.body["groups"] for line in group["lines"]]
    [said] = [line["sentence"] for line in lines if line["factor"] == "look_alikes"]
    assert said.startswith("Outside the network 1 account does what the first pool of")
    [listed] = [member for member in evidence.members if member["account"] == "acct_next"]
    assert (listed["recommendation"], bool(listed["leave_out"])) == ("review", True)
    client = Client()
    client.force_login(world.person("ines"))
    page = client.get(reverse("page-network", args=[network.network])).content.decode()
    assert "1 look-alike<" in page
    assert "acct_next" in page


def test_a_lineage_without_members_is_asked_about_again(network: Network) -> None:
    later()
    Sighting.objects.filter(identifier__kind=Kind.PAYMENT).delete()
    newcomer()
    later()
    network.refresh_from_db()
    assert network.state == NetworkState.DISSOLVED
    headline = Case.objects.get(subject_id=network.network, state="open").evidence.latest("pk").headline
    assert headline.endswith("one account looks like its suspended pool")


def test_whom_a_person_cleared_and_what_is_long_ago_is_no_longer_searched(network: Network) -> None:
    newcomer()
    later()
    record_verdict(by=world.by("ines"), kind="cleared", about=["acct_next"], note="A new colleague of theirs.")
    later()
    assert found() == []
    newcomer("acct_after")
    later(days=100)
    assert found() == []


@pytest.mark.django_db
def test_a_script_is_known_again_after_a_change_of_the_sketch_key() -> None:
    one, other = (PromptFamily.objects.create(key=key, name=f"Code {key}", prompts=12, accounts=5) for key in (5, 6))
    PromptFamily.objects.filter(pk=one.pk).update(key=9)
    assert known_again([str(one.pk)], np.array([5, 6, 9])).tolist() == [2]
    assert known_again([str(one.pk), str(other.pk)], np.array([5, 6, 9])).tolist() == [1, 2]
