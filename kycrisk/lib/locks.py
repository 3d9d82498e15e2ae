"""Who does this alone? Named locks of the database that end with the transaction, and with a process that dies."""

from django.db import connection


def try_lock(name: str) -> bool:
    """Take the named lock until this transaction ends; False if somebody else holds it. `RuntimeError` outside one."""
    return bool(_ask("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", name))


def wait_for_lock(name: str) -> None:
    """Take the named lock until this transaction ends, after whoever holds it. `RuntimeError` outside one."""
    _ask("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", name)


def _ask(statement: str, name: str) -> object:
    if not connection.in_atomic_block:
        raise RuntimeError("a lock that ends with the transaction is taken inside one")
    with connection.cursor() as cursor:
        cursor.execute(statement, [name])
        return cursor.fetchone()[0]
