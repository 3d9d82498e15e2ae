"""Arrays out of PostgreSQL hold what the rows hold."""

import numpy as np
import pytest

from kycrisk.lib.arrays import read_columns

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
