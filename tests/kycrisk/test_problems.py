"""Is every error of the REST interface a problem that says how to mend it, whatever comes in?"""

import logging
from typing import Any

import pytest
from django.test import Client

from accounts.webhooks import api
from tests.machines import MachineClient, machine

pytestmark = pytest.mark.django_db
PATH = "/api/v1/webhook-endpoints"
MARKER = "MARKER a prompt that nobody may keep"


@pytest.fixture
def billing() -> MachineClient:
    return machine("webhooks:manage")


def problem_of(answer: Any) -> tuple[int, str]:
    """Status and detail of an answer that has to be a problem."""
    assert answer["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert set(body) == {"type", "title", "status", "detail", "errors"}
    assert body["status"] == answer.status_code
    return body["status"], body["detail"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ('{"url": NaN}', "application/json", 400),
        ("\xff\xfe".encode("latin-1"), "application/json", 400),
        ("", "application/json", 400),
        ("[]", "application/json", 400),
        ("null", "application/json", 400),
        ('{"url": 1}', "application/json", 400),
        ('{"url": "\\u0000"}', "application/json", 400),
        ("url=x", "application/x-www-form-urlencoded", 415),
        ("{}", "text/plain", 415),
        ("{}", "nonsense", 415),
        ("{}", "", 415),
        ('{"url": "' + "x" * 3_000_000 + '"}', "application/json", 413),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_cannot_be_taken_is_a_problem(billing: MachineClient, body: str | bytes, kind: str, status: int):
    assert problem_of(billing.send("POST", PATH, body, content_type=kind))[0] == status


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_a_method_that_is_not_known_is_a_problem(billing: MachineClient, method: str):
    assert problem_of(billing.send(method, PATH, "{}"))[0] == 405


@pytest.mark.parametrize(
    "path", ["/api/v1/nowhere", f"{PATH}/whe_NOBODY", f"{PATH}/%00", f"{PATH}/../x", f"{PATH}/{'x' * 500}", "/api/v2/x"]
)
def test_what_is_not_there_is_a_problem(billing: MachineClient, path: str):
    assert problem_of(billing.get(path))[0] == 404


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=201", "limit=x", "cursor=", "cursor=x", "cursor=%00", "cursor=W10"]
)
def test_a_page_that_makes_no_sense_is_a_problem(billing: MachineClient, query: str):
    assert problem_of(billing.get(f"{PATH}?{query}"))[0] == 400


def test_an_answer_that_only_comes_as_json_says_so(billing: MachineClient):
    assert problem_of(billing.get(PATH, accept="text/html"))[0] == 406


def test_a_host_that_is_not_ours_is_a_problem():
    assert problem_of(Client().get(PATH, headers={"host": "evil.example"}))[0] == 400


def test_a_wrong_field_is_named(billing: MachineClient):
    answer = billing.post(PATH, {"url": "ftp://x", "event_types": ["nothing.happened"]})
    problem_of(answer)
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/url", "/event_types/0"}


def test_a_fault_of_ours_is_a_problem_without_the_inside(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    def fails(*_arguments: object, **_options: object) -> None:
        raise ValueError(MARKER)

    billing = machine("webhooks:manage")
    billing._client.raise_request_exception = False
    monkeypatch.setattr(api, "add_endpoint", fails)
    with caplog.at_level(logging.DEBUG):
        answer = billing.post(PATH, {"url": "https://example.com/hook"})
    status, detail = problem_of(answer)
    assert (status, detail.startswith("The server could not do this. Nothing was changed. Reference: err_")) == (
        500,
        True,
    )
    assert MARKER not in answer.content.decode()
    reference = detail.split("Reference: ")[1].rstrip(".")
    assert reference in caplog.text
