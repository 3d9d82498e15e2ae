"""A labelled folder from end to end: two hundred accounts of the small world, then folders with everything wrong.

In the room: individuals, a café, a campus, an agency, Harbour; the Larkspur ring and the slow ring.
"""

import gzip
import json
import subprocess
import sys
import tempfile
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from accounts.parties.models import Account
from accounts.policy.models import PolicyVersion
from accounts.review.models import Verdict
from graph.evaluation.report import Report, decoded
from graph.evaluation.worlds.presets import DEMO
from graph.evaluation.worlds.writing import Order, write_world
from graph.signals.models import Signal
from kycrisk.local.scratch import beside
from kycrisk.local.state import ROOT
from tests import databases

UNTIL = datetime(2026, 11, 1, tzinfo=UTC)


def evaluated(folder: Path, **options: Any) -> tuple[Report, str, str]:
    """The report, what was printed, and what was complained of; in this test's own database."""
    out, err, output = StringIO(), StringIO(), folder / "report.json"
    call_command("evaluate", str(folder), here=True, output=output, stdout=out, stderr=err, **options)
    return decoded(output.read_bytes()), out.getvalue(), err.getvalue()


def test_two_hundred_accounts(real_db: str, tmp_path: Path) -> None:
    write_world(Order(DEMO, 7, UNTIL, scale=0.6), tmp_path)
    truth = json.loads((tmp_path / "truth.json").read_text())
    stranger = next(name for name, label in truth["accounts"].items() if label["kind"] == "individual")
    truth["victims"] = {stranger: {"technique": "nothing", "operator": "op_larkspur"}}
    (tmp_path / "truth.json").write_text(json.dumps(truth))
    report, printed, complaints = evaluated(tmp_path, every=7, ablate=["conduct", "canary"])

    honest = {group.name: group for group in report.kinds}
    assert set(honest) == {"individual", "household", "cafe", "campus", "agency", "firm"}
    assert {name: group.review.hits for name, group in honest.items() if group.review.hits} == {}
    review = report.level("review")
    assert review.precision.value == 1
    assert report.pairs("review").precision == 1
    everything, no_conduct, no_canaries = report.ablations
    assert everything.levels == report.levels
    assert no_conduct.level("review").flagged == 0, "ties alone never come before a person"
    assert no_canaries.levels == report.levels, "nobody showed one"
    ring = next(one for one in report.operators if one.operator == "op_larkspur")
    assert ring.found.value is not None
    assert ring.found.value >= 0.8
    assert ring.first_exchange is not None
    assert ring.first_review is not None
    assert ring.first_exchange < ring.first_review <= "2026-10-31"
    assert 0 < ring.exchanges_before < ring.exchanges
    assert [(one.victims, one.most_bits) for one in report.victims] == [(1, 0.0)], "a stranger nobody wrote on"
    shared = next(one for one in report.baselines if one.name == "any_shared")
    assert (shared.precision.value or 0) < 1, "the café and the campus share too"

    assert not PolicyVersion.objects.exists(), "what was tried is forgotten"
    assert complaints == ""
    assert max(map(len, printed.splitlines())) <= 100
    assert "op_larkspur" in printed


# -- folders with everything wrong

EVENT = {"specversion": "1.0", "source": "/t", "type": "exchange.made", "data": {"model": "standard"}}


def lines(*rows: Any) -> str:
    return "".join((row if isinstance(row, str) else json.dumps(row)) + "\n" for row in rows)


def exchange(number: int, account: str, day: int) -> dict[str, Any]:
    return EVENT | {"id": str(number), "subject": account, "time": f"2026-09-{day:02}T12:00:00Z"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two known accounts, one of them silent; a third that only signals know; foreign fields and broken lines."""
    accounts = [
        {"account": "acct_one", "created_at": "2026-08-01T00:00:00Z", "shoe_size": 43, "email": None},
        "{broken",
        {"account": "acct_silent", "created_at": "yesterday"},
    ]
    (tmp_path / "accounts.jsonl").write_text(lines(*accounts))
    signals = lines(
        exchange(1, "acct_one", 2), "no json", exchange(2, "acct_signals_only", 1), exchange(3, "acct_one", 3)
    )
    (tmp_path / "signals.ndjson.gz").write_bytes(gzip.compress(signals.encode()))
    verdicts = [
        {"kind": "cleared", "subjects": ["acct_one"], "at": "2026-09-02T00:00:00Z"},
        {"kind": "cleared", "subjects": ["acct_nobody"], "at": "2026-09-02T00:00:00Z"},
        {"kind": "cleared", "subjects": ["acct_one"], "at": "some day"},
    ]
    (tmp_path / "verdicts.jsonl").write_text(lines(*verdicts))
    labels = {name: {"label": "benign"} for name in ("acct_one", "acct_silent", "acct_gone")}
    labels["acct_signals_only"] = {"label": "distillation", "operator": ""}
    (tmp_path / "truth.json").write_text(json.dumps({"accounts": labels | {"acct_odd": {"label": "?"}}}))
    return tmp_path


def test_what_is_wrong_is_told_counted_and_skipped(real_db: str, folder: Path) -> None:
    report, printed, complaints = evaluated(folder)
    told = report.dataset
    assert (told.accounts, told.signals, told.exchanges, told.labelled) == (3, 3, 3, 3)
    assert (told.left_out, told.unlabelled, told.operators) == (1, 0, 0)
    assert (told.first_day, told.last_day) == ("2026-09-01", "2026-09-03")
    assert told.complaints == {"accounts.jsonl": 2, "signals.ndjson.gz": 2, "truth.json": 1, "verdicts.jsonl": 2}
    assert "accounts.jsonl:2: This line is no JSON." in complaints
    assert "signals.ndjson.gz: the signals are not sorted by time; they are sorted by day first." in complaints
    assert "signals.ndjson.gz:2: " in complaints
    assert "The truth names 1 accounts that nobody knows; they are left out." in " ".join(printed.split())
    assert Verdict.objects.get().at == datetime(2026, 9, 2, tzinfo=UTC)


def test_strict_stops_at_the_first_line_that_is_wrong(real_db: str, folder: Path) -> None:
    with pytest.raises(CommandError, match=r"truth\.json: acct_odd: .* Stopped"):
        evaluated(folder, strict=True)


def test_without_truth_there_is_nothing_to_compare_with(real_db: str, folder: Path) -> None:
    (folder / "truth.json").unlink()
    with pytest.raises(CommandError, match=r"has no truth\.json"):
        evaluated(folder)


def test_accounts_alone_are_enough(real_db: str, folder: Path) -> None:
    (folder / "signals.ndjson.gz").unlink()
    (folder / "verdicts.jsonl").unlink()
    report, printed, _ = evaluated(folder)
    assert (report.dataset.accounts, report.dataset.exchanges, report.dataset.first_day) == (2, 0, None)
    assert "ACCOUNTS" in printed


def test_a_folder_of_nothing_but_truth(real_db: str, folder: Path) -> None:
    for name in ("accounts.jsonl", "signals.ndjson.gz", "verdicts.jsonl"):
        (folder / name).unlink()
    with pytest.raises(CommandError, match=r"holds none of persons\.jsonl"):
        evaluated(folder)


def test_a_database_in_use_is_left_alone(real_db: str, folder: Path) -> None:
    Account.objects.create(account="acct_customer", created_at=UNTIL)
    with pytest.raises(CommandError, match="This database is in use"):
        evaluated(folder)
    assert not Signal.objects.exists()


def test_the_installation_is_not_touched_and_nothing_is_left_behind(real_db: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        Path(place).chmod(0o711)  # PostgreSQL's user must get there
        options = ["--quiet", "--output", str(folder / "out.json")]
        command = [sys.executable, str(ROOT / "manage.py"), "evaluate", str(folder), *options]
        environment = databases.environment_for(real_db) | {"TMPDIR": place}
        answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=120)
        assert answer.returncode == 0, answer.stderr
        assert decoded((folder / "out.json").read_bytes()).dataset.accounts == 3
        assert not Account.objects.exists()
        assert list(Path(place).iterdir()) == []


def databases_beside() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, 'kycrisk_scratch_')")
        return [name for (name,) in cursor.fetchall()]


def test_without_programs_of_its_own_it_goes_beside_the_installation(real_db: str, folder: Path) -> None:
    """No PostgreSQL to start: a database on the same server, gone afterwards, also after a failure."""
    with beside("no programs") as settings:
        (name,) = databases_beside()
        assert name in settings["DATABASE_URL"]
        assert name in settings["KYCRISK_OWNER_DATABASE_URL"]
    assert databases_beside() == []
    with pytest.raises(ZeroDivisionError), beside("no programs"):
        1 / 0  # noqa: B018
    assert databases_beside() == []
