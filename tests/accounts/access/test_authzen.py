"""Does a gateway that speaks AuthZEN get the same answer, and is what it may ask exactly what the standard says?

In the room: Harbour, limited to one model; Lark, suspended; the café, thirty guests with an open door.
"""

import json
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.parties.models import Account
from tests.machines import MachineClient, machine, stranger
from tests.world import by, cafe, let_in

ONE, MANY = "/access/v1/evaluation", "/access/v1/evaluations"
REQUEST_ID = "bfe9eb29-ab87-4ca3-be83-a1d5d8305716"


@pytest.fixture
def gateway(db: None) -> MachineClient:
    return machine("access:read", name="gateway")


@pytest.fixture(autouse=True)
def _doors(harbour: Account, lark: Account) -> None:
    let_in([harbour], door=Door("limited", models_allowed=("standard",), reason="payment_risk"))
    let_in([lark], door=Door("suspended", reason="coordinated_use"))


def subject(name: str) -> dict[str, Any]:
    return {"type": "account", "id": name}


def question(account: str = "acct_harbour", model: str = "standard", **changes: Any) -> dict[str, Any]:
    asked = {"subject": subject(account), "action": {"name": "invoke"}, "resource": {"type": "model", "id": model}}
    return {**asked, **changes}


def decisions(answer: Any) -> list[bool]:
    assert answer.status_code == 200
    return [one["decision"] for one in answer.json()["evaluations"]]


def test_harbour_may_invoke_its_model(gateway: MachineClient):
    answer = gateway.post(ONE, question())
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    limits = {"requests_per_minute": None, "tokens_per_day": None, "models": ["standard"]}
    context = {"state": "limited", "reason": "payment_risk", "limits": limits}
    assert answer.json() == {"decision": True, "context": context}


@pytest.mark.parametrize(
    ("asked", "state", "status"),
    [
        (question(model="large"), "limited", None),
        (question("acct_lark"), "suspended", None),
        (question("acct_nobody"), None, 404),
        (question("no such id / at all\0"), None, 404),
        (question("half a pair \ud800"), None, 404),
        (question(subject={"type": "user", "id": "acct_harbour"}), None, 400),
        (question(action={"name": "can_read"}), None, 400),
        (question(resource={"type": "document", "id": "standard"}), None, 400),
    ],
)
def test_what_is_not_known_to_be_allowed_is_denied(
    gateway: MachineClient, asked: dict[str, Any], state: str | None, status: int | None
):
    answer = gateway.post(ONE, asked)
    assert (answer.status_code, answer.json()["decision"]) == (200, False)
    context = answer.json()["context"]
    assert (context["state"], context.get("error", {}).get("status")) == (state, status)


def test_what_the_standard_adds_is_ignored(gateway: MachineClient):
    known = {"type": "account", "id": "acct_harbour", "properties": {"ip_address": "203.0.113.7"}, "later": 1}
    asked = question(subject=known, context={"time": "1985-10-26T01:22-07:00"}, more=True)
    assert gateway.post(ONE, asked).json()["decision"] is True


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ([], "/"),
        ("text", "/"),
        ({}, "/subject"),
        (question(subject=None), "/subject"),
        (question(subject={"type": "account"}), "/subject/id"),
        (question(subject={"type": 7, "id": "acct_harbour"}), "/subject/type"),
        (question(action={"name": ["invoke"]}), "/action/name"),
        (question(resource={"id": "standard"}), "/resource/type"),
        (question(resource={"type": "model", "id": "standard", "properties": []}), "/resource/properties"),
        (question(context="now"), "/context"),
    ],
)
def test_what_the_standard_does_not_know_is_a_400_that_points_at_it(gateway: MachineClient, body: Any, pointer: str):
    for path in (ONE, MANY):
        answer = gateway.post(path, body)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
        assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.parametrize("path", [ONE, MANY])
def test_a_body_that_is_no_json_is_refused(gateway: MachineClient, path: str):
    assert gateway.send("POST", path, b"{").status_code == 400
    assert gateway.send("POST", path, b"[" * 100_000).status_code == 400
    assert gateway.send("POST", path, json.dumps(question()), content_type="text/plain").status_code == 415


def test_defaults_come_from_the_top_and_are_overridden(gateway: MachineClient):
    shared = {"subject": subject("acct_harbour"), "action": {"name": "invoke"}}
    parts = [
        {"resource": {"type": "model", "id": "standard"}},
        {"resource": {"type": "model", "id": "large"}},
        {"resource": {"type": "model", "id": "standard"}, "action": {"name": "can_edit"}},
        {"resource": {"type": "model", "id": "standard"}, "subject": subject("acct_lark")},
    ]
    assert decisions(gateway.post(MANY, {**shared, "evaluations": parts})) == [True, False, False, False]


@pytest.mark.parametrize(
    ("semantic", "expected"),
    [
        (None, [True, False, True]),
        ("execute_all", [True, False, True]),
        ("deny_on_first_deny", [True, False]),
        ("permit_on_first_permit", [True]),
    ],
)
def test_when_to_stop_is_the_callers_choice(gateway: MachineClient, semantic: str | None, expected: list[bool]):
    models = [{"resource": {"type": "model", "id": name}} for name in ("standard", "large", "standard")]
    options = {"options": {"evaluations_semantic": semantic, "another": 1}} if semantic else {}
    assert decisions(gateway.post(MANY, {**question(), **options, "evaluations": models})) == expected


def test_without_evaluations_it_is_a_single_question(gateway: MachineClient):
    single = gateway.post(ONE, question()).json()
    assert gateway.post(MANY, question()).json() == single
    assert gateway.post(MANY, question(evaluations=[])).json() == single


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"evaluations": [question(), {"subject": subject("acct_harbour")}]}, "/evaluations/1/action"),
        (question(evaluations=[7]), "/evaluations/0"),
        (question(evaluations={}), "/evaluations"),
        (question(evaluations=[{}], options=[]), "/options"),
        (question(evaluations=[{}], options={"evaluations_semantic": "vote"}), "/options/evaluations_semantic"),
    ],
)
def test_a_call_that_is_wrong_anywhere_is_refused_as_a_whole(gateway: MachineClient, body: Any, pointer: str):
    answer = gateway.post(MANY, body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, pointer)


def test_a_thousand_questions_take_one_query_beside_the_keys_and_no_session(gateway: MachineClient):
    guests = let_in(cafe())
    asked = [{"subject": subject(guest.account)} for guest in guests] * 40
    for path, body in ((ONE, question()), (MANY, {**question(), "evaluations": asked[:1_000]})):
        with CaptureQueriesContext(connection) as queries:
            answer = gateway.post(path, body)
        tables = [query["sql"].partition('FROM "')[2].partition('"')[0] for query in queries]
        assert tables == ["staff_api_key", "access_access"]
    assert decisions(answer) == [True] * 1_000
    assert gateway.post(MANY, {**question(), "evaluations": asked[:1_001]}).status_code == 413


def test_the_door_counts_as_it_stands_now(gateway: MachineClient, harbour: Account):
    change(by=by("ines"), account=harbour, door=Door("suspended", reason="terms"))
    assert gateway.post(ONE, question()).json()["decision"] is False


def test_the_request_id_comes_back_whatever_the_answer():
    allowed, wrong = machine("access:read"), machine("accounts:read")
    for caller, body, status in (
        (allowed, question(), 200),
        (allowed, {}, 400),
        (stranger(), question(), 401),
        (wrong, question(), 403),
    ):
        answer = caller.post(ONE, body, **{"x-request-id": REQUEST_ID})
        assert (answer.status_code, answer.get("X-Request-ID")) == (status, REQUEST_ID)
    assert "X-Request-ID" not in allowed.post(ONE, question())


def test_where_to_ask_is_told_without_a_key(settings: Any):
    settings.PUBLIC_URL = "https://kyc.example.com/"
    answer = Client().get("/.well-known/authzen-configuration")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
    assert answer.json() == {
        "policy_decision_point": "https://kyc.example.com",
        "access_evaluation_endpoint": f"https://kyc.example.com{ONE}",
        "access_evaluations_endpoint": f"https://kyc.example.com{MANY}",
    }
