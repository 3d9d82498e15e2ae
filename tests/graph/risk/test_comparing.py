"""Are facts read as they were observed, shown to staff, and asked about only where nothing is proven?

In the room: the shell of the Seychelles that pays from the United States and works from Vietnam; Harbour of Hamburg.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from accounts.onboarding.models import Application
from accounts.parties.models import Account, LegalEntity, Tier
from accounts.policy.querysets import current
from accounts.review.actions import refer
from accounts.review.models import Case
from graph.risk.comparing import refer_apart, seen_of
from graph.risk.models import Assessment
from graph.signals.folding import fold
from graph.signals.kinds import NetworkClass
from graph.signals.models import Identifier
from tests import world
from tests.graph.pipeline.loading import send
from tests.graph.risk.mmdb import write_countries
from tests.graph.signals.senders import event, written

NOW = datetime.now(UTC)
PLACES = {"203.0.113.0/24": "VN", "198.51.100.0/24": "DE", "192.0.2.0/25": "US"}


def tell(account: str, issuer: str, *addresses: str) -> list[bytes]:
    """Ten days of paying and connecting, the newest yesterday."""
    events: list[dict[str, Any]] = []
    for days in range(1, 11):
        at = (NOW - timedelta(days=days)).isoformat()
        card = {"fingerprint": f"fp_{account}", "issuer_country": issuer, "amount": 100, "currency": "EUR"}
        events.append(event("payment.used", account, {**card, "outcome": "succeeded"}, time=at))
        events += [event("session.seen", account, {"ip": address}, time=at) for address in addresses]
    return [written(one) for one in events]


@pytest.fixture
def shell(real_db: str, tmp_path: Path) -> Account:
    """The shell's account, and a list of countries."""
    company = LegalEntity.objects.create(name="Coral Trading Ltd", jurisdiction="SC")
    account = Account.objects.create(account="acct_shell", created_at=NOW, legal_entity=company)
    send(tell("acct_shell", "US", "203.0.113.9"))
    fold(1_000)
    return account


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    return write_countries(tmp_path / "countries.mmdb", PLACES)


def referred(listed: Path | None) -> int:
    with override_settings(MMDB_COUNTRY=listed):
        return refer_apart(NOW)


def test_a_shell_is_asked_about_once_and_nothing_is_derived_from_it(shell: Account, listed: Path) -> None:
    assert (referred(listed), referred(listed)) == (1, 1)
    case = Case.objects.get()
    assert (case.kind, case.subject_id, case.evidence.count()) == ("account", "acct_shell", 1)
    assert case.evidence.get().body["bits"] == 0
    assert not Assessment.objects.exists()


def test_nobody_is_asked_about_who_is_proven_or_being_looked_at_or_cannot_be_placed(
    shell: Account, listed: Path
) -> None:
    assert referred(None) == 0
    Account.objects.update(tier=Tier.VERIFIED)
    assert referred(listed) == 0
    Account.objects.update(verified_until=NOW - timedelta(days=1))
    application = Application.objects.create(
        kind="organisation",
        company_name="Coral Trading Ltd",
        country="SC",
        plan="business",
        account=shell,
        created_at=NOW,
        state_since=NOW,
    )
    asked = world.ring_referral(
        [shell], kind="onboarding", subject_type="application", subject_id=application.application
    )
    refer(by=world.GRAPH, referral=asked)
    assert referred(listed) == 0


def test_a_damaged_list_counts_as_none(shell: Account, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.mmdb"
    damaged.write_bytes(b"no database")
    assert referred(damaged) == 0
    with override_settings(MMDB_COUNTRY=damaged):
        assert seen_of(shell, NOW, current()).networks is None


def test_harbour_whose_network_and_card_are_at_home_is_left_alone(real_db: str, listed: Path) -> None:
    Account.objects.create(account="acct_harbour", created_at=NOW, country="DE")
    send(tell("acct_harbour", "DE", "198.51.100.4", "203.0.113.9"))
    fold(1_000)
    assert referred(listed) == 0


def test_a_vpn_is_nobodys_home_and_an_address_nobody_lists_is_not_guessed(shell: Account, listed: Path) -> None:
    Identifier.objects.update(network_class=NetworkClass.VPN)
    with override_settings(MMDB_COUNTRY=listed):
        assert (seen_of(shell, NOW, current()).networks, seen_of(shell, NOW, current()).passing) == ({}, 10)
    Identifier.objects.update(network_class=NetworkClass.UNKNOWN)
    with override_settings(MMDB_COUNTRY=listed):
        assert seen_of(shell, NOW, current()).networks == {"VN": 10}
    send(tell("acct_shell", "US", "192.0.2.200"))
    fold(1_000)
    with override_settings(MMDB_COUNTRY=listed):
        assert seen_of(shell, NOW, current()).unplaced == 10


def test_the_page_and_its_part_say_the_same_without_an_address(shell: Account, listed: Path) -> None:
    ines = Client()
    ines.force_login(world.person("ines"))
    address = reverse("account-facts", args=["acct_shell"])
    with override_settings(MMDB_COUNTRY=listed):
        whole, part = ines.get(address), ines.get(address, headers={"HX-Request": "true"})
    for answer in (whole, part):
        assert "Registered in SC, paid from US, used from VN." in answer.content.decode()
        assert "203.0.113" not in answer.content.decode()
    assert b"<html" not in part.content
    assert address in ines.get(reverse("page-account", args=["acct_shell"])).content.decode()
