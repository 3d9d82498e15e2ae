"""What may the running product do to its own tables?"""

import pytest
from django.db import ProgrammingError, connection

pytestmark = pytest.mark.django_db


def owned_tables() -> list[tuple[str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE tableowner = current_user")
        rows: list[tuple[str]] = cursor.fetchall()
        return rows


def test_the_product_owns_no_table():
    assert connection.settings_dict["USER"] == "kycrisk_app"
    assert owned_tables() == []


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE journal_entry",
        "TRUNCATE journal_entry",
        "ALTER TABLE journal_entry DISABLE TRIGGER ALL",
        "CREATE TABLE smuggled (id int)",
        "SET session_replication_role = replica",
    ],
)
def test_the_product_cannot_take_its_promises_back(statement: str):
    with pytest.raises(ProgrammingError, match=r"must be owner|permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)
