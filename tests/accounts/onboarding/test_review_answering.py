"""How does Ines answer Harbour, with Noor at the same desk? Nothing that was typed is lost."""

from typing import Any

import pytest
from django.test import Client

from accounts.onboarding.actions import Ask, answer_item, ask_item, propose_enterprise
from accounts.onboarding.holding import applicant
from accounts.onboarding.models import Application, Check
from accounts.onboarding.referring import put_before_somebody
from accounts.onboarding.words import question_of
from accounts.policy.models import PolicyVersion
from accounts.review.actions import claim, release
from accounts.review.models import Proposal
from tests.accounts.onboarding.read_room import read_harbour
from tests.accounts.onboarding.room import seen, state_of, the_case
from tests.world import GRAPH, by, person, policy

pytestmark = pytest.mark.django_db
NOTHING_NEEDED: dict[str, list[str]] = {"checks": [], "documents": []}
NOTE = "register, list and passport agree"


@pytest.fixture
def harbour() -> Application:
    policy(onboarding={"verified_needs": NOTHING_NEEDED, "enterprise_needs": NOTHING_NEEDED})
    made = read_harbour()
    claim(by=by("ines"), case=the_case(made))
    return made


def browser(username: str) -> Client:
    client = Client()
    client.force_login(person(username))
    return client


def answer(username: str, harbour: Application, outcome: str, **typed: Any) -> Any:
    given = {"outcome": outcome, "seen": seen(harbour), **typed}
    return browser(username).post(f"/applications/{harbour.application}/answer/", given)


def state(harbour: Application) -> str:
    harbour.refresh_from_db()
    return harbour.state


def test_a_question_is_sent_as_it_stands_and_the_case_waits(harbour: Application):
    typed = {"template": "shareholder_list", "wants": "shareholder_list", "about": "p3"}
    said = answer("ines", harbour, "ask", **typed, text="Bitte die neue Liste.")
    assert said.headers["Location"] == f"/cases/{the_case(harbour).case}/"
    item = harbour.items.get()
    assert question_of(item) == "Bitte die neue Liste."
    assert (item.document_kind, item.party and item.party.key) == ("shareholder_list", "p3")
    assert (state(harbour), the_case(harbour).state) == ("information_requested", "waiting")
    shown = browser("ines").get(f"/applications/{harbour.application}/review/").content.decode()
    assert "Bitte die neue Liste." in shown
    assert shown.count("An answer is awaited; take the case up again first.") == 3
    browser("ines").post(f"/applications/{harbour.application}/items/withdraw/", {"item": item.item})
    assert (state(harbour), the_case(harbour).state) == ("in_review", "open")


def test_the_draft_names_the_share_that_decides_and_changes_with_its_template(harbour: Application):
    ines, address = browser("ines"), f"/applications/{harbour.application}/"
    shown = ines.get(f"{address}review/").content.decode()
    assert "Please upload the latest shareholder list of Harbour Analytics GmbH" in shown
    typed = {"outcome": "ask", "template": "authority", "drafted": "shareholder_list", "text": "old", "note": "kept"}
    drafted = ines.post(f"{address}draft/", typed).content.decode()
    assert "shows that Jörg Brandt may sign for Harbour Analytics GmbH" in drafted
    assert ">kept</textarea>" in drafted


def test_approved_at_the_verified_tier_and_the_next_case_comes(harbour: Application):
    assert answer("ines", harbour, "approve", note=NOTE).headers["Location"] == "/queue/"
    assert (state(harbour), state_of(harbour.account)) == ("approved", "open")


def test_rejecting_needs_a_reason_and_a_refusal_keeps_the_note(harbour: Application):
    refused = answer("ines", harbour, "reject", note="the list is of another company")
    assert refused.status_code == 422
    assert "the list is of another company" in refused.content.decode()
    assert state(harbour) == "in_review"
    answer("ines", harbour, "reject", note="the list is of another company", reason="verification_failed")
    assert (state(harbour), state_of(harbour.account)) == ("rejected", "closed")


def test_what_was_not_proven_cannot_be_approved_and_says_what_is_missing(harbour: Application):
    needs = {"checks": ["identity"], "documents": ["funding"]}
    PolicyVersion.objects.all().delete()
    policy(onboarding={"verified_needs": needs})
    refused = answer("ines", harbour, "approve", note=NOTE)
    assert refused.status_code == 422
    assert "Identity (pending), funding (absent)" in refused.content.decode()
    assert state(harbour) == "in_review"


def test_the_applicant_answers_while_ines_decides_and_she_is_told_what_changed(harbour: Application):
    item = ask_item(by=by("ines"), application=harbour, ask=Ask(text="Who holds the rest?", template="owners"))
    before = seen(harbour)
    answer_item(by=applicant(harbour), item=item, text="My sister.")
    harbour.refresh_from_db()
    refused = answer("ines", harbour, "reject", seen=before, note="no answer came", reason="verification_failed")
    told = refused.content.decode()
    assert refused.status_code == 409
    assert "no answer came" in told
    assert "My sister." in told
    assert state(harbour) == "in_review"


def test_new_evidence_is_refused_with_what_changed(harbour: Application):
    before = seen(harbour)
    Check.objects.filter(application=harbour, what="duplicates").update(result="failed", sentence="Met before.")
    put_before_somebody(by=GRAPH, application=harbour)
    refused = answer("ines", harbour, "approve", seen=before, note=NOTE)
    assert refused.status_code == 409
    assert "duplicates" in refused.content.decode()
    assert NOTE in refused.content.decode()


def test_two_reviewers_at_once_and_the_second_reads_who_was_first(harbour: Application):
    held = answer("noor", harbour, "approve", note="mine")
    assert held.status_code == 409
    assert "Ines Moreau holds this case" in held.content.decode()
    shown = browser("noor").get(f"/applications/{harbour.application}/review/").content.decode()
    assert 'id="answer"' not in shown
    answer("ines", harbour, "approve", note=NOTE)
    late = answer("noor", harbour, "reject", note="too late", reason="terms")
    assert late.status_code == 409
    assert "Ines Moreau" in late.content.decode()
    assert state(harbour) == "approved"


def test_a_check_is_judged_with_a_reason_and_looked_at_again(harbour: Application):
    ines, address = browser("ines"), f"/applications/{harbour.application}/checks/"
    check = Check.objects.get(application=harbour, what="document_consistency", is_current=True, result="unclear")
    refused = ines.post(f"{address}judge/", {"check": check.check_id, "result": "passed", "note": ""})
    assert (refused.status_code, "Write down why" in refused.content.decode()) == (422, True)
    ines.post(f"{address}judge/", {"check": check.check_id, "result": "passed", "note": "12a is the new entrance"})
    judged = Check.objects.get(application=harbour, what="document_consistency", is_current=True, subject=check.subject)
    assert (judged.result, judged.provider) == ("passed", "person")
    assert ines.post(f"{address}again/", {"what": "tax_id"}).status_code == 302
    assert ines.post(f"{address}again/", {"what": "horoscope"}).status_code == 404


def test_a_person_compares_the_papers_and_the_identity_is_proven(harbour: Application):
    ines, checks = browser("ines"), Check.objects.filter(application=harbour, what="identity", is_current=True)
    typed = {"check": checks.get().check_id, "result": "passed", "note": "face and passport agree, seen on video"}
    assert checks.get().result == "pending"
    ines.post(f"/applications/{harbour.application}/checks/judge/", typed)
    assert checks.get().result == "passed"


@pytest.fixture
def proposal(harbour: Application) -> Proposal:
    return propose_enterprise(by=by("ines"), application=harbour, note=NOTE, seen=seen(harbour))


def approve(username: str, harbour: Application, proposal: Proposal) -> Any:
    address = f"/applications/{harbour.application}/approve/"
    return browser(username).post(address, {"proposal": proposal.proposal, "note": "Agreed."})


def test_a_lead_sees_company_tier_and_checks_and_approves(harbour: Application, proposal: Proposal):
    omar = browser("omar")
    shown = omar.get("/approvals/").content.decode()
    assert "Enterprise tier for Harbour Analytics GmbH" in shown
    assert "Evidence holds" in shown
    assert f'formaction="/applications/{harbour.application}/approve/"' in shown
    part = omar.get(f"/applications/{harbour.application}/standing/", headers={"HX-Request": "true"}).content.decode()
    assert "Everything the enterprise tier needs is there." in part
    assert "opens: 6,000 requests a minute, 2,000,000,000 tokens a day, all models." in part
    assert [name for name in ("Brandt", "Lindqvist") if name in part] == []
    assert approve("omar", harbour, proposal).headers["Location"] == "/approvals/"
    assert (state(harbour), harbour.account.tier) == ("approved", "enterprise")  # type: ignore[union-attr]  # it has one


def test_nobody_approves_what_they_proposed_and_no_reviewer_does(harbour: Application, proposal: Proposal):
    assert "A lead approves this." in browser("noor").get("/approvals/").content.decode()
    assert "You proposed this; another person must approve it." in browser("ines").get("/approvals/").content.decode()
    assert approve("noor", harbour, proposal).status_code == 403
    assert state(harbour) == "in_review"


def test_a_lead_who_proposed_it_is_refused_and_one_who_declines_gives_it_back(harbour: Application):
    release(by=by("ines"), case=the_case(harbour))
    claim(by=by("lena"), case=the_case(harbour))
    proposal = propose_enterprise(by=by("lena"), application=harbour, note=NOTE, seen=seen(harbour))
    refused = approve("lena", harbour, proposal)
    assert (refused.status_code, "Agreed." in refused.content.decode()) == (403, True)
    browser("omar").post(f"/approvals/{proposal.proposal}/answer/", {"answer": "decline", "note": "Ask for the list."})
    assert (state(harbour), the_case(harbour).state) == ("in_review", "open")
