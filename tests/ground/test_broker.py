"""Does a message reach the worker through the role that owns no table, and survive whoever is killed?"""

import subprocess
import sys
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection
from pgmq.install import get_embedded_sql_version

from kycrisk.local.state import ROOT
from tests.ground.rehearsal import rehearse
from tests.live import Live, PrivateLive


def lines(path: Path) -> int:
    return len(path.read_text().splitlines()) if path.exists() else 0


def query(statement: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return int(cursor.fetchone()[0])


def waiting_messages() -> int:
    return query("SELECT count(*) FROM pgmq.q_celery")


def let_the_visibility_timeout_pass() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pgmq.q_celery SET vt = clock_timestamp()")


@pytest.fixture
def with_rehearsal(live: Live) -> Live:
    live.worker.command.append("--include=tests.ground.rehearsal")
    return live


def test_the_message_of_a_killed_worker_comes_back(with_rehearsal: Live, tmp_path: Path):
    live = with_rehearsal
    rehearse.delay(str(tmp_path))
    live.start_worker().until(lambda: lines(tmp_path / "begun") == 1)

    live.worker.kill()
    (tmp_path / "go").touch()
    assert (lines(tmp_path / "ended"), waiting_messages()) == (0, 1)

    let_the_visibility_timeout_pass()
    live.start_worker().until(lambda: waiting_messages() == 0)
    assert (lines(tmp_path / "begun"), lines(tmp_path / "ended")) == (2, 1)


def test_after_a_crash_of_the_server_worker_and_publisher_go_on(private_live: PrivateLive, tmp_path: Path):
    private_live.worker.command.append("--include=tests.ground.rehearsal")
    (tmp_path / "go").touch()
    rehearse.delay(str(tmp_path))
    private_live.start_worker().until(lambda: waiting_messages() == 0)

    private_live.cluster.kill()
    private_live.cluster.start()
    connection.close()
    assert query("SELECT count(*) FROM pgmq.notify_insert_throttle") == 0  # the crash emptied what is not logged

    rehearse.delay(str(tmp_path))
    private_live.until(lambda: waiting_messages() == 0)
    assert lines(tmp_path / "ended") == 2
    assert query("SELECT count(*) FROM pgmq.notify_insert_throttle") == 1


@pytest.mark.django_db
def test_the_product_can_neither_create_nor_drop_a_queue():
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("SELECT pgmq.create('another')")


@pytest.mark.django_db
def test_an_update_of_pgmq_needs_a_migration():
    with connection.cursor() as cursor:
        cursor.execute("SELECT obj_description('pgmq'::regnamespace)")
        assert cursor.fetchone() == (f"pgmq {get_embedded_sql_version()}",)
    assert get_embedded_sql_version() == "1.13.0"


@pytest.mark.parametrize("entrance", ["kycrisk.wsgi", "manage"])
def test_pages_and_commands_know_the_broker(entrance: str):
    question = f"import {entrance}; from celery import current_app; print(current_app.conf.broker_url)"
    answer = subprocess.run([sys.executable, "-c", question], capture_output=True, text=True, check=True, cwd=ROOT)
    assert answer.stdout.startswith("pgmq://kycrisk_app:")
