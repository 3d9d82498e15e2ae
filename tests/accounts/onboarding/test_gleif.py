"""Is GLEIF's file taken in as a whole, whatever is wrong with some lines? In the room: Harbour, and a cut file."""

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from msgspec.structs import replace

from accounts.journal.models import Entry
from accounts.onboarding.checking import run_checks
from accounts.onboarding.gleif import COLUMNS, freshness
from accounts.onboarding.models import LeiRecord
from accounts.onboarding.opening import answers_of, put_answers
from tests.applicants import harbour_applies
from tests.world import NOW

pytestmark = pytest.mark.django_db
LEI, OTHER = "529900T8BM49AURSDO55", "5493001KJTIIGC8Y1R12"
HARBOUR = f'{LEI},"Harbour Analytics GmbH",DE,HRB 184220,ACTIVE,ISSUED,2027-05-01T00:00:00Z,x'
SEALINE = f'{OTHER},"Sealine ""Capital"" Ltd",SG,,ACTIVE,LAPSED,,x'
HEADER = ",".join([*COLUMNS.values(), "Something.New"])


def file_of(folder: Path, *lines: str, name: str = "golden.csv") -> Path:
    path, text = folder / name, "\n".join([HEADER, *lines]).encode()
    if name.endswith(".zip"):
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("20261124-gleif-goldencopy-lei2.csv", text)
    else:
        path.write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    return path


def taken(path: Path) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_gleif", str(path), quiet=True, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.parametrize("name", ["golden.csv", "golden.csv.gz", "golden.csv.zip"])
def test_the_file_is_read_however_it_is_packed(tmp_path: Path, name: str) -> None:
    assert freshness() is None
    assert taken(file_of(tmp_path, HARBOUR, SEALINE, name=name))[0] == "2 lines: 2 companies, 0 lines left out.\n"
    assert LeiRecord.objects.get(lei=OTHER).name == 'Sealine "Capital" Ltd'
    assert freshness() is not None
    assert Entry.objects.get(verb="gleif.imported").detail == {"companies": 2, "bad": 0}


def test_bad_lines_are_told_by_number_and_left_out(tmp_path: Path) -> None:
    bad = [LEI.replace("55", "56") + HARBOUR[20:], "short,line", HARBOUR.replace("2027-05-01T00:00:00Z", "soon")]
    out, err = taken(file_of(tmp_path, SEALINE, *bad))
    assert out == "4 lines: 1 companies, 3 lines left out.\n"
    assert [line.split(":")[1] for line in err.splitlines()] == ["3", "4", "5"]


def test_a_new_file_stands_in_place_of_the_old_one(tmp_path: Path) -> None:
    taken(file_of(tmp_path, HARBOUR, SEALINE))
    taken(file_of(tmp_path, SEALINE.replace("LAPSED", "ISSUED"), SEALINE))
    assert list(LeiRecord.objects.values_list("lei", "registration_status")) == [(OTHER, "ISSUED")]


def test_what_is_no_file_of_gleif_leaves_the_old_one_in_place(tmp_path: Path) -> None:
    taken(file_of(tmp_path, HARBOUR))
    cut = file_of(tmp_path, HARBOUR, *[SEALINE] * 500, name="cut.csv.gz")
    cut.write_bytes(cut.read_bytes()[:-40])
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n")
    for path in (cut, other, file_of(tmp_path, "short,line", name="bad.csv"), tmp_path / "none.csv"):
        with pytest.raises(CommandError):
            taken(path)
    assert LeiRecord.objects.get().lei == LEI


def test_harbour_is_pending_until_there_is_a_file(tmp_path: Path) -> None:
    made = harbour_applies(state="in_review", submitted_at=NOW)
    answers = answers_of(made)
    put_answers(made, replace(answers, company=replace(answers.company, lei=LEI)))
    made.save()
    run_checks(made, ["lei"])
    assert made.checks.get(is_current=True).result == "pending"
    taken(file_of(tmp_path, HARBOUR))
    run_checks(made, ["lei", "register_number"])
    assert set(made.checks.filter(is_current=True).values_list("result", flat=True)) == {"passed"}
