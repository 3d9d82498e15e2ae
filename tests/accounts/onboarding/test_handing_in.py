"""What happens when Harbour hands in? Checked, let in narrowly, and before a person; all of it or nothing."""

import pytest

from accounts.access.models import Access
from accounts.journal.models import Entry
from accounts.onboarding.actions import name_account, refresh, submit
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Application, Letter
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Event
from kycrisk.lib.errors import Refused
from tests.accounts.onboarding.room import complete_harbour, complete_mina, handed_in, newcomer, state_of, the_case
from tests.applicants import harbour_applies
from tests.world import by, let_in, policy

pytestmark = pytest.mark.django_db


def test_it_is_in_review_the_account_is_provisional_and_a_case_asks_a_person():
    made = handed_in()
    case = the_case(made)
    assert (made.state, state_of(made.account)) == ("in_review", "provisional")
    assert (case.kind, case.state, case.title) == ("onboarding", "open", "Harbour Analytics GmbH")
    assert [member["account"] for member in case.evidence.get().members] == ["acct_harbour_new"]
    assert case.priority_reasons == ["an enterprise customer waits"]
    assert [letter.kind for letter in Letter.objects.filter(application=made)] == ["confirm", "received"]
    assert "email_control" in made.checks.values_list("what", flat=True)
    assert Application.objects.exclude(register_print=None).get() == made


def test_the_outside_hears_of_each_state_and_of_the_door():
    add_endpoint(by=by("ada"), url="https://shop.example/hooks")
    made = handed_in(complete_harbour(newcomer(), external_id="crm-184"))
    told = [(event.type, event.payload.get("state")) for event in Event.objects.order_by("id")]
    assert told == [
        ("application.changed", "submitted"),
        ("access.changed", "provisional"),
        ("case.opened", "open"),
        ("application.changed", "in_review"),
    ]
    payload = Event.objects.filter(type="application.changed").latest("id").payload
    assert payload == {
        "application": made.application,
        "account": "acct_harbour_new",
        "external_id": "crm-184",
        "state": "in_review",
    }


def test_without_an_account_a_person_looks_and_nobody_is_let_in():
    made = handed_in(complete_harbour())
    assert the_case(made).evidence.get().members == []
    assert not Access.objects.exists()


def test_an_account_that_is_named_later_is_let_in_and_joins_the_case():
    made = handed_in(complete_harbour())
    newcomer()
    made = name_account(by=by("sam"), application=made, account="acct_harbour_new")
    assert state_of(made.account) == "provisional"
    newest = the_case(made).evidence.latest("id")
    assert [member["account"] for member in newest.members] == ["acct_harbour_new"]
    with pytest.raises(Refused, match="is for acct_harbour_new already"):
        name_account(by=by("ines"), application=made, account="acct_other")


def test_whoever_has_a_door_keeps_it():
    account = newcomer()
    let_in([account])
    assert state_of(handed_in(complete_harbour(account)).account) == "open"


def test_an_individual_is_named_in_no_case():
    made = handed_in(complete_mina(newcomer("acct_mina")))
    evidence = the_case(made).evidence.get()
    assert the_case(made).title == "An individual in FR"
    assert "Okafor" not in evidence.headline + str(evidence.body) + str(evidence.members)


def test_what_is_proven_again_is_a_case_of_its_own_kind():
    first = complete_harbour(
        newcomer(), state="approved", submitted_at="2026-01-01T00:00Z", decided_at="2026-01-02T00:00Z"
    )
    made = handed_in(complete_harbour(first.account, renews=first))
    assert the_case(made).kind == "reverification"


def test_what_lacks_documents_stays_a_draft_and_says_what_is_missing():
    made = harbour_applies(newcomer())
    with pytest.raises(Refused, match="the register extract, the shareholder list"):
        submit(by=applicant(made), application=made)
    assert Application.objects.get().state == "draft"


def test_nobody_hands_in_twice():
    made = handed_in()
    with pytest.raises(Refused, match="cannot hand in an application that is in review"):
        submit(by=applicant(made), application=made)


def test_who_crashes_while_handing_in_finds_the_draft_as_it_was(monkeypatch: pytest.MonkeyPatch):
    made = refresh(complete_harbour(newcomer()))
    policy(doors={"provisional_days": 14})

    def power_cut(*_: object, **__: object) -> None:
        raise SystemError("no power")

    monkeypatch.setattr("accounts.onboarding.taking_up.put_before_somebody", power_cut)
    with pytest.raises(SystemError):
        submit(by=applicant(made), application=made)
    kept = Application.objects.get()
    assert (kept.state, kept.revision, kept.missing) == ("draft", 1, [])
    assert not Access.objects.exists()
    assert not Entry.objects.filter(verb="application.submitted").exists()
    monkeypatch.undo()
    assert handed_in(kept).state == "in_review"


def test_what_is_saved_is_measured():
    made = refresh(harbour_applies())
    assert made.missing == [
        "document.register_extract",
        "document.shareholder_list",
        "document.passport|identity_card|residence_permit",
    ]
    assert (made.steps_done, made.steps) == (4, 5)
    assert made.started_at == made.saved_at
