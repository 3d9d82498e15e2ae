"""Does our PostgreSQL start once, stay shut to strangers, and come back after it was killed?"""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from kycrisk.lib.postgres import Cluster
from kycrisk.lib.postgres_binaries import PostgresError
from kycrisk.local import database, state
from kycrisk.local.environment import throw_away_cluster


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with throw_away_cluster() as running:
        yield running


def test_starting_it_again_is_the_same_server(cluster: Cluster):
    pid = cluster.pid()
    assert cluster.start() == Cluster(cluster.home).start() == cluster.port()
    assert cluster.pid() == pid


def test_what_was_committed_survives_a_kill_and_the_address_stays(cluster: Cluster):
    cluster.sql("DROP TABLE IF EXISTS kept; CREATE TABLE kept AS SELECT 7 AS number")
    port = cluster.port()

    cluster.kill()
    assert cluster.port() is None  # although its number may still belong to a zombie

    assert cluster.start() == port
    assert cluster.sql("SELECT number FROM kept") == "7\n"


def test_nobody_comes_in_without_the_password(cluster: Cluster):
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(host="127.0.0.1", port=cluster.port(), user="postgres", dbname="postgres", passfile=os.devnull)
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host="127.0.0.1", port=cluster.port(), user="postgres", dbname="postgres", password="guess")


def test_it_listens_on_this_machine_only(cluster: Cluster):
    assert cluster.sql("SHOW listen_addresses") == "127.0.0.1\n"
    assert cluster.sql("SHOW unix_socket_directories") == "\n"


def test_passwords_and_data_are_for_nobody_else(cluster: Cluster):
    assert cluster.home.stat().st_mode & 0o077 == 0
    assert (cluster.home / "superuser.password").stat().st_mode & 0o077 == 0


def test_an_error_does_not_carry_a_person_into_the_log(cluster: Cluster):
    with pytest.raises(PostgresError):
        cluster.sql("SELECT 'Harbour Analytics'::int")
    cluster.sql("CREATE TABLE IF NOT EXISTS once (name text PRIMARY KEY); DELETE FROM once")
    with pytest.raises(PostgresError):
        cluster.sql("INSERT INTO once VALUES ('Ines Harbour'), ('Ines Harbour')")
    log = cluster.log.read_text()
    assert "duplicate key" in log
    assert "Ines" not in log


def test_the_roles_can_be_made_twice_and_get_the_new_password(cluster: Cluster):
    for _ in range(2):
        secrets = state.new_secrets()
        database.bootstrap(cluster, secrets)
    url = database.urls(cluster.start(), secrets)["DATABASE_URL"]
    with psycopg.connect(url) as session:
        assert session.execute("SELECT current_user").fetchone() == ("kycrisk_app",)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            session.execute("CREATE TABLE smuggled (id int)")


def lease(home: Path, asked: "multiprocessing.connection.Connection") -> None:
    with Cluster(home, durable=False).lease() as port:
        asked.send(port)
        asked.recv()


def test_the_last_to_leave_turns_off_the_light():
    with throw_away_cluster() as cluster:
        cluster.stop()
        ours, theirs = multiprocessing.Pipe()
        other = multiprocessing.get_context("spawn").Process(target=lease, args=(cluster.home, theirs))
        other.start()
        port = ours.recv()
        with cluster.lease() as same:
            assert same == port
            assert cluster.in_use()
        assert cluster.port() == port  # the other one still needs it

        ours.send("go")
        other.join(20)
        assert (cluster.port(), cluster.in_use()) == (None, False)


def test_a_killed_leaseholder_only_lets_go():
    with throw_away_cluster() as cluster:
        ours, theirs = multiprocessing.Pipe()
        other = multiprocessing.get_context("spawn").Process(target=lease, args=(cluster.home, theirs))
        other.start()
        ours.recv()
        other.kill()
        other.join(20)
        assert cluster.port() is not None
        with cluster.lease():
            pass
        assert cluster.port() is None


def abandon(told: "multiprocessing.connection.Connection") -> None:
    with throw_away_cluster() as cluster:
        told.send(cluster.home)
        os.kill(os.getpid(), signal.SIGKILL)


def test_what_a_killed_run_left_behind_is_cleared_away_by_the_next(cluster: Cluster):
    ours, theirs = multiprocessing.Pipe()
    other = multiprocessing.get_context("spawn").Process(target=abandon, args=(theirs,))
    other.start()
    left = ours.recv()
    other.join(20)
    assert Cluster(left).port() is not None

    with throw_away_cluster() as next_one:
        assert not left.exists()
        assert next_one.port() is not None
    assert cluster.port() is not None  # what is in use stays
