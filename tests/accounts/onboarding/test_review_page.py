"""What does Ines see of Harbour's application, masked and opened? And how much does it ask of the database?"""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.journal.models import Entry
from accounts.onboarding.claims import Party
from accounts.onboarding.models import Application, Check, ClaimedParty
from accounts.onboarding.opening import put_party
from accounts.onboarding.referring import put_before_somebody
from accounts.onboarding.words import put_words
from accounts.review.actions import claim
from tests.accounts.onboarding.room import complete_harbour, handed_in, newcomer, the_case
from tests.applicants import document_of
from tests.world import GRAPH, by, person

pytestmark = pytest.mark.django_db
NAMES = ("Brandt", "Lindqvist", "Adeyemi", "1979", "C01X00T47")


@pytest.fixture
def harbour() -> Application:
    return handed_in(complete_harbour(newcomer()))


def browser(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


def page(username: str, harbour: Application) -> str:
    return browser(username).get(f"/applications/{harbour.application}/review/").content.decode()


def opened_lines(username: str) -> list[Entry]:
    return list(Entry.objects.filter(verb="application.revealed", actor_id=person(username).pk))


def test_before_it_is_opened_everything_is_compared_and_nobody_is_named(harbour: Application):
    seen = page("ines", harbour)
    assert [name for name in NAMES if name in seen] == []
    assert "J•••• B••••" in seen
    assert "Claim the case to answer" in seen
    assert opened_lines("ines") == []


def test_holding_the_case_is_the_reason_and_is_written_down_once(harbour: Application):
    claim(by=by("ines"), case=the_case(harbour))
    for _ in range(2):
        seen = page("ines", harbour)
    assert "Jörg Brandt" in seen
    assert "Petra Lindqvist" in seen
    assert "C01X00T47" not in seen
    assert [line.detail["reason"] for line in opened_lines("ines")] == [f"reviewing {the_case(harbour).case}"]
    assert [name for name in NAMES if name in page("noor", harbour)] == []


def test_the_auditor_says_why_and_sees_it_once(harbour: Application):
    audrey, address = browser("audrey"), f"/applications/{harbour.application}/open/"
    refused = audrey.post(address, {"reason": "why"})
    assert (refused.status_code, "Brandt" in refused.content.decode()) == (422, False)
    opened = audrey.post(address, {"reason": "Quarterly sample of approvals"}).content.decode()
    assert "Jörg Brandt" in opened
    assert 'id="answer"' not in opened
    assert "Brandt" not in page("audrey", harbour)
    assert [line.detail["reason"] for line in opened_lines("audrey")] == ["Quarterly sample of approvals"]


def test_once_erased_it_opens_no_more(harbour: Application):
    Application.objects.filter(pk=harbour.pk).update(wrapped_key=None, sealed=None, erased_at=harbour.created_at)
    answer = browser("audrey").post(f"/applications/{harbour.application}/open/", {"reason": "Quarterly sample"})
    assert (answer.status_code, "This application was erased." in answer.content.decode()) == (410, True)


@pytest.mark.parametrize("part", ["review/", "open/", "answer/", "draft/", "register/", "checks/judge/", "standing/"])
def test_sales_sees_nothing_here(harbour: Application, part: str):
    sam, address = browser("sam"), f"/applications/{harbour.application}/{part}"
    assert sam.get(address).status_code == sam.post(address, {"reason": "I brought them in"}).status_code == 403


def test_the_case_page_keeps_its_frame_and_loads_the_application(harbour: Application):
    claim(by=by("ines"), case=the_case(harbour))
    seen = browser("ines").get(f"/cases/{the_case(harbour).case}/").content.decode()
    address = f"/applications/{harbour.application}/review/"
    assert f'hx-get="{address}"' in seen
    assert f'href="{address}"' in seen
    assert "Locked to you" in seen
    assert "Choose a measure" not in seen
    part = browser("ines").get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.strip().startswith('<div id="application"')


def test_the_queue_says_how_its_checks_stand(harbour: Application):
    Check.objects.filter(application=harbour).update(is_current=False)
    Check.objects.create(
        application=harbour, what="duplicates", result="unclear", sentence="Met before.", at=harbour.created_at
    )
    put_before_somebody(by=GRAPH, application=harbour)
    seen = browser("ines").get("/queue/").content.decode()
    assert "Harbour Analytics GmbH" in seen
    assert "An enterprise customer waits · Checks: 1 for a person to judge." in seen
    assert "1 to look at" in seen


def grow(harbour: Application, numbers: range) -> None:
    """As many more people, each with a passport, a check that needs a look, and a question."""
    for number in numbers:
        key = f"x{number}"
        row = ClaimedParty(application=harbour, key=key, kind="person", position=50 + number, roles=["director"])
        put_party(row, Party(name=f"Director {number}"))
        row.save(force_insert=True)
        document_of(harbour, "passport", key)
        at, words = harbour.created_at, put_words(harbour, "Please upload it again.", "question")
        said = {"what": "identity", "result": "unclear", "sentence": "{party}"}
        Check.objects.create(application=harbour, party=row, at=at, **said)
        asked = {"party": row, "asked_by": person("ines"), "asked_at": at, "due_at": at, "template": "identity"}
        harbour.items.create(sealed_text=words, **asked)


def test_twenty_people_ask_no_more_of_the_database_than_two(harbour: Application):
    claim(by=by("ines"), case=the_case(harbour))
    ines, address = browser("ines"), f"/applications/{harbour.application}/review/"
    counts = []
    for numbers in (range(2), range(2, 20)):
        grow(harbour, numbers)
        ines.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert "Director 1" in ines.get(address).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]
