"""A dataset folder comes in: the small world, with the café and the ring in it, once and only once."""

import gzip
import io
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.access.models import Access, AccessChange, State
from accounts.parties.models import Account, Directorship, LegalEntity, Person, Stake, Tier
from accounts.review.models import Verdict
from graph.evaluation.worlds.presets import DEMO
from graph.evaluation.worlds.writing import Order, write_world
from graph.signals.loading import numbered_lines
from graph.signals.models import Identifier, Receipt, Signal
from tests.graph.signals.senders import cafe_evening, event

pytestmark = pytest.mark.django_db
UNTIL = datetime(2026, 11, 1, tzinfo=UTC)


def load(folder: Path, **options: Any) -> tuple[str, str]:
    """What the command says on stdout and stderr."""
    out, err = io.StringIO(), io.StringIO()
    call_command("load_dataset", str(folder), quiet=True, stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def written(folder: Path, name: str, rows: list[Any]) -> Path:
    """A file of lines; a text is written as it is."""
    text = "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def counts() -> dict[str, int]:
    kept = (
        Account,
        LegalEntity,
        Person,
        Directorship,
        Stake,
        Access,
        AccessChange,
        Signal,
        Receipt,
        Identifier,
        Verdict,
    )
    return {model.__name__: model._base_manager.count() for model in kept}


def test_the_small_world_comes_in_whole_and_twice_is_once(tmp_path: Path):
    world = write_world(Order(DEMO, 1, UNTIL, scale=0.06), tmp_path)
    lines = (tmp_path / "signals.ndjson").read_text().count("\n")
    out, err = load(tmp_path)
    assert err == ""
    said = f"{world['accounts']} accounts new; {lines} signals taken, 0 known already; "
    assert out == f"{said}0 verdicts new; 0 complaints.\n"
    before = counts()
    assert before["Signal"] == lines
    assert before["Account"] == before["Access"] == world["accounts"]
    out, err = load(tmp_path)
    assert out == f"0 accounts new; 0 signals taken, {lines} known already; 0 verdicts new; 0 complaints.\n"
    assert counts() == before


def test_an_owner_may_stand_anywhere_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Larkspur's holding comes last of all, parts of the file later."""
    monkeypatch.setattr("graph.signals.loading.ROWS_AT_ONCE", 2)
    rows = [
        {"id": f"ent_{n}", "name": f"Shell {n}", "owners": [{"owner": "ent_holding", "share": 100}]} for n in range(5)
    ]
    written(tmp_path, "entities.jsonl", [*rows, {"id": "ent_holding", "name": "Larkspur Holding"}])
    _, err = load(tmp_path)
    assert err == ""
    assert Stake.objects.filter(owner_entity__entity="ent_holding").count() == 5


def test_new_accounts_start_open_and_verified_where_it_is_said(tmp_path: Path):
    written(
        tmp_path,
        "accounts.jsonl",
        [
            {"account": "acct_harbour", "created_at": "2025-09-01T00:00:00Z", "verified_at": "2025-10-01T00:00:00Z"},
            {"account": "acct_cafe_01", "created_at": "2026-08-01T00:00:00Z", "email": None, "unheard_of": [1]},
        ],
    )
    load(tmp_path)
    assert dict(Account.objects.values_list("account", "tier")) == {
        "acct_harbour": Tier.VERIFIED,
        "acct_cafe_01": Tier.NONE,
    }
    assert set(Access.objects.values_list("state", flat=True)) == {State.OPEN}


def test_signals_alone_introduce_their_accounts_without_access(tmp_path: Path):
    old = event("session.seen", "acct_harbour", time="2019-01-01T00:00:00Z", source="/anything/at/all")
    written(tmp_path, "signals.ndjson.gz", [*cafe_evening(3), "", old])
    out, err = load(tmp_path)
    assert (out[:34], err) == ("0 accounts new; 4 signals taken, 0", "")
    assert Account.objects.count() == 4
    assert not Access.objects.exists()


def test_each_wrong_line_is_told_with_file_and_number_and_the_rest_kept(tmp_path: Path):
    written(tmp_path, "persons.jsonl", ["no json", {"id": "per_ines", "name": "Ines Moreau"}, {"name": "nobody"}])
    written(
        tmp_path,
        "entities.jsonl",
        [{"id": "ent_harbour", "name": "Harbour", "directors": ["per_ines", "per_gone"]}, {"id": "ent_x"}, [1]],
    )
    written(
        tmp_path, "accounts.jsonl", [{"account": "acct_harbour", "legal_entity": "ent_harbour"}, {"account": "a b"}]
    )
    written(tmp_path, "signals.ndjson", ["", "nonsense", *cafe_evening(1), event("session.seen", "a", time="later")])
    written(
        tmp_path, "verdicts.jsonl", [{"kind": "cleared", "subjects": ["acct_none"], "at": "2026-09-01T00:00:00Z"}, {}]
    )
    out, err = load(tmp_path)
    places = [line.partition(": ")[0] for line in err.splitlines()]
    assert places == [
        "persons.jsonl:1",
        "persons.jsonl:3",
        "entities.jsonl:2",
        "entities.jsonl:3",
        "entities.jsonl",
        "accounts.jsonl",
        "signals.ndjson:2",
        "signals.ndjson:4",
        "verdicts.jsonl:1",
        "verdicts.jsonl:2",
    ]
    assert "10 complaints" in out
    assert Directorship.objects.get().person.person == "per_ines"
    assert Account.objects.get(account="acct_harbour").legal_entity is not None
    assert Signal.objects.count() == 1


def test_strict_stops_at_the_first_wrong_line(tmp_path: Path):
    written(tmp_path, "signals.ndjson", ["nonsense", *cafe_evening(1)])
    with pytest.raises(CommandError, match=r"signals.ndjson:1: the event: is not readable JSON.* Mend it and repeat"):
        load(tmp_path, strict=True)


@pytest.mark.parametrize("missing", ["nowhere", "."])
def test_a_folder_without_a_dataset_is_named(tmp_path: Path, missing: str):
    with pytest.raises(CommandError, match=r"is no folder|holds none of persons\.jsonl"):
        load(tmp_path / missing)


def test_a_file_that_is_cut_off_is_named(tmp_path: Path):
    path = written(tmp_path, "accounts.jsonl.gz", [{"account": f"acct_{number}"} for number in range(500)])
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CommandError, match=r"accounts.jsonl.gz: cannot be read after line \d+"):
        load(tmp_path)


# -- verdicts


def test_what_people_said_comes_in_once_with_its_time_and_without_the_value(tmp_path: Path):
    written(tmp_path, "accounts.jsonl", [{"account": "acct_harbour"}, {"account": "acct_cafe_01"}])
    at = "2026-09-01T12:00:00Z"
    written(
        tmp_path,
        "verdicts.jsonl",
        [
            {"kind": "cleared", "subjects": ["acct_harbour"], "at": at},
            {"kind": "not_same_actor", "subjects": [["acct_harbour"], ["acct_cafe_01"]], "at": at},
            {"kind": "poisoned", "subjects": [{"family": "ip", "value": "203.0.113.7"}], "at": at},
        ],
    )
    load(tmp_path)
    assert Verdict.objects.count() == 3
    assert set(Verdict.objects.values_list("at", flat=True)) == {datetime(2026, 9, 1, 12, tzinfo=UTC)}
    poisoned = Verdict.objects.get(kind="poisoned")
    assert [value["value"].partition(":")[0] for value in poisoned.subjects] == ["ip", "ip_block"]
    assert "203.0.113" not in json.dumps(poisoned.subjects)
    assert load(tmp_path)[0].endswith("0 verdicts new; 0 complaints.\n")
    assert Verdict.objects.count() == 3


# -- lines


def test_a_line_that_is_too_long_costs_only_itself():
    file = io.BytesIO(b"first\n" + b"x" * 50 + b"\n\nlast")
    assert list(numbered_lines(file, 10)) == [(1, b"first"), (2, b"x" * 11), (4, b"last")]


@pytest.mark.parametrize("length", [9, 10, 11, 12, 21, 22, 23])
def test_lines_around_the_limit_keep_their_numbers(length: int):
    file = io.BytesIO(b"x" * length + b"\nlast\n")
    assert [number for number, _ in numbered_lines(file, 10)] == [1, 2]
