"""How do tests get at a database: as its owner, as the product, or a copy of their own?"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import Any

import psycopg
from django.conf import settings
from django.db import connection, connections
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from kycrisk.celery import app


@contextmanager
def as_owner() -> Iterator[None]:
    """Django's connection with the rights of the role that owns the tables."""
    owner = conninfo_to_dict(settings.OWNER_DATABASE_URL)
    product = {name: connection.settings_dict[name] for name in ("USER", "PASSWORD")}
    connection.close()
    connection.settings_dict.update({"USER": owner["user"], "PASSWORD": owner["password"]})
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(product)


@contextmanager
def clone_of(template: str) -> Iterator[str]:
    """A copy of a database, made and dropped by its owner; meanwhile Django and the broker look at it."""
    name = f"clone_{token_hex(6)}"
    connections.close_all()  # a database that somebody is connected to cannot be copied
    run_as_owner(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template)))
    try:
        with looking_at(environment_for(name)["DATABASE_URL"]):
            yield name
    finally:
        run_as_owner(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def looking_at(url: str) -> Iterator[None]:
    """Point Django's connection and the broker's at another database."""
    parts = conninfo_to_dict(url)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    before, broker = connection.settings_dict.copy(), app.conf.broker_url
    connections.close_all()
    connection.settings_dict.update({key: str(parts[part]) for key, part in names.items()})
    point_broker_at(url.replace("postgres://", "pgmq://", 1))
    try:
        yield
    finally:
        connections.close_all()
        connection.settings_dict.update(before)
        point_broker_at(broker)


def point_broker_at(url: str) -> None:
    """Let go of the open broker connections and send the next message to `url`."""
    celery: Any = app  # its types do not know that pools can be closed
    celery.pool.force_close_all()
    celery.amqp.producer_pool.force_close_all()
    celery.amqp._producer_pool = celery._pool = None
    celery.conf.broker_url = celery.conf.broker_write_url = celery.conf.broker_read_url = url
    address = {"conn_string": "postgresql" + url.removeprefix("pgmq")}
    celery.conf.broker_transport_options = {**celery.conf.broker_transport_options, **address}


def environment_for(name: str) -> dict[str, str]:
    """The environment of a process that shall work on the database `name` of the tests' server."""
    urls = ("DATABASE_URL", "KYCRISK_OWNER_DATABASE_URL")
    return {**os.environ, **{url: os.environ[url].rpartition("/")[0] + f"/{name}" for url in urls}}


def run_as_owner(statement: sql.Composed) -> None:
    """Run one statement outside a transaction, connected to the server but to none of its databases in use."""
    server = make_conninfo(settings.OWNER_DATABASE_URL, dbname="postgres")
    with psycopg.connect(server, autocommit=True) as session:
        session.execute(statement)
