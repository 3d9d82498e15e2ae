"""Is every honest line of a file read, and every broken one named by its number?"""

import gzip
import json
from pathlib import Path

import pytest

from kycrisk.lib.rows import BadFile, Row, rows_of


def read(path: Path) -> list[Row]:
    return list(rows_of(path, column="account"))


def written(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_lines_of_json_are_read_and_broken_ones_numbered(tmp_path: Path):
    content = b'\xef\xbb\xbf{"account": "a"}\n\n{"account": \n[1]\n{"account": "\xff"}\n{"n": NaN}\n{"account": "b"}'
    rows = read(written(tmp_path, "accounts.jsonl", content))
    assert [(row.number, row.fields.get("account")) for row in rows if not row.error] == [(1, "a"), (7, "b")]
    assert [row.number for row in rows if row.error] == [3, 4, 5, 6]


def test_a_csv_file_is_read_with_its_header_and_empty_cells_say_nothing(tmp_path: Path):
    content = '\ufeffaccount, email ,plan\r\na,ops@harbour.example,\r\nb,"two\r\nlines",x\r\nc,d\r\n'.encode()
    rows = read(written(tmp_path, "accounts.csv", content))
    assert rows[0] == Row(2, {"account": "a", "email": "ops@harbour.example", "plan": None})
    assert rows[1].fields["email"] == "two\r\nlines"
    assert (rows[2].number, "another number of cells" in rows[2].error) == (5, True)


@pytest.mark.parametrize(
    ("line", "words"),
    [(b"a,b,c\n", "another number"), (b'"a"b,c\n', "no CSV"), (b"\xff,b\n", "not UTF-8"), (b"a\n", "another number")],
)
def test_a_broken_line_of_csv_is_named_and_the_next_one_read(tmp_path: Path, line: bytes, words: str):
    rows = read(written(tmp_path, "accounts.csv", b"account,plan\n" + line + b"good,business\n"))
    assert words in rows[0].error
    assert rows[-1].fields == {"account": "good", "plan": "business"}


def test_what_is_zipped_is_unzipped_whatever_its_name(tmp_path: Path):
    packed = gzip.compress(b'{"account": "a"}\n')
    for name in ("accounts.jsonl.gz", "accounts.jsonl"):
        assert read(written(tmp_path, name, packed))[0].fields == {"account": "a"}
    assert read(written(tmp_path, "accounts.csv.gz", gzip.compress(b"account\na\n")))[0].fields == {"account": "a"}


def test_a_cut_file_gives_what_is_whole_and_says_where_it_ends(tmp_path: Path):
    lines = b"".join(json.dumps({"account": f"acct_{number}"}).encode() + b"\n" for number in range(5000))
    path = written(tmp_path, "accounts.jsonl.gz", gzip.compress(lines)[:-2000])
    got: list[Row] = []
    with pytest.raises(BadFile, match=r"cannot be read after line \d+"):
        got.extend(row for row in rows_of(path, column="account"))
    with pytest.raises(BadFile, match="No such file"):
        read(tmp_path / "nowhere.jsonl")
    with pytest.raises(BadFile, match="after line 0"):
        read(tmp_path)


def test_a_csv_without_the_column_it_needs_is_refused_as_a_whole(tmp_path: Path):
    for content in (b"", b"name,plan\na,b\n"):
        with pytest.raises(BadFile, match="no column 'account'"):
            read(written(tmp_path, "accounts.csv", content))


def test_an_endless_line_costs_no_more_than_a_long_one(tmp_path: Path):
    path = written(tmp_path, "accounts.jsonl", b'{"account": "' + b"x" * 3_000_000 + b'"}\n{"account": "b"}\n')
    rows = read(path)
    assert (rows[0].number, bool(rows[0].error)) == (1, True)
    assert rows[1] == Row(2, {"account": "b"})


def test_deep_nesting_is_a_broken_line(tmp_path: Path):
    assert read(written(tmp_path, "accounts.jsonl", b"[" * 500_000 + b"\n"))[0].error
