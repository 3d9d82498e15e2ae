"""Where can something be tried out without touching what the installation holds? In a database thrown away afterwards.

A PostgreSQL of its own in a temporary folder; where its programs cannot be had, a database beside the installation's.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from secrets import token_hex

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from kycrisk.lib.postgres_binaries import PostgresError
from kycrisk.local import environment
from kycrisk.local.state import ROOT, LocalError

PREFIX = "kycrisk_scratch_"
_ABANDONED = """
SELECT datname FROM pg_database AS known WHERE starts_with(datname, %s)
   AND NOT EXISTS (SELECT FROM pg_stat_activity AS user_of WHERE user_of.datname = known.datname)
"""


@contextmanager
def scratch() -> Iterator[dict[str, str]]:
    """The environment of `manage.py` on an empty, migrated database, gone when the block is left, however it is left.

    Raises `LocalError` in one sentence where no database can be made. What a killed process leaves behind the next one
    clears away.
    """
    with ExitStack() as stack:
        try:
            settings = stack.enter_context(environment.throw_away())
        except PostgresError as why:
            settings = stack.enter_context(beside(str(why)))
        migrate(settings)
        yield settings


def migrate(settings: dict[str, str]) -> None:
    """Make the tables, as their owner."""
    command = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
    answer = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    if answer.returncode:
        last = (answer.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise LocalError(f"the scratch database could not be migrated: {last}")


@contextmanager
def beside(why: str) -> Iterator[dict[str, str]]:
    """A database on the server of `DATABASE_URL`, made by its tables' owner; `why`: there is no server of our own."""
    product = os.environ.get("DATABASE_URL", "")
    owner = os.environ.get("KYCRISK_OWNER_DATABASE_URL") or product
    name = f"{PREFIX}{token_hex(6)}"
    try:
        session = psycopg.connect(owner, dbname="postgres", autocommit=True, connect_timeout=5)
    except psycopg.Error as error:
        raise LocalError(f"no scratch database: {why}; and {_line(error)}") from None
    with session:
        _clear_away_the_abandoned(session)
        try:
            session.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except psycopg.Error as error:
            raise LocalError(f"no scratch database: {why}; and beside the installation's: {_line(error)}") from None
        try:
            # Whoever is connected marks it as in use.
            with psycopg.connect(owner, dbname=name):
                yield _settings(product, owner, name)
        finally:
            session.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _settings(product: str, owner: str, name: str) -> dict[str, str]:
    """This process's environment, looking at another database and waking nobody of the installation."""
    urls = {"DATABASE_URL": make_conninfo(product, dbname=name)}
    urls["KYCRISK_OWNER_DATABASE_URL"] = make_conninfo(owner, dbname=name)
    kept = {key: value for key, value in os.environ.items() if key != "KYCRISK_BROKER_URL"}
    return kept | environment.REPEATABLE | urls


def _clear_away_the_abandoned(session: "psycopg.Connection[tuple[str]]") -> None:
    for (name,) in session.execute(_ABANDONED, [PREFIX]).fetchall():
        session.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def _line(error: psycopg.Error) -> str:
    return (str(error).strip().splitlines() or ["the server gave no reason"])[0]
