"""What do sellers see? A board with somebody in every column, the list, the times, one application; and what never."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.onboarding.models import Application, Check, Letter
from accounts.staff.models import User
from tests.applicants import application, document_of, harbour_applies, mina_applies
from tests.boards import living_board
from tests.world import person

pytestmark = pytest.mark.django_db
PAGES = (
    "/applications/",
    "/applications/list/",
    "/applications/times/",
    "/applications/start/",
    "/applications/import/",
)


def browser_of(name: str) -> Client:
    """Somebody of the staff, logged in."""
    browser = Client()
    browser.force_login(person(name))
    return browser


@pytest.fixture
def sam() -> Client:
    return browser_of("sam")


def page(browser: Client, address: str) -> str:
    answer = browser.get(address, follow=True)
    assert answer.status_code == 200, answer.status_code
    return b"".join(answer).decode()


@pytest.mark.parametrize("address", PAGES)
def test_the_pages_stand_while_nobody_is_on_the_way(sam: Client, address: str):
    assert "<h1>" in page(sam, address)


def test_the_board_says_how_many_wait_for_whom(sam: Client):
    living_board(timezone.now())
    told = page(sam, "/applications/")
    assert "12 in all. 7 wait for the customer, 2 for a reviewer, 1 for a lead." in told
    assert "Harbour Analytics GmbH was asked for one item today." in told
    assert "1 item: shareholder list" in told
    assert told.count('class="card board-card"') == 12


def test_a_column_shows_its_first_and_leads_to_the_others(sam: Client):
    for number in range(8):
        application(company_name=f"Shell {number}")
    told = page(sam, "/applications/")
    assert told.count('class="card board-card"') == 4
    assert "4 more<" in told
    assert page(sam, "/applications/list/?stage=invited&sort=since").count("<tr data-row>") == 8


def test_mine_enterprise_and_stuck_add_up(sam: Client):
    living_board(timezone.now())
    Application.objects.filter(company_name="Kestrel Logistics Inc.").update(owner=None)
    assert "Kestrel" not in page(sam, "/applications/list/?mine=1&plan=enterprise")
    assert "Vantage" in page(sam, "/applications/list/?mine=1&plan=enterprise")
    stuck = page(sam, "/applications/list/?stuck=1")
    assert "Tallow &amp; Pike" in stuck
    assert "Ostsee" not in stuck
    assert "No application fits" in page(sam, "/applications/list/?stuck=1&plan=enterprise")


@pytest.mark.parametrize(("sort", "first"), [("company", "Brightwell"), ("-company", "Αιγαίο"), ("country", "Fernweh")])
def test_the_list_is_sorted_as_asked(sam: Client, sort: str, first: str):
    living_board(timezone.now())
    assert first in page(sam, f"/applications/list/?sort={sort}").split("<tr data-row>")[1]


@pytest.mark.parametrize("typed", ["harbour", "Harbor Analytics", "CRM-7", "Αιγαίο"])
def test_who_is_looked_for_is_found_and_not_named_in_the_address(sam: Client, typed: str):
    living_board(timezone.now())
    Application.objects.filter(company_name__startswith="Harbour").update(external_id="CRM-7")
    answer = sam.post("/applications/search/", {"q": typed})
    assert typed not in answer["Location"]
    told = page(sam, answer["Location"])
    assert ("Αιγαίο Ναυτιλία" if typed == "Αιγαίο" else "Harbour Analytics GmbH") in told
    assert "Ostsee" not in told


@pytest.mark.parametrize(
    "address", ["?page=99", "?page=x", "?sort=password", "?stage=no", "?q=forged", "?plan=%00", "?mine=9"]
)
def test_an_address_somebody_made_up_shows_what_there_is(sam: Client, address: str):
    application()
    for view in ("/applications/", "/applications/list/", "/applications/applications.csv"):
        assert sam.get(view + address).status_code == 200


@pytest.mark.parametrize("since", ["2026-13-01", "x", "2999-01-01", "0001-01-01"])
def test_a_day_that_makes_no_sense_is_said_or_taken(sam: Client, since: str):
    assert "<h1>" in page(sam, f"/applications/times/?since={since}")


def test_the_file_holds_the_filtered_list_and_no_formula(sam: Client):
    living_board(timezone.now())
    application(company_name="=HYPERLINK(1)", plan="individual")
    told = page(sam, "/applications/applications.csv?plan=individual")
    assert "'=HYPERLINK(1)" in told
    assert len(told.splitlines()) == 2


def test_pages_ask_as_often_for_two_as_for_twenty(sam: Client):
    def asked(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(sam, address)
        return len(queries)

    views = ("/applications/", "/applications/list/", "/applications/applications.csv")
    living_board(timezone.now())
    few = [asked(view) for view in views]
    for number in range(20):
        application(company_name=f"Shell {number}", owner=User.objects.get(username="ines") if number % 2 else None)
    assert [asked(view) for view in views] == few


def test_an_application_says_what_is_missing_and_what_was_sent(sam: Client):
    made = harbour_applies(missing=["company.website"], steps_done=4, started_at=timezone.now())
    gone = {"created_at": timezone.now(), "attempts": 6, "last_error": "the mail server refused the address"}
    Letter.objects.create(application=made, kind="invited", **gone)
    told = page(sam, f"/applications/{made.application}/")
    assert "Jörg Brandt" in told
    assert "the website" in told
    assert "the mail server refused the address" in told


def test_a_seller_never_sees_identities_documents_or_what_a_check_is_about(sam: Client):
    made = harbour_applies(state="in_review", submitted_at=timezone.now())
    document_of(made, "passport", "p1")
    for what in ("identity", "register_number"):
        Check.objects.create(
            application=made, what=what, result="unclear", sentence="The date differs.", at=timezone.now()
        )
    told = page(sam, f"/applications/{made.application}/")
    assert "2 checks need a reviewer." in told
    for secret in ("C01X00T47", "1979", "Nordkai", "passport", "The date differs", "Lindqvist", "HRB", "/apply/"):
        assert secret not in told


def test_an_auditor_reads_the_contact_masked_and_changes_nothing():
    made = mina_applies()
    told = page(browser_of("audrey"), f"/applications/{made.application}/")
    assert "mina@okafor.example" not in told
    assert "m••••@okafor.example" in told
    assert "<form" not in told.partition("<main")[2].partition("</main>")[0]
    assert browser_of("audrey").post(f"/applications/{made.application}/invite/").status_code == 403


def test_a_link_is_sent_again_and_taken_back(sam: Client):
    made = harbour_applies()
    address = f"/applications/{made.application}/"
    assert "a new link is on its way" in page_after(sam, address + "invite/")
    assert made.letters.filter(kind="invited").count() == 1
    assert "The link no longer works" in page_after(sam, address + "revoke/")
    assert "no link works now" in page(sam, address)


def page_after(browser: Client, address: str) -> str:
    answer = browser.post(address, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_times_tell_how_far_they_get(sam: Client):
    now = timezone.now()
    for days in (1, 2, 3):
        begun: dict[str, Any] = {"invited_at": now - timedelta(days=9), "started_at": now - timedelta(days=9 - days)}
        application(created_at=now - timedelta(days=9), **begun)
    application(created_at=now - timedelta(days=400), invited_at=now - timedelta(days=400))
    told = page(sam, "/applications/times/")
    assert "Invited 3; started 3; submitted 0; decided 0; open 0." in told
    assert "2 days" in told


def test_a_comment_is_seen_by_reviewers_and_an_empty_one_is_refused(sam: Client):
    made = harbour_applies()
    address = f"/applications/{made.application}/"
    assert sam.post(address + "comment/", {"text": "They asked for Friday."}).status_code == 302
    assert "They asked for Friday." in page(browser_of("ines"), address)
    answer = sam.post(address + "comment/", {"text": ""})
    assert (answer.status_code, "Write between 1 and 4,000" in answer.content.decode()) == (422, True)


def test_an_application_is_given_to_a_colleague_of_sales_only(sam: Client):
    made = harbour_applies(owner=None)
    address = f"/applications/{made.application}/"
    refused = sam.post(address + "give/", {"to": person("ines").pk})
    assert (refused.status_code, "Choose a colleague from sales" in refused.content.decode()) == (422, True)
    assert (
        "is with Sam Keller now" in sam.post(address + "give/", {"to": person("sam").pk}, follow=True).content.decode()
    )


def test_the_account_that_approval_opens_is_named_once(sam: Client):
    made = harbour_applies()
    address = f"/applications/{made.application}/account/"
    wrong = sam.post(address, {"account": "no such / id"})
    assert (wrong.status_code, 'value="no such / id"' in wrong.content.decode()) == (422, True)
    assert (
        "Approval will open acct_harbour"
        in sam.post(address, {"account": "acct_harbour"}, follow=True).content.decode()
    )
    assert sam.post(address, {"account": "acct_other"}).status_code == 409
