"""The whole life of an application: Sam invites Harbour, they fill it in and answer a question, two people approve."""

from typing import Any

import pytest

from accounts.access.doors import Door
from accounts.journal.models import Entry
from accounts.onboarding.actions import (
    Ask,
    answer_item,
    approve_proposal,
    ask_item,
    open_link,
    propose_enterprise,
    refresh,
    start,
    submit,
)
from accounts.onboarding.holding import applicant
from accounts.onboarding.links import token_of
from accounts.onboarding.mailing import send_due
from accounts.onboarding.models import Application, ClaimedParty, ClaimedShare
from accounts.onboarding.opening import put_answers
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Event
from tests.accounts.onboarding.room import complete_harbour, nothing_to_prove, seen, state_of, the_case
from tests.accounts.onboarding.test_starting import HARBOUR
from tests.applicants import document_of, harbour_answers
from tests.world import by, door_of

pytestmark = pytest.mark.django_db


def filled_in(made: Application) -> Application:
    """What the portal saves, at once: everything of a draft that is complete, moved over."""
    other = complete_harbour()
    put_answers(made, harbour_answers())
    made.save(update_fields=["sealed"])
    for model in (ClaimedParty, ClaimedShare):
        model.objects.filter(application=other).update(application=made)
    other.documents.update(application=made)
    return refresh(made)


def told() -> list[tuple[str, Any]]:
    return [(event.type, event.payload.get("state")) for event in Event.objects.order_by("id")]


@pytest.fixture
def approved(db: None) -> Application:
    """From the first contact to an open account."""
    nothing_to_prove()
    add_endpoint(by=by("ada"), url="https://shop.example/hooks")
    made = start(by=by("sam"), request=HARBOUR)
    assert state_of(made.account) == ""
    assert open_link(token_of(made.links.get())) == made
    made = filled_in(made)
    assert (made.missing, made.steps_done) == ([], 5)
    they = applicant(made)

    made = submit(by=they, application=made)
    assert state_of(made.account) == "provisional"
    item = ask_item(by=by("ines"), application=made, ask=Ask(text="The articles?", document_kind="articles"))
    document_of(made, "articles", item=item)
    answer_item(by=they, item=item)

    proposal = propose_enterprise(by=by("ines"), application=made, note="complete and consistent", seen=seen(made))
    return approve_proposal(by=by("omar"), proposal=proposal, typed_count=1)


def test_the_account_is_open_at_the_enterprise_tier_and_everybody_heard_of_it(approved: Application):
    made = approved
    assert made.account is not None
    assert door_of(made.account) == Door("open", 6_000, 2_000_000_000)
    assert the_case(made).state == "closed"

    assert told() == [
        ("application.changed", "draft"),
        ("application.changed", "submitted"),
        ("access.changed", "provisional"),
        ("case.opened", "open"),
        ("application.changed", "in_review"),
        ("application.changed", "information_requested"),
        ("application.changed", "in_review"),
        ("access.changed", "open"),
        ("case.decided", "closed"),
        ("application.changed", "approved"),
    ]
    assert send_due() == 5
    assert {letter.kind for letter in made.letters.all()} == {"invited", "confirm", "received", "asked", "approved"}


def test_the_journal_tells_it_without_naming_anybody(approved: Application):
    lines = Entry.objects.filter(subject_type="application", subject_id=approved.application).order_by("id")
    assert [line.verb.removeprefix("application.") for line in lines if "check" not in line.verb] == [
        "started",
        "invited",
        "opened",
        "submitted",
        "admitted",
        "asked_to_confirm",
        "in_review",
        "item_asked",
        "information_requested",
        "item_answered",
        "in_review",
        "approved",
    ]
    everything = str(list(Entry.objects.values_list("detail", flat=True))) + str(
        list(Event.objects.values_list("payload", flat=True))
    )
    for name in ("Brandt", "Lindqvist", "Adeyemi", "Nordkai", "Hafen", "harbour-analytics.example", "1979"):
        assert name not in everything
