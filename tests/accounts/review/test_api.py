"""Which cases does a machine see? A key with `cases:read` pages, filters and reads one; other keys read nothing."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.parties.models import Account
from accounts.review.actions import approve, claim, propose, refer
from accounts.review.models import Case
from accounts.staff.authentication import new_secret, secret_hash
from accounts.staff.models import ApiKey
from tests import world
from tests.accounts.review.conftest import choice


@pytest.fixture
def machine(db: None) -> Client:
    return caller("cases:read")


def caller(scope: str) -> Client:
    secret = new_secret()
    ApiKey.objects.create(name=scope, secret_hash=secret_hash(secret), scopes=[scope])
    return Client(headers={"authorization": f"Bearer {secret}"})


def test_a_case_is_listed_as_promised(machine: Client, case: Case):
    claim(by=world.by("ines"), case=case)
    (shown,) = machine.get("/api/v1/cases").json()["results"]
    assert shown["case"] == case.case
    assert (shown["kind"], shown["state"], shown["priority"], shown["assignee"]) == ("network", "open", 2, "ines")
    assert shown["subject"] == {"type": "network", "id": world.LARKSPUR_NETWORK}
    assert shown["priority_reasons"] == ["they act as one"]
    assert set(shown) == {
        "case",
        "kind",
        "subject",
        "state",
        "priority",
        "priority_reasons",
        "due_at",
        "assignee",
        "opened_at",
    }


def test_one_case_adds_evidence_and_decisions(machine: Client, case: Case):
    proposal = propose(by=world.by("ines"), case=case, verdict=choice("suspend"))
    decision = approve(by=world.by("omar"), proposal=proposal, typed_count=6)
    whole = machine.get(f"/api/v1/cases/{case.case}").json()
    assert whole["state"] == "closed"
    assert [group["key"] for group in whole["evidence"][0]["groups"]] == ["owns", "does"]
    (made,) = whole["decisions"]
    assert (made["decision"], made["measure"], made["members"]) == (decision.decision, "suspend", 6)
    assert (made["decided_by"], made["approved_by"]) == ("ines", "omar")


def test_filters_and_pages(machine: Client, ring: list[Account], guests: list[Account]):
    for number, account in enumerate(ring):
        refer(by=world.GRAPH, referral=world.ring_referral([account], subject_id=f"net_{number}"))
    first = machine.get("/api/v1/cases?limit=4&state=open&kind=network").json()
    second = machine.get(first["next"]).json()
    names = [one["case"] for one in [*first["results"], *second["results"]]]
    assert (len(first["results"]), len(second["results"]), second["next"]) == (4, 2, None)
    assert len(set(names)) == 6
    assert machine.get("/api/v1/cases?state=closed").json()["results"] == []
    assert machine.get("/api/v1/cases?kind=appeal").json()["results"] == []


@pytest.mark.parametrize("query", ["state=ajar", "kind=gossip", "limit=0", "limit=x", "cursor=x"])
def test_a_filter_nobody_knows_is_a_problem_that_names_it(machine: Client, query: str):
    answer = machine.get(f"/api/v1/cases?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][0]["pointer"] == f"/{query.split('=', maxsplit=1)[0]}"


def test_an_unknown_case_is_a_problem(machine: Client):
    answer = machine.get("/api/v1/cases/case_NOBODY")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_without_the_scope_nothing_is_told(db: None, case: Case):
    for client, status in ((Client(), 401), (caller("accounts:read"), 403)):
        assert client.get("/api/v1/cases").status_code == status
        assert client.get(f"/api/v1/cases/{case.case}").status_code == status


def test_a_long_list_costs_no_more_questions_than_a_short_one(machine: Client, ring: list[Account]):
    machine.get("/api/v1/cases")  # the first call also counts how much the key has asked
    counts = []
    for part in (ring[:2], ring[2:]):
        for account in part:
            refer(by=world.GRAPH, referral=world.ring_referral([account], subject_id=f"net_of_{account.account}"))
        with CaptureQueriesContext(connection) as captured:
            machine.get("/api/v1/cases")
        counts.append(len(captured))
    assert counts[0] == counts[1]
