"""Harbour is brought in three ways, by Sam's form, by his system's call and by a file: does it make a difference?

All three begin over HTTP. Harbour then says the same each time, and Ines and Omar answer the same: what stands at the
end is compared. The portal between them is walked by `tests/browser`.
"""

import html
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.journal.models import Entry
from accounts.onboarding.actions import approve_proposal, open_link, propose_enterprise, refresh, submit
from accounts.onboarding.csv_start import COLUMNS
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Application
from accounts.onboarding.opening import answers_of, put_answers
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Event
from tests.accounts.onboarding.room import nothing_to_prove, seen
from tests.applicants import document_of, harbour_answers, harbour_parties, name
from tests.machines import machine
from tests.world import by, door_of, person

pytestmark = pytest.mark.django_db
TOLD = {
    "company_name": "Harbour Analytics GmbH",
    "country": "DE",
    "contact_name": "Jörg Brandt",
    "contact_email": "j.brandt@harbour-analytics.example",
    "plan": "enterprise",
    "external_id": "CRM-184",
    "account": "acct_harbour",
    "program": "",
    "language": "de",
}


def sam() -> Client:
    browser = Client()
    browser.force_login(person("sam"))
    return browser


def by_form() -> None:
    assert sam().post("/applications/start/", TOLD).status_code == 302


def by_machine() -> None:
    caller = machine("applications:write")
    answers = [caller.post("/api/v1/applications", TOLD, **{"Idempotency-Key": "crm-184"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()


def by_file() -> None:
    browser = sam()
    file = "\r\n".join((",".join(COLUMNS), ",".join(TOLD[column] for column in COLUMNS))).encode()
    page = browser.post("/applications/import/", {"file": SimpleUploadedFile("customers.csv", file)}).text
    assert not Application.objects.exists(), "a file is shown before anything happens"
    kept = re.search(r'name="file" value="([^"]+)"', page)
    assert kept, page
    answer = browser.post("/applications/import/start/", {"file": html.unescape(kept.group(1))})
    assert "1 customer is invited" in answer.text


WAYS: dict[str, Callable[[], None]] = {"form": by_form, "machine": by_machine, "file": by_file}
# What all three have to leave behind, once Omar has approved.
AT_THE_END = {
    "state": "approved",
    "kind": "organisation",
    "letters": ["invited", "confirm", "received", "approved"],
    "door": ("open", 6_000, 2_000_000_000),
    "tier": "enterprise",
    "told": ["application.changed", "access.changed", "case.decided"],
    "chain": ["application.started", "application.invited", "application.opened", "application.submitted"],
}


@pytest.mark.parametrize("way", WAYS)
def test_however_harbour_was_brought_in_it_ends_the_same(way: str):
    nothing_to_prove()
    add_endpoint(by=by("ada"), url="https://203.0.113.9/hook")
    WAYS[way]()
    made = Application.objects.get()
    assert answers_of(made).contact_email == TOLD["contact_email"]
    assert {column: getattr(made, column) for column in ("company_name", "country", "plan", "external_id")} == {
        column: TOLD[column] for column in ("company_name", "country", "plan", "external_id")
    }
    assert (made.owner == person("sam")) == (way != "machine")
    harbour_says_everything(made)
    proposal = propose_enterprise(by=by("ines"), application=made, note="register and owners agree", seen=seen(made))
    approve_proposal(by=by("omar"), proposal=proposal, typed_count=1)
    assert standing(made) == AT_THE_END


def harbour_says_everything(made: Application) -> None:
    """Jörg Brandt opens the letter's link, says everything and hands it in."""
    told = machine("applications:read").get(f"/api/v1/applications/{made.application}").json()
    assert open_link(told["invite_url"].split("/")[-2]) == made
    put_answers(made, harbour_answers())
    made.save()
    name(made, harbour_parties())
    for kind, party in (("register_extract", ""), ("shareholder_list", ""), ("passport", "p1")):
        document_of(made, kind, party)
    refresh(made)
    submit(by=applicant(made), application=made)


def standing(made: Application) -> dict[str, Any]:
    """What is left of the story, without ids and times."""
    made = Application.objects.select_related("account").get(pk=made.pk)
    assert made.account
    door = door_of(made.account)
    lines = Entry.objects.of("application", made.application).order_by("id").values_list("verb", flat=True)
    told = set(Event.objects.values_list("type", flat=True))
    return {
        "state": made.state,
        "kind": made.kind,
        "letters": list(made.letters.order_by("id").values_list("kind", flat=True)),
        "door": (door.state, door.requests_per_minute, door.tokens_per_day),
        "tier": made.account.tier,
        "told": [kind for kind in AT_THE_END["told"] if kind in told],
        "chain": [verb for verb in lines if verb in AT_THE_END["chain"]],
    }
