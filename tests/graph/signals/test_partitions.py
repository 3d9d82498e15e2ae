"""Harbour's signals go into the partition of the month in which they came."""

from typing import Any
from uuid import UUID

import pytest
from django.db import ProgrammingError, connection

pytestmark = pytest.mark.django_db


def answer(statement: str, *params: Any) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.fetchone()[0]


def partition_of(key: UUID) -> object:
    insert = (
        "INSERT INTO signals_signal (id, source_id, event_id, type, account_id, at, shown, data)"
        " VALUES (%s, 1, 'e', 'session.seen', 1, now(), '{}', '{}') RETURNING tableoid::regclass::text"
    )
    return answer(insert, key)


def key_in(month: str) -> UUID:
    key = answer("SELECT signals_first_key(%s)", month)
    assert isinstance(key, UUID)
    return UUID(int=key.int + (7 << 76) + 5)


def test_todays_signals_lie_in_this_months_partition():
    month = answer("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYYMM')")
    key = answer("SELECT uuidv7()")
    assert isinstance(key, UUID)
    assert partition_of(key) == f"signals_signal_{month}"


def test_the_key_of_a_month_is_its_first_millisecond():
    key = answer("SELECT signals_first_key('2026-11-01')")
    assert isinstance(key, UUID)
    assert key.int >> 80 == 1793491200000


def test_making_partitions_twice_makes_them_once():
    answer("SELECT signals_make_partitions(5)")
    assert answer("SELECT signals_make_partitions(5)") == 0


def test_what_came_before_its_partition_is_moved_into_it():
    far = str(answer("SELECT (date_trunc('month', now() AT TIME ZONE 'UTC') + interval '7 months')::date"))
    key = key_in(far)
    assert partition_of(key) == "signals_signal_rest"
    answer("SELECT signals_make_partitions(7)")
    name = answer("SELECT tableoid::regclass::text FROM signals_signal WHERE id = %s", key)
    assert name == f"signals_signal_{far[:4]}{far[5:7]}"


def test_the_product_cannot_drop_a_partition():
    with pytest.raises(ProgrammingError, match="must be owner"):
        answer("DROP TABLE signals_signal_rest")
