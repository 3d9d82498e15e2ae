"""Ines and Omar at their desk, Audrey beside it: pages show what they may do, and nothing is lost by a refusal."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.access.models import Access
from accounts.parties.models import Account
from accounts.review.actions import claim, decide, propose, refer
from accounts.review.models import Case, Decision, Proposal
from tests import world
from tests.accounts.review.conftest import choice


def logged_in(username: str) -> Client:
    client = Client()
    client.force_login(world.person(username))
    return client


@pytest.fixture
def ines(db: None) -> Client:
    return logged_in("ines")


def typed(**changes: str | list[str]) -> dict[str, str | list[str]]:
    """The decision panel, filled in for a suspension of all six."""
    whole: dict[str, str | list[str]] = {
        "measure": "suspend",
        "reason": "coordinated_use",
        "note": "one card",
        "seen": "1",
    }
    return {**whole, "confirm_count": "6", **changes}


def test_home_leads_each_role_to_what_it_does_first(db: None):
    beginnings = {name: logged_in(name).get("/").headers.get("Location") for name in ("ines", "omar", "ana", "audrey")}
    assert beginnings == {"ines": "/queue/", "omar": "/queue/", "ana": "/networks/", "audrey": "/journal/"}


def test_the_queue_says_why_how_urgent_and_when_due(ines: Client, case: Case):
    Case.objects.update(due_at=timezone.now() + timedelta(hours=5, minutes=1))
    page = ines.get(reverse("page-queue")).content.decode()
    assert "Larkspur" in page
    assert "They act as one" in page
    assert "High" in page
    assert "5 h left" in page


def test_a_filter_that_fits_nothing_says_so_and_can_be_cleared(ines: Client, case: Case):
    page = ines.get(reverse("page-queue"), {"priority": "urgent"}).content.decode()
    assert "No case fits these filters" in page
    assert "Clear filters" in page


def test_rows_cost_no_queries(ines: Client, ring: list[Account]):
    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert ines.get(reverse("page-queue")).status_code == 200
        return len(seen)

    for number in range(2):
        refer(by=world.GRAPH, referral=world.ring_referral(ring, subject_id=f"net_{number}"))
    few = queries()
    for number in range(2, 20):
        refer(by=world.GRAPH, referral=world.ring_referral(ring, subject_id=f"net_{number}"))
    assert queries() == few


def test_members_cost_no_queries(ines: Client, db: None):
    def queries(case: Case) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert ines.get(reverse("page-case", args=[case.case])).status_code == 200
        return len(seen)

    accounts = world.let_in(world.larkspur(20))
    small = refer(by=world.GRAPH, referral=world.ring_referral(accounts[:2], subject_id="net_small"))
    large = refer(by=world.GRAPH, referral=world.ring_referral(accounts, subject_id="net_large"))
    assert queries(large) == queries(small)


def test_start_reviewing_claims_the_most_urgent_case_and_opens_it(ines: Client, case: Case):
    answer = ines.post(reverse("page-queue-next"))
    assert answer.headers["Location"] == reverse("page-case", args=[case.case])
    case.refresh_from_db()
    assert case.assignee == world.person("ines")


def test_the_panel_previews_a_suspension_without_doing_it(ines: Client, case: Case):
    answer = ines.post(reverse("case-preview", args=[case.case]), typed(), headers={"HX-Request": "true"})
    shown = answer.content.decode()
    assert "accounts suspended" in shown
    assert 'data-confirm-count="6"' in shown
    assert not Proposal.objects.exists()


def test_a_wrong_count_proposes_nothing_and_keeps_what_was_typed(ines: Client, case: Case):
    answer = ines.post(reverse("case-decide", args=[case.case]), typed(confirm_count="5", note="one card, one conduct"))
    assert answer.status_code == 422
    assert "Type 6" in answer.content.decode()
    assert "one card, one conduct" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_two_people_suspend_the_ring(ines: Client, case: Case, ring: list[Account]):
    assert ines.post(reverse("case-decide", args=[case.case]), typed()).status_code == 302
    proposal = Proposal.objects.get()
    address = reverse("approval-resolve", args=[proposal.proposal])
    assert ines.post(address, {"answer": "approve", "confirm_count": "6"}).status_code == 403
    assert logged_in("omar").post(address, {"answer": "approve", "confirm_count": "6"}).status_code == 302
    assert Decision.objects.get().approved_by == world.person("omar")


def test_whoever_is_second_reads_who_was_first_and_keeps_the_note(ines: Client, case: Case):
    decide(by=world.by("noor"), case=case, verdict=choice("clear"))
    answer = ines.post(
        reverse("case-decide", args=[case.case]), typed(note="my own words"), headers={"HX-Request": "true"}
    )
    assert answer.status_code == 409
    assert answer.headers["HX-Retarget"] == "#case"
    assert "Noor Haddad decided this case" in answer.content.decode()
    assert "my own words" in answer.content.decode()


def test_a_case_in_other_hands_offers_no_decision(ines: Client, case: Case):
    claim(by=world.by("noor"), case=case)
    page = ines.get(reverse("page-case", args=[case.case])).content.decode()
    assert "Noor Haddad is at work on this case" in page
    assert 'id="decide"' not in page


def test_the_auditor_sees_everything_and_no_button(case: Case):
    propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    audrey = logged_in("audrey")
    for address in (
        reverse("page-case", args=[case.case]),
        reverse("page-approvals"),
        reverse("page-journal"),
    ):
        page = audrey.get(address).content.decode()
        assert "Larkspur" in page or case.case in page
        main = page[page.index("<main") : page.index("</main>")]
        assert 'method="post"' not in main.replace('hx-post="/approvals', "") or 'type="submit"' not in main
    assert audrey.post(reverse("case-claim", args=[case.case])).status_code == 403


@pytest.mark.parametrize("username", ["sam", "ana", "ada"])
def test_cases_are_nothing_for_others(username: str, case: Case):
    assert logged_in(username).get(reverse("page-case", args=[case.case])).status_code == 403


def test_the_journal_filters_by_subject_and_verb_and_pages(ines: Client, case: Case):
    claim(by=world.by("ines"), case=case)
    page = ines.get(reverse("page-journal"), {"subject": case.case, "verb": "case.claimed"}).content.decode()
    assert "Began to review" in page
    assert "Opened the case" not in page


def test_ticks_of_the_table_leave_somebody_out_with_a_reason(ines: Client, case: Case, ring: list[Account]):
    shown = world.names(ring)
    ticks = typed(shown=shown, default=shown, on=shown[1:], confirm_count="5", left_out_reason="answered our question")
    assert ines.post(reverse("case-decide", args=[case.case]), ticks).status_code == 302
    left = Proposal.objects.get().members.get(included=False)
    assert (left.account.account, left.left_out_reason) == (shown[0], "answered our question")
    assert Access.objects.exclude(state="open").count() == 0
