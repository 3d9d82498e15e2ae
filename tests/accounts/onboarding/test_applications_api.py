"""Can a seller's system start Harbour's application and follow it? By key, once, without personal data in answers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.access.models import Access
from accounts.onboarding.actions import invite, open_link, revoke_links
from accounts.onboarding.models import Application
from tests.accounts.onboarding.room import complete_harbour, handed_in, newcomer
from tests.applicants import harbour_applies
from tests.machines import machine
from tests.world import by

pytestmark = pytest.mark.django_db
TOLD = {
    "account": "acct_harbour",
    "external_id": "crm-184",
    "company_name": "Harbour Analytics GmbH",
    "country": "DE",
    "contact_name": "Jörg Brandt",
    "contact_email": "j.brandt@harbour-analytics.example",
    "plan": "enterprise",
}


def test_a_start_answers_with_a_link_that_lets_the_applicant_in():
    answer = machine("applications:write").post("/api/v1/applications", TOLD)
    told = answer.json()
    assert (answer.status_code, told["account"], told["state"]) == (201, "acct_harbour", "draft")
    made = open_link(told["invite_url"].split("/")[-2])
    assert made is not None
    assert made.application == told["application"]
    assert "company.registration_number" in told["missing"]
    assert "Brandt" not in answer.content.decode()
    assert not Access.objects.exists()


def test_the_same_key_starts_once():
    client = machine("applications:write")
    first = client.post("/api/v1/applications", TOLD, **{"Idempotency-Key": "k1"})
    again = client.post("/api/v1/applications", TOLD, **{"Idempotency-Key": "k1"})
    assert again.json() == first.json()
    assert Application.objects.count() == 1


def test_the_same_external_id_is_refused_and_names_the_application():
    client = machine("applications:write")
    made = client.post("/api/v1/applications", TOLD).json()["application"]
    again = client.post("/api/v1/applications", {**TOLD, "account": None})
    assert again.status_code == 409
    assert made in again.json()["detail"]


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"country": "UK"}, "/country"),
        ({"contact_email": "nobody"}, "/contact_email"),
        ({"program": "friends"}, "/program"),
        ({"company_name": ""}, "/company_name"),
        ({"account": "a b"}, "/account"),
    ],
)
def test_what_cannot_be_read_is_pointed_at(changes: dict[str, str], pointer: str):
    answer = machine("applications:write").post("/api/v1/applications", {**TOLD, **changes})
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


def test_without_a_link_that_works_there_is_no_address():
    made = handed_in(complete_harbour(newcomer()))
    client = machine("applications:read")
    invite(by=by("sam"), application=made)
    assert client.get(f"/api/v1/applications/{made.application}").json()["invite_url"]
    revoke_links(by=by("sam"), application=made)
    told = client.get(f"/api/v1/applications/{made.application}").json()
    assert (told["invite_url"], told["expires_at"], told["state"]) == ("", None, "in_review")


def test_a_list_is_narrowed_by_state_and_external_id_and_pages():
    client = machine("applications:read")
    waiting = handed_in(complete_harbour(newcomer(), external_id="crm-1"))
    drafts = [harbour_applies(external_id=f"crm-{number}") for number in (2, 3)]
    only = client.get("/api/v1/applications?state=in_review").json()["results"]
    assert [one["application"] for one in only] == [waiting.application]
    only = client.get("/api/v1/applications?external_id=crm-3").json()["results"]
    assert [one["application"] for one in only] == [drafts[1].application]
    assert client.get("/api/v1/applications?state=lost").status_code == 400
    first = client.get("/api/v1/applications?limit=2").json()
    assert len(first["results"]) == 2
    rest = client.get(first["next"]).json()
    assert ([one["external_id"] for one in rest["results"]], rest["next"]) == (["crm-1"], None)


def test_twenty_cost_as_many_queries_as_two():
    client = machine("applications:read")
    counts = []
    for number in (2, 18):
        for _ in range(number):
            harbour_applies()
        with CaptureQueriesContext(connection) as asked:
            client.get("/api/v1/applications")
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_what_was_forgotten_is_not_there_any_more():
    made = harbour_applies()
    Application.objects.update(erased_at=timezone.now())
    client = machine("applications:read")
    assert client.get(f"/api/v1/applications/{made.application}").status_code == 404
    assert client.get("/api/v1/applications").json()["results"] == []
