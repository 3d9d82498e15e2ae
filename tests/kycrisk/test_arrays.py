"""Arrays out of PostgreSQL hold what the rows hold, and rows what the arrays held."""

import numpy as np
import pytest
from django.db import connection

from kycrisk.lib.arrays import read_columns, write_columns
from kycrisk.lib.distinct import each_once

pytestmark = pytest.mark.django_db


def test_columns_of_every_type_come_back_as_they_are() -> None:
    columns = read_columns(
        "SELECT n::int8, (n * 2)::int4, (n %% 7)::int2, (n / 4.0)::float8, (n %% 2 = 0) FROM generate_series(1, %s) n",
        [1000],
        {"wide": "int8", "narrow": "int4", "tiny": "int2", "real": "float8", "even": "bool"},
    )
    expected = np.arange(1, 1001)
    assert np.array_equal(columns["wide"], expected)
    assert np.array_equal(columns["narrow"], expected * 2)
    assert np.array_equal(columns["tiny"], expected % 7)
    assert np.allclose(columns["real"], expected / 4)
    assert np.array_equal(columns["even"], expected % 2 == 0)
    assert columns["wide"].dtype == np.int64


def test_no_rows_are_empty_arrays() -> None:
    assert len(read_columns("SELECT 1::int8 WHERE false", [], {"n": "int8"})["n"]) == 0


def test_a_null_is_refused_instead_of_shifting_every_row_behind_it() -> None:
    with pytest.raises(ValueError, match="null"):
        read_columns("SELECT nullif(n, 2)::int8 FROM generate_series(1, 3) n", [], {"n": "int8"})


def test_written_columns_read_back_as_they_were() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE shift (account bigint, prompts integer, began timestamptz)")
    began = np.array([0, 946_684_799, 1_795_000_000])
    write_columns(
        "shift",
        {
            "account": ("int8", np.array([2**40, -1, 7])),
            "prompts": ("int4", np.array([0, 1, 2**31 - 1])),
            "began": ("timestamptz", began),
        },
    )
    kinds = {"account": "int8", "prompts": "int4", "began": "timestamptz", "half": "timestamptz", "epoch": "int8"}
    query = "SELECT account, prompts, began, began + interval '0.9 s', extract(epoch FROM began)::int8 FROM shift"
    back = read_columns(query, [], kinds)
    assert back["account"].tolist() == [2**40, -1, 7]
    assert back["prompts"].tolist() == [0, 1, 2**31 - 1]
    for name in ("began", "half", "epoch"):
        assert back[name].tolist() == began.tolist(), "whole seconds, rounded down"


def test_no_rows_are_written() -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE shift (account bigint)")
    write_columns("shift", {"account": ("int8", np.zeros(0, np.int64))})
    assert len(read_columns("SELECT account FROM shift", [], {"account": "int8"})["account"]) == 0


def test_each_number_comes_once_and_they_ascend() -> None:
    assert each_once(np.array([5, 3, 5, 1, 3])).tolist() == [1, 3, 5]
    assert each_once(np.zeros(0, np.uint64)).tolist() == []
