"""A list of customers as spreadsheets write it: Ostsee, Marisma and a row in error; read, shown, started once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.onboarding.csv_start import COLUMNS, EXAMPLE, read_file
from accounts.onboarding.importing import kept
from accounts.onboarding.models import Application
from tests.applicants import harbour_applies
from tests.world import person

HEAD = ",".join(COLUMNS)
OSTSEE = "Ostsee Robotics AG,DE,Antje Voss,a.voss@ostsee.example,business,CRM-1,,,de"
MARISMA = "Marisma Salud SL,ES,Íñigo Añez,i.anez@marisma.example,business,,,,"
WRONG = "Tallow & Pike LLP,UK,,not an address,business,CRM-3,,aerospace,"
MOST = 100


def text(*rows: str) -> bytes:
    return "\r\n".join((HEAD, *rows)).encode()


@pytest.mark.parametrize(
    ("raw", "hint"),
    [
        (text(OSTSEE, MARISMA), ""),
        (b"\xef\xbb\xbf" + text(OSTSEE, MARISMA), ""),
        (text(OSTSEE, MARISMA).replace(b",", b";"), "semicolons"),
        (text(OSTSEE, MARISMA).replace(b",", b"\t"), "tabs"),
        (text(OSTSEE, MARISMA).decode().encode("cp1252"), "Windows-1252"),
        (text(OSTSEE, MARISMA).decode().encode("utf-16"), "UTF-16"),
        (b"\r\n" + text(OSTSEE, "", MARISMA, ",,,,,,,,"), ""),
        (text(OSTSEE, MARISMA).replace(b"company_name", b" Company Name "), ""),
        (text(OSTSEE + ",3", MARISMA + ",4").replace(b",language", b",language,employees"), "Not read: employees."),
    ],
)
def test_a_list_is_read_however_a_spreadsheet_wrote_it(raw: bytes, hint: str):
    file = read_file(raw, MOST)
    assert [line.start.company_name for line in file.lines] == ["Ostsee Robotics AG", "Marisma Salud SL"]
    assert [line.start.contact_name for line in file.lines] == ["Antje Voss", "Íñigo Añez"]
    assert [line.reasons for line in file.lines] == [[], []]
    assert hint in " ".join(file.hints)
    assert bool(hint) == bool(file.hints)


@pytest.mark.parametrize(
    ("raw", "flaw"),
    [
        (b"", "The file is empty"),
        (b"  \r\n", "The file is empty"),
        (b"PK\x03\x04 anything", "This is a workbook"),
        (b"a,b\x00c", "not a text file"),
        (HEAD.encode(), "nobody under them"),
        (OSTSEE.encode(), "Missing: company_name"),
        (text(OSTSEE).replace(b"plan", b"country"), "Missing: plan"),
        (text(OSTSEE).replace(b"language", b"plan"), "The column plan is there twice"),
        (text(*[OSTSEE] * 101), "101 rows are more than 100"),
        (text('"' + "x" * 200_000), "cannot be read as CSV"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(raw: bytes, flaw: str):
    file = read_file(raw, MOST)
    assert flaw in file.flaw
    assert not file.lines


def test_each_row_in_error_says_all_that_is_wrong_and_stops_no_other():
    wrong, right = read_file(text(WRONG, OSTSEE), MOST).lines
    assert wrong.number == 2
    assert set(wrong.complaints) == {"country", "contact_name", "contact_email", "program"}
    assert right.reasons == []


def test_the_same_customer_twice_in_a_file_is_started_once():
    rows = (OSTSEE, OSTSEE.replace("CRM-1", "CRM-2"), MARISMA.replace(",,,,", ",CRM-1,,,"))
    assert [line.twin for line in read_file(text(*rows), MOST).lines] == [0, 2, 2]


def test_what_our_own_files_put_before_a_formula_is_taken_off():
    [line] = read_file(text(OSTSEE.replace("Ostsee Robotics AG", "'+Plus GmbH")), MOST).lines
    assert line.start.company_name == "+Plus GmbH"


def test_the_template_can_be_sent_as_it_is():
    [line] = read_file(text(",".join(EXAMPLE)), MOST).lines
    assert line.reasons == []


# -- through the pages


@pytest.fixture
def sam() -> Client:
    browser = Client()
    browser.force_login(person("sam"))
    return browser


def shown(sam: Client, raw: bytes) -> tuple[str, str]:
    """The page that shows what would happen, and the file as it travels on."""
    answer = sam.post("/applications/import/", {"file": SimpleUploadedFile("list.csv", raw)})
    return answer.content.decode(), answer.context.get("kept", "")


@pytest.mark.django_db
def test_nothing_happens_before_it_was_shown_and_then_once(sam: Client):
    told, file = shown(sam, text(OSTSEE, WRONG, MARISMA))
    assert "2 of 3 customers will be invited" in told
    assert "Write the e-mail address" in told or "not an e-mail address" in told
    assert not Application.objects.exists()
    for _ in range(2):
        answer = sam.post("/applications/import/start/", {"file": file})
        assert answer.status_code == 200
    assert sorted(Application.objects.values_list("company_name", flat=True)) == [
        "Marisma Salud SL",
        "Ostsee Robotics AG",
    ]
    assert "0 customers are invited" in answer.content.decode()
    assert Application.objects.get(external_id="CRM-1").owner == person("sam")


@pytest.mark.django_db
def test_a_company_that_is_on_its_way_is_invited_only_if_it_is_ticked(sam: Client):
    harbour_applies()
    again = "Harbour Analytics GmbH,DE,Jörg Brandt,j.brandt@harbour.example,business,,,,"
    told, file = shown(sam, text(again))
    assert "A company of this name is on its way." in told
    sam.post("/applications/import/start/", {"file": file})
    assert Application.objects.count() == 1
    sam.post("/applications/import/start/", {"file": file, "too": "2"})
    assert Application.objects.count() == 2


@pytest.mark.django_db
def test_rows_in_error_are_taken_home_with_their_reasons_and_mended(sam: Client):
    _, file = shown(sam, text(OSTSEE, WRONG))
    answer = sam.post("/applications/import/left.csv", {"file": file, "rows": "3"})
    mended = b"".join(answer).decode()
    assert "reason" in mended.splitlines()[0]
    assert mended.count("Tallow") == 1
    assert "Ostsee" not in mended
    again, _ = shown(sam, mended.replace("UK", "GB").replace("not an address", "p@tallow.example").encode())
    assert "0 of 1 customers will be invited" in again


@pytest.mark.django_db
def test_a_preview_of_somebody_else_or_of_yesterday_starts_nothing(sam: Client):
    _, mine = shown(sam, text(OSTSEE))
    for file in ("", mine[:-3] + "abc", "é", kept(text(OSTSEE), person("ines").pk)):
        answer = sam.post("/applications/import/start/", {"file": file})
        assert answer.status_code == 422
        assert "Choose the file again" in answer.content.decode()
    assert not Application.objects.exists()


@pytest.mark.django_db
def test_a_file_that_cannot_be_read_is_said_on_the_page(sam: Client):
    told, file = shown(sam, b"PK\x03\x04 anything")
    assert "Save it as “CSV UTF-8”" in told
    assert file == ""
