"""Do existing customers come in once, as they are, with the bad lines named?"""

import gzip
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.access.models import Access
from accounts.journal.models import Entry
from accounts.parties.models import Account, LegalEntity, Tier
from accounts.parties.querysets import contact_of
from tests.world import by

HARBOUR: dict[str, Any] = {
    "account": "acct_harbour",
    "created_at": "2025-09-30T08:00:00Z",
    "country": "DE",
    "email": "ops@harbour.example",
    "plan": "business",
    "verified_at": "2025-10-01T00:00:00Z",
    "company": {"name": "Harbour Analytics GmbH", "jurisdiction": "DE", "registration_number": "HRB 150123"},
}


def imported(path: Path, *options: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("import_accounts", str(path), "--state", "open", *options, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def file_of(tmp_path: Path, *rows: Any, name: str = "customers.jsonl") -> Path:
    path = tmp_path / name
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows))
    return path


def cafe(count: int) -> list[dict[str, Any]]:
    return [{"account": f"acct_cafe_{n:04}", "created_at": "2026-01-01T00:00:00Z"} for n in range(count)]


def test_harbour_comes_in_open_and_verified(db: None, tmp_path: Path):
    out, err = imported(file_of(tmp_path, HARBOUR))
    assert out == "1 lines: 1 accounts new, 0 updated, 1 let in as open, 0 lines skipped.\n"
    assert err == ""
    account = Account.objects.get()
    assert (account.tier, account.legal_entity and account.legal_entity.name) == (
        Tier.VERIFIED,
        "Harbour Analytics GmbH",
    )
    assert contact_of(account).email == "ops@harbour.example"
    assert (Access.objects.get().state, Access.objects.get().sequence) == ("open", 1)
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["entity.recorded", "account.recorded", "access.open", "accounts.imported"]
    assert set(Entry.objects.values_list("actor_name", flat=True)) == {"import_accounts"}


def test_repeating_changes_nothing_and_leaves_every_door_as_it_stands(db: None, tmp_path: Path):
    path = file_of(tmp_path, HARBOUR, {"account": "acct_lark", "company": {"name": "Larkspur"}})
    imported(path)
    change(by=by("ines"), account=Account.objects.get(account="acct_lark"), door=Door("suspended", reason="terms"))
    out, _ = imported(path)
    assert out == "2 lines: 0 accounts new, 0 updated, 0 let in as open, 0 lines skipped.\n"
    assert Access.objects.get(account__account="acct_lark").state == "suspended"
    assert LegalEntity.objects.count() == 2


def test_bad_lines_are_named_and_the_rest_comes_in(db: None, tmp_path: Path):
    path = file_of(tmp_path, HARBOUR, "{broken\n", {"account": "a b"}, {"account": "acct_x", "country": "UK"}, *cafe(1))
    out, err = imported(path)
    assert out.startswith("5 lines: 3 accounts new, 0 updated, 3 let in")
    assert out.endswith("2 lines skipped.\n")
    lines = err.splitlines()
    assert [line.removeprefix(f"{path}: ").partition(":")[0] for line in lines] == [
        "line 2 is skipped",
        "line 3 is skipped",
        "line 4, country, is left out",
    ]
    assert "write GB" in lines[2]


def test_strict_stops_at_the_first_bad_line_and_keeps_nothing_of_its_thousand(db: None, tmp_path: Path):
    with pytest.raises(CommandError, match="line 2 is skipped: This line is no JSON"):
        imported(file_of(tmp_path, HARBOUR, "{broken\n"), "--strict")
    assert Account.objects.count() == 0


def test_a_csv_file_with_a_company_in_columns(db: None, tmp_path: Path):
    path = tmp_path / "customers.csv.gz"
    text = (
        "account,created_at,country,email,company_name,company_jurisdiction,company_registration_number,other\n"
        "acct_harbour,2025-09-30T08:00:00Z,DE,ops@harbour.example,Harbour Analytics GmbH,DE,HRB 150123,ignored\n"
        "acct_cafe,2026-01-01T00:00:00Z,,,,,,\n"
    )
    path.write_bytes(gzip.compress(text.encode()))
    out, err = imported(path)
    assert (out.startswith("2 lines: 2 accounts new"), err) == (True, "")
    assert LegalEntity.objects.get().registration_number == "HRB 150123"
    assert Account.objects.get(account="acct_cafe").legal_entity is None


def test_a_cafe_of_2500_takes_as_few_lines_as_batches(db: None, tmp_path: Path):
    out, _ = imported(file_of(tmp_path, *cafe(2500)))
    assert out.startswith("2500 lines: 2500 accounts new, 0 updated, 2500 let in")
    assert Entry.objects.filter(verb="account.recorded").count() == 3
    assert Entry.objects.filter(verb="access.open").count() == 3
    assert Access.objects.filter(state="open").count() == 2500


def test_the_wrong_file_is_noticed(db: None, tmp_path: Path):
    with pytest.raises(CommandError, match="Is this the right file"):
        imported(file_of(tmp_path, *["binary\x01\n"] * 1500))
    with pytest.raises(CommandError, match="No such file"):
        imported(tmp_path / "nowhere.jsonl")
    with pytest.raises(CommandError, match="no column 'account'"):
        imported(file_of(tmp_path, "name\nx\n", name="customers.csv"))
    with pytest.raises(CommandError, match="--state"):
        call_command("import_accounts", str(tmp_path / "x"))
    assert Account.objects.count() == 0


def test_provisional_customers_get_the_caps_of_policy(db: None, tmp_path: Path):
    call_command("import_accounts", str(file_of(tmp_path, HARBOUR)), "--state", "provisional", stdout=StringIO())
    assert Access.objects.get().requests_per_minute == 20
