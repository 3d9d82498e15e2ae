"""Is a process that cannot work taken out, and one that can left in?"""

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.journal.actions import record
from accounts.journal.actors import Actor
from accounts.journal.sequencing import sequence
from kycrisk import health
from tests.databases import as_owner


@pytest.mark.django_db
def test_a_process_that_lives_says_so_without_the_database(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    with django_assert_num_queries(0):
        assert client.get("/healthz").json() == {"status": "alive"}


def test_ready_with_what_waits(real_db: str, client: Client):
    with transaction.atomic():
        record(by=Actor.command("clerk"), verb="case.opened", subject=("case", "case_1"))
    assert client.get("/readyz").json() == {
        "status": "ready",
        "waiting": {"journal entries to chain": 1, "signals to fold": 0, "webhooks to deliver": 0},
    }
    sequence()
    assert client.get("/readyz").json()["waiting"]["journal entries to chain"] == 0


def test_a_database_older_than_the_code_is_not_ready(real_db: str, client: Client):
    health._migrated.discard(real_db)
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'accounts' AND name LIKE '0005%'")
    answer = client.get("/readyz")
    assert (answer.status_code, "missing" in answer.json()["reason"]) == (503, True)


def test_a_database_whose_transaction_ids_start_anew_is_not_ready(real_db: str, client: Client):
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO signals_cursor (name, xid, last_id) VALUES ('restored', 2::bigint ^ 40, '')")
    answer = client.get("/readyz")
    assert (answer.status_code, "pg_resetwal" in answer.json()["reason"]) == (503, True)


def test_a_database_that_is_away_is_a_clear_503(client: Client, monkeypatch: pytest.MonkeyPatch):
    def away() -> str:
        raise OperationalError("connection refused at 10.0.0.7")

    monkeypatch.setattr(health, "trouble", away)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "reason": "the database does not answer"}
