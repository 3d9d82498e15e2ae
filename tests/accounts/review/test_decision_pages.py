"""Ines and Omar decide about a network longer than a page: toggled, ruled, watched, stopped and taken back."""

import csv
import io
from typing import Any

import msgspec
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.parties.models import Account
from accounts.review.actions import approve, decide, propose, refer
from accounts.review.applying import apply_batch
from accounts.review.models import Case, Decision, Proposal
from tests import world
from tests.accounts.review.conftest import choice

DIALOG = {"HX-Request": "true"}
MANY = 130


def logged_in(username: str) -> Client:
    client = Client()
    client.force_login(world.person(username))
    return client


@pytest.fixture
def ines(db: None) -> Client:
    return logged_in("ines")


@pytest.fixture
def long_ring(db: None) -> list[Account]:
    """More shells than a page of the table holds."""
    return world.let_in(world.larkspur(MANY))


@pytest.fixture
def long_case(long_ring: list[Account]) -> Case:
    return refer(by=world.GRAPH, referral=world.ring_referral(long_ring))


def typed(**changes: str | list[str]) -> dict[str, str | list[str]]:
    """The decision panel, filled in for a suspension."""
    whole: dict[str, str | list[str]] = {"measure": "suspend", "reason": "coordinated_use", "note": "one card"}
    return {**whole, "seen": "1", **changes}


def suspended(accounts: list[Account], case: Case) -> Decision:
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    return approve(by=world.by("omar"), proposal=proposal, typed_count=len(accounts))


def test_whoever_was_unticked_on_another_page_stays_left_out(ines: Client, long_case: Case):
    names = [f"acct_larkspur_{number:03}" for number in range(1, MANY + 1)]
    ticks = typed(shown=names[:100], default=names[:100], on=names[1:100], members="2:")
    page = ines.post(reverse("case-members", args=[long_case.case]), ticks, headers=DIALOG).content.decode()
    assert f'name="out" value="{names[0]}"' in page
    assert f'value="{names[129]}"' in page
    assert "101–130 of 130" in page

    second = typed(shown=names[100:], default=names[100:], on=names[101:], out=[names[0]], confirm_count="128")
    second["left_out_reason"] = "they answered"
    assert ines.post(reverse("case-decide", args=[long_case.case]), second).status_code == 302
    left = Proposal.objects.get().members.filter(included=False).values_list("account__account", "left_out_reason")
    assert sorted(left) == [(names[0], "they answered"), (names[100], "they answered")]


def test_a_rule_leaves_out_with_its_sentence_and_the_preview_counts_it(ines: Client, long_case: Case):
    old = Account.objects.filter(account__in=["acct_larkspur_001", "acct_larkspur_002"])
    old.update(tier="verified", verified_at=world.NOW)
    ruled = typed(rule=["established"], rule_established="10", confirm_count="128")
    shown = ines.post(reverse("case-preview", args=[long_case.case]), ruled, headers=DIALOG).content.decode()
    assert "left out: verified and here for more than 10 days" in shown
    assert 'data-confirm-count="128"' in shown
    assert ines.post(reverse("case-decide", args=[long_case.case]), ruled).status_code == 302
    page = logged_in("omar").get(reverse("page-approvals"), {"view": "out"}).content.decode()
    assert "left out: verified and here for more than 10 days" in page
    assert "acct_larkspur_003" not in page


def test_a_rule_that_cannot_be_read_says_so_and_keeps_everything(ines: Client, long_case: Case):
    ruled = typed(rule=["established"], rule_established="soon", confirm_count="130")
    answer = ines.post(reverse("case-decide", args=[long_case.case]), ruled)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "needs a number of days" in page
    assert 'value="soon"' in page
    assert not Proposal.objects.exists()


def test_the_panel_says_what_hangs_on_the_list(ines: Client, long_ring: list[Account]):
    referral = world.ring_referral(long_ring)
    paying = {"paid": {"USD": 1_000}, "payers": ["one card"]}
    members = [msgspec.structs.replace(one, **paying) for one in referral.members]
    case = refer(by=world.GRAPH, referral=msgspec.structs.replace(referral, members=members))
    shown = ines.post(reverse("case-preview", args=[case.case]), typed(), headers=DIALOG).content.decode()
    assert "1,300.00 USD in the last 90 days" in shown
    assert "enterprise owners" in shown


def test_a_treatment_ends_by_itself_and_tells_nobody(ines: Client, case: Case):
    treated = typed(measure="treat", reason="coordinated_use", treatments=["watermark"], days="7")
    assert ines.post(reverse("case-decide", args=[case.case]), treated).status_code == 302
    decision = Decision.objects.get()
    assert decision.terms["treatments"] == ["watermark"]
    page = ines.get(reverse("page-account", args=["acct_larkspur_001"])).content.decode()
    assert "watermarked answers" in page


def test_a_running_decision_is_watched_and_stopped(ines: Client, long_case: Case, long_ring: list[Account]):
    world.policy(desk={"batch_accounts": 50})
    decision = suspended(long_ring, long_case)
    apply_batch(decision)
    address = reverse("decision-progress", args=[decision.decision])
    running = ines.get(address, headers=DIALOG)
    assert "Running: 50 of 130" in running.content.decode()
    assert "every 1s" in running.content.decode()
    assert "HX-Trigger" not in running.headers

    stop = reverse("decision-cancel", args=[decision.decision])
    assert "80 have not been reached" in ines.get(stop, headers=DIALOG).content.decode()
    assert ines.post(stop, {"note": ""}, headers=DIALOG).status_code == 422
    assert ines.post(stop, {"note": "the wrong list"}).status_code == 302
    stopped = ines.get(address, headers=DIALOG)
    assert "Stopped: 130 of 130" in stopped.content.decode()
    assert stopped.headers["HX-Trigger"] == "decision:done"
    assert ines.post(stop, {"note": "again"}, headers=DIALOG).status_code == 409


def test_taking_it_back_says_first_whom_it_cannot_bring_back(ines: Client, case: Case, ring: list[Account]):
    decision = suspended(ring, case)
    moved = refer(by=world.GRAPH, referral=world.ring_referral(ring[:2], subject_id="net_other"))
    propose_back(moved, decision)
    shown = ines.get(reverse("decision-undo", args=[decision.decision])).content.decode()
    assert "<dt>4</dt><dd>get back exactly the access they had before" in shown
    assert "<dt>2</dt><dd>cannot be brought back: access has moved since" in shown
    answer = ines.post(reverse("decision-undo", args=[decision.decision]), {"note": "one of them is a victim"})
    opened = Case.objects.get(subject_type="decision")
    assert answer.headers["Location"] == reverse("page-case", args=[opened.case]) + "?measure=restore"


def propose_back(case: Case, decision: Decision) -> None:
    """Two of them are restored by way of another case meanwhile."""
    verdict = choice("restore", reverses=decision.decision)
    back = propose(by=world.by("noor"), case=case, verdict=verdict)
    approve(by=world.by("lena"), proposal=back, typed_count=2)


def test_every_account_of_a_decision_stands_in_its_file(ines: Client, case: Case, ring: list[Account]):
    decision = suspended(ring, case)
    answer: Any = ines.get(reverse("decision-members", args=[decision.decision]))
    rows = list(csv.reader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert {row[0]: row[1] for row in rows[1:]} == dict.fromkeys(world.names(ring), "applied")
    assert {row[3] for row in rows[1:]} == {"suspended"}


def test_the_next_stage_starts_from_this_list(ines: Client, case: Case, ring: list[Account]):
    limited = choice("limit_rate", included=frozenset(world.names(ring[1:])), left_out={ring[0].account: "answered"})
    decision = decide(by=world.by("noor"), case=case, verdict=limited)
    asked = reverse("decision-next", args=[decision.decision])
    assert ines.post(asked, {"note": "they went on"}).status_code == 302
    opened = Case.objects.get(follows=decision)
    page = ines.get(reverse("page-case", args=[opened.case])).content.decode()
    assert "answered (as in the stage before)" in page


@pytest.mark.parametrize("route", ["decision-cancel", "decision-undo", "decision-next"])
def test_the_auditor_watches_and_changes_nothing(route: str, case: Case, ring: list[Account]):
    decision = suspended(ring, case)
    audrey = logged_in("audrey")
    page = audrey.get(reverse("page-decision", args=[decision.decision])).content.decode()
    assert "6 accounts suspended" in page
    assert "Take it back" not in page
    assert audrey.post(reverse(route, args=[decision.decision]), {"note": "no"}).status_code == 403


def test_accounts_cost_no_queries_on_decisions_and_approvals(ines: Client, db: None):
    def queries(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            assert ines.get(address).status_code == 200
        return len(seen)

    accounts = world.let_in(world.larkspur(22))
    costs: list[tuple[int, int]] = []
    for some, name in ((accounts[:2], "net_small"), (accounts[2:], "net_large")):
        case = refer(by=world.GRAPH, referral=world.ring_referral(some, subject_id=name))
        proposal = propose(by=world.by("noor"), case=case, verdict=choice("suspend"))
        waiting = queries(reverse("page-approval", args=[proposal.proposal]))
        decision = approve(by=world.by("lena"), proposal=proposal, typed_count=len(some))
        costs.append((waiting, queries(reverse("page-decision", args=[decision.decision]))))
    assert costs[0] == costs[1]
