"""Can an operator look after the endpoints and see what arrived, without a secret being shown twice?"""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from accounts.journal.models import Entry
from accounts.webhooks.actions import EVENT_TYPES
from accounts.webhooks.models import Delivery, Endpoint
from accounts.webhooks.sending import send_due
from kycrisk.lib.signing import live_secrets
from tests.accounts.webhooks.conftest import endpoint_at, tell
from tests.machines import MachineClient, machine, stranger
from tests.receiver import Receiver

ENDPOINTS = "/api/v1/webhook-endpoints"
DELIVERIES = "/api/v1/webhook-deliveries"
HARBOUR = "https://hooks.harbour.example/in"


@pytest.fixture
def operator(db: None) -> MachineClient:
    return machine("webhooks:manage", name="operator")


def added(operator: MachineClient, **changes: Any) -> dict[str, Any]:
    answer = operator.post(ENDPOINTS, {"url": HARBOUR, **changes})
    assert answer.status_code == 201, answer.text
    body: dict[str, Any] = answer.json()
    return body


def test_an_endpoint_is_added_and_its_secret_shown_once(operator: MachineClient):
    body = added(operator, event_types=["access.changed", "access.changed"])
    assert body["secret"].startswith("whsec_")
    row = Endpoint.objects.get()
    assert live_secrets(row, timezone.now()) == [body.pop("secret")]
    assert b"whsec" not in bytes(row.sealed_secret)
    assert body == {
        "endpoint": row.endpoint, "url": HARBOUR, "event_types": ["access.changed"], "enabled": True,
        "disabled_reason": "", "previous_secret_until": None, "created_at": body["created_at"],
    }  # fmt: skip
    assert operator.get(f"{ENDPOINTS}/{row.endpoint}").json() == body
    assert operator.get(ENDPOINTS).json() == {"results": [body], "next": None}
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor_name, entry.subject_id) == ("webhook_endpoint.added", "operator", row.endpoint)
    assert "whsec" not in str(entry.detail)


def test_a_repeated_post_adds_one_endpoint_and_shows_the_same_secret_again(operator: MachineClient):
    first = operator.post(ENDPOINTS, {"url": HARBOUR}, **{"idempotency-key": "k1"})
    again = operator.post(ENDPOINTS, {"url": HARBOUR}, **{"idempotency-key": "k1"})
    assert (first.status_code, again.status_code, again.json()) == (201, 201, first.json())
    other = operator.post(ENDPOINTS, {"url": f"{HARBOUR}/2"}, **{"idempotency-key": "k1"})
    assert (other.status_code, Endpoint.objects.count()) == (422, 1)


def test_a_secret_is_replaced_while_the_one_before_still_signs(operator: MachineClient):
    first = added(operator)
    answer = operator.post(f"{ENDPOINTS}/{first['endpoint']}/secret")
    assert answer.status_code == 201
    assert live_secrets(Endpoint.objects.get(), timezone.now()) == [answer.json()["secret"], first["secret"]]
    assert answer.json()["previous_secret_until"]


def test_an_endpoint_is_changed_switched_off_and_removed(operator: MachineClient):
    path = f"{ENDPOINTS}/{added(operator)['endpoint']}"
    body = operator.patch(path, {"url": "https://hooks.harbour.example/two", "enabled": False}).json()
    assert (body["url"], body["enabled"]) == ("https://hooks.harbour.example/two", False)
    assert operator.patch(path, {"enabled": True}).json()["url"] == "https://hooks.harbour.example/two"
    assert operator.delete(path).status_code == 204
    assert operator.get(path).status_code == 404
    assert operator.delete(path).status_code == 404
    assert operator.get(ENDPOINTS).json()["results"] == []
    verbs = list(Entry.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == [f"webhook_endpoint.{verb}" for verb in ("added", "changed", "changed", "removed")]


@pytest.mark.parametrize(
    ("told", "pointer", "words"),
    [
        ({}, "/url", "required"),
        ({"url": "http://hooks.harbour.example/"}, "/url", "Only https"),
        ({"url": "https://127.0.0.1/"}, "/url", "public internet"),
        ({"url": "https://169.254.169.254/latest"}, "/url", "public internet"),
        ({"url": "https://user:pass@hooks.harbour.example/"}, "/url", "user names"),
        ({"url": "https://hooks.harbour.example/" + "x" * 1000}, "/url", "1000 characters"),
        ({"url": 7}, "/url", "https://host/path"),
        ({"url": HARBOUR, "event_types": ["access.opened"]}, "/event_types/0", "not a valid choice"),
        ({"url": HARBOUR, "event_types": "access.changed"}, "/event_types", "list"),
        ({"url": HARBOUR, "enabled": "perhaps"}, "/enabled", "valid boolean"),
    ],
)
def test_what_cannot_be_an_endpoint_is_refused_with_how_to_mend_it(
    operator: MachineClient, told: dict[str, Any], pointer: str, words: str
):
    answer = operator.post(ENDPOINTS, told)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    (error,) = answer.json()["errors"]
    assert error["pointer"].startswith(pointer)
    assert words in error["error"]
    assert Endpoint.objects.count() == 0


def test_an_existing_endpoint_cannot_be_turned_inwards(operator: MachineClient):
    path = f"{ENDPOINTS}/{added(operator)['endpoint']}"
    assert operator.patch(path, {"url": "https://10.0.0.1/"}).status_code == 400
    assert Endpoint.objects.get().url == HARBOUR


def test_all_types_of_the_interface_can_be_asked_for(operator: MachineClient):
    assert added(operator, event_types=list(EVENT_TYPES))["event_types"] == list(EVENT_TYPES)


def test_the_log_says_what_arrived_and_a_failure_can_be_sent_again(operator: MachineClient, receiver: Receiver):
    endpoint, _ = endpoint_at(receiver.url)
    receiver.answers(503)
    tell("acct_lark", 4)
    Delivery.objects.update(attempts=9)
    send_due()
    (row,) = operator.get(f"{DELIVERIES}?state=failed&endpoint={endpoint.endpoint}").json()["results"]
    assert row.keys() == {
        "delivery", "event", "type", "endpoint", "sequence", "state", "attempts", "due_at", "last_status",
        "last_error", "last_attempt_at", "delivered_at",
    }  # fmt: skip
    assert (row["type"], row["sequence"], row["attempts"], row["last_status"]) == ("access.changed", 4, 10, 503)
    again = operator.post(f"{DELIVERIES}/{row['delivery']}/redeliver")
    assert (again.status_code, again.json()["state"], again.json()["attempts"]) == (202, "pending", 0)
    send_due()
    assert operator.get(f"{DELIVERIES}?state=delivered").json()["results"][0]["delivery"] == row["delivery"]
    tell("acct_lark", 5)
    assert operator.post(f"{DELIVERIES}/{row['delivery']}/redeliver").status_code == 409


def test_the_log_pages_without_repeating_or_skipping_what_arrives_meanwhile(operator: MachineClient):
    endpoint_at(HARBOUR)
    for number in range(7):
        tell(f"case_{number}", 1, kind="case.opened")
    seen: list[str] = []
    url: str | None = f"{DELIVERIES}?limit=3&state=pending"
    while url:
        page = operator.get(url).json()
        seen += [row["delivery"] for row in page["results"]]
        url = page["next"]
        tell(f"case_late_{len(seen)}", 1, kind="case.opened")
    first = list(Delivery.objects.order_by("-pk").exclude(lane__contains="late").values_list("delivery", flat=True))
    assert seen == first


@pytest.mark.parametrize(
    "query",
    ["limit=0", "limit=201", "limit=x", "limit=²", "limit=", "cursor=x", "cursor=", "cursor=W10", "cursor=WyJhIl0",
     "cursor=W251bGxd", "cursor=W1tdXQ", "state=lost", "endpoint=%00"],
)  # fmt: skip
def test_a_page_that_cannot_be_is_a_400(operator: MachineClient, query: str):
    answer = operator.get(f"{DELIVERIES}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")


def test_a_cursor_beyond_every_number_finds_nothing(operator: MachineClient):
    assert operator.get(f"{DELIVERIES}?cursor=Wy0xXQ").json()["results"] == []  # [-1]
    assert operator.get(f"{DELIVERIES}?cursor=WzFlOTld").status_code in {200, 400}  # [1e99]
    assert operator.get(f"{DELIVERIES}?cursor=Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTldCg").status_code == 200


def test_twenty_deliveries_take_as_many_queries_as_two(operator: MachineClient):
    endpoint_at(HARBOUR)
    asked = []
    for count in (2, 18):
        for number in range(count):
            tell(f"case_{count}_{number}", 1, kind="case.opened")
        with CaptureQueriesContext(connection) as queries:
            operator.get(DELIVERIES)
        asked.append(len(queries))
    assert asked == [2, 2]


def test_loopback_is_only_for_tests_and_demos(operator: MachineClient, settings: Settings):
    assert operator.post(ENDPOINTS, {"url": "http://127.0.0.1:9/"}).status_code == 400
    settings.ALLOW_PRIVATE_WEBHOOKS = True
    assert operator.post(ENDPOINTS, {"url": "http://127.0.0.1:9999/"}).status_code == 201
    assert operator.post(ENDPOINTS, {"url": "http://10.0.0.1:9999/"}).status_code == 400


@pytest.mark.parametrize("path", [ENDPOINTS, DELIVERIES, f"{ENDPOINTS}/whe_1", f"{DELIVERIES}/whd_1/redeliver"])
def test_only_a_key_for_webhooks_gets_in(db: None, path: str):
    for method in ("GET", "POST", "PATCH", "DELETE"):
        assert stranger().send(method, path, "{}").status_code == 401
        assert machine("accounts:write", "access:read").send(method, path, "{}").status_code in {403, 405}


@pytest.mark.parametrize("name", ["whe_nobody", "%00", "a%20b", "x" * 41])
def test_an_unknown_id_is_a_404(operator: MachineClient, name: str):
    assert operator.get(f"{ENDPOINTS}/{name}").status_code == 404
    assert operator.post(f"{DELIVERIES}/{name}/redeliver").status_code == 404
