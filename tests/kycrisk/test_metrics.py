"""Does whoever watches over the installation see what waits, and nobody anything about anybody?

In the room: Prometheus on this machine and elsewhere, the Larkspur ring with a late case, Harbour asking.
"""

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.review.actions import refer
from accounts.review.models import Case
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Delivery
from graph.pipeline.actions import advance_by_the_clock
from graph.signals.accepting import accept
from graph.signals.models import Signal
from tests import world
from tests.graph.signals.senders import cafe_evening, lines
from tests.machines import machine

KEY = "a-key-for-whoever-watches-over-this-house"


def scraped(**headers: str) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    answer = Client().get("/metrics", headers=headers)
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/plain")
    families = text_string_to_metric_families(answer.content.decode())
    return {
        (sample.name, *(value for _, value in sorted(sample.labels.items()))): sample.value
        for family in families
        for sample in family.samples
    }


@pytest.mark.django_db
def test_an_empty_house_waits_for_nothing():
    found = scraped()
    assert found["kycrisk_database_up",] == 1
    assert found["kycrisk_waiting", "signals to fold"] == 0
    assert found["kycrisk_oldest_signal_seconds",] == 0
    assert found["kycrisk_decisions_applying",] == 0
    assert ("kycrisk_last_advance_seconds",) not in found  # it never ran


@pytest.mark.django_db
def test_late_cases_and_failed_deliveries_are_seen():
    ring = world.let_in(world.larkspur(2))
    refer(by=world.GRAPH, referral=world.ring_referral(ring))
    Case.objects.update(due_at=timezone.now() - timedelta(hours=1))
    add_endpoint(by=world.by("ada"), url="https://billing.example.com/")
    for account in ring:
        change(by=world.by("omar"), account=account, door=Door("suspended", reason="terms"))
    Delivery.objects.filter(lane=ring[0].account).update(state="failed", last_attempt_at=timezone.now())
    found = scraped()
    assert found["kycrisk_cases", "network", "yes", "open"] == 1
    assert found["kycrisk_failed_deliveries",] == 1
    assert found["kycrisk_waiting", "webhooks to deliver"] == 1


def test_signals_wait_until_the_clock_comes(real_db: str):
    accept(lines(cafe_evening(3)), key=None, received_at=timezone.now(), sender="test")
    before = scraped()
    assert Signal.objects.count() == before["kycrisk_waiting", "signals to fold"] == 3
    assert 0 < before["kycrisk_oldest_signal_seconds",] < 600
    advance_by_the_clock()
    worked = scraped()
    assert worked["kycrisk_oldest_signal_seconds",] == worked["kycrisk_waiting", "signals to fold"] == 0
    assert worked["kycrisk_last_advance_timestamp_seconds",] == pytest.approx(timezone.now().timestamp(), abs=600)
    advance_by_the_clock()
    idle = scraped()
    assert idle["kycrisk_last_advance_seconds",] == worked["kycrisk_last_advance_seconds",] > 0
    assert idle["kycrisk_last_advance_timestamp_seconds",] > worked["kycrisk_last_advance_timestamp_seconds",]


@pytest.mark.django_db
def test_requests_are_counted_by_route_and_name_nobody():
    sample = ("kycrisk_http_requests_total", "GET", "api-account-access", "404")
    before = scraped().get(sample, 0)
    machine("access:read").get("/api/v1/accounts/acct_harbour/access")
    Client().generic("PROPFIND", "/no/such/acct_harbour")
    after = scraped()
    assert after[sample] == before + 1
    assert after["kycrisk_http_requests_total", "other", "none", "404"] >= 1
    assert after["kycrisk_http_seconds_count", "api-account-access"] >= 1
    assert not any("acct_harbour" in part for name in after for part in name)


@pytest.mark.parametrize(
    ("key", "headers", "address", "status"),
    [
        ("", {}, "127.0.0.1", 200),
        ("", {}, "::1", 200),
        ("", {}, "203.0.113.7", 401),
        ("", {}, "", 401),
        ("", {"x-forwarded-for": "127.0.0.1"}, "127.0.0.1", 401),  # a proxy on this machine asks for a stranger
        ("", {"forwarded": "for=127.0.0.1"}, "127.0.0.1", 401),
        ("", {"authorization": "Bearer "}, "127.0.0.1", 401),
        (KEY, {"authorization": f"Bearer {KEY}"}, "203.0.113.7", 200),
        (KEY, {"authorization": f"Bearer {KEY}", "x-forwarded-for": "203.0.113.7"}, "127.0.0.1", 200),
        (KEY, {"authorization": f"Bearer {KEY}x"}, "127.0.0.1", 401),
        (KEY, {"authorization": "Bearer ü"}, "203.0.113.7", 401),
        (KEY, {}, "203.0.113.7", 401),
    ],
)
@pytest.mark.django_db
def test_who_may_look(settings: Any, key: str, headers: dict[str, str], address: str, status: int):
    settings.METRICS_KEY = key
    answer = Client(REMOTE_ADDR=address).get("/metrics", headers=headers)
    assert answer.status_code == status
    if status == 401:
        assert (answer["WWW-Authenticate"], answer["Content-Type"]) == ("Bearer", "application/problem+json")


def test_a_database_that_is_away_is_told_and_the_rest_still_is(monkeypatch: pytest.MonkeyPatch):
    class Away:
        def __enter__(self) -> None:
            raise OperationalError("connection refused at 10.0.0.7")

        def __exit__(self, *_error: object) -> None: ...

    monkeypatch.setattr(transaction, "atomic", Away)
    Client().get("/healthz")
    found = scraped()
    assert found["kycrisk_database_up",] == 0
    assert found["kycrisk_http_requests_total", "GET", "healthz", "200"] >= 1
    assert not any(name[0] == "kycrisk_waiting" for name in found)


PROCESS = """
from kycrisk.measuring import REQUESTS
REQUESTS.labels("GET", "home", "200").inc()
"""
LOOK = """
import django
django.setup()
from kycrisk.metrics import _requests
from prometheus_client import generate_latest
print(generate_latest(_requests()).decode())
"""


def test_processes_that_share_a_folder_are_counted_together(tmp_path: Path):
    environment = {
        **os.environ,
        "PROMETHEUS_MULTIPROC_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "kycrisk.settings",
    }
    for program in (PROCESS, PROCESS, LOOK):
        done = subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
        )
    assert 'kycrisk_http_requests_total{method="GET",route="home",status="200"} 2.0' in done.stdout
