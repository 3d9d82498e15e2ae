"""Can a service that only sends webhooks hand in signals, and nobody else in its name?

In the room: Acme's billing, which signs; somebody who does not know the secret; Harbour, whose payments are told of.
"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from standardwebhooks import Webhook

from accounts.policy import actions as policy
from accounts.staff.actions_sources import add_source, remove_source, rotate_source
from accounts.staff.authentication import new_secret as new_key
from accounts.staff.models import IntakeSource
from graph.signals import receiving
from graph.signals.models import Receipt, Signal
from tests.graph.signals.senders import event, ring_at_work
from tests.world import by

pytestmark = pytest.mark.django_db
PATH = "/api/v1/intake/acme"
STRANGERS = "whsec_" + "c3RyYW5nZXI" * 4


@pytest.fixture(autouse=True)
def _counted_anew() -> None:
    receiving.backlog.forget()


@pytest.fixture
def secret(db: None) -> str:
    """What Acme signs with."""
    return add_source(by=by("ada"), name="acme")[1]


def paid(**changes: Any) -> dict[str, Any]:
    """Harbour paid by card, just now."""
    usual = {"source": "/invoices", "time": timezone.now().isoformat()}
    return event("payment.used", "acct_harbour", {"fingerprint": "fp_harbour"}, **{**usual, **changes})


def send(
    secret: str, body: Any, changed: dict[str, str] | None = None, *, at: datetime | None = None, path: str = PATH
) -> Any:
    """Sign as the standard's own library does, and post; `changed` replaces headers."""
    text, at = body if isinstance(body, str) else json.dumps(body), at or datetime.now(UTC)
    signature = Webhook(secret).sign(msg_id="msg_1", timestamp=at, data=text)
    signed = {"webhook-id": "msg_1", "webhook-timestamp": str(int(at.timestamp())), "webhook-signature": signature}
    kept = {name: value for name, value in {**signed, **(changed or {})}.items() if value}
    return Client().generic("POST", path, text, content_type="application/json", headers=kept)


def kept() -> list[str]:
    """The sources of what was stored."""
    return sorted(Signal.objects.values_list("source__uri", flat=True))


def test_a_signed_event_is_stored_under_the_intakes_name(secret: str):
    answer = send(secret, paid())
    assert (answer.status_code, answer.json()) == (200, {"accepted": 1, "duplicates": 0, "rejected": []})
    assert kept() == ["/intake/acme/invoices"]


def test_a_list_is_stored_and_what_cannot_be_taken_is_named(secret: str):
    answer = send(secret, [paid(), paid(source="/intake/acme/own"), paid(time="soon")])
    assert (answer.status_code, answer.json()["accepted"]) == (200, 2)
    assert [one["index"] for one in answer.json()["rejected"]] == [2]
    assert kept() == ["/intake/acme/invoices", "/intake/acme/own"]


@pytest.mark.parametrize("source", ["/intake/other", "/gateway/eu", "https://acme.example/x", "intake/acme"])
def test_nobody_speaks_for_another(secret: str, source: str):
    assert send(secret, paid(source=source)).status_code == 200
    assert all(uri.startswith("/intake/acme/") for uri in kept())


def test_the_same_message_again_changes_nothing(secret: str):
    body = paid()
    assert send(secret, body).json()["accepted"] == 1
    again = send(secret, body)
    assert (again.status_code, again.json()) == (200, {"accepted": 0, "duplicates": 1, "rejected": []})
    assert len(kept()) == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"webhook-signature": ""}, "signature"),
        ({"webhook-signature": "v1,bm90IGl0"}, "signature"),
        ({"webhook-signature": "v1,ü"}, "signature"),
        ({"webhook-signature": "v2," + "A" * 44}, "signature"),
        ({"webhook-id": ""}, "signature"),
        ({"webhook-id": "msg_2"}, "signature"),
        ({"webhook-timestamp": ""}, "webhook-timestamp"),
        ({"webhook-timestamp": "soon"}, "webhook-timestamp"),
        ({"webhook-timestamp": "-1"}, "webhook-timestamp"),
        ({"webhook-timestamp": "9" * 40}, "webhook-timestamp"),
    ],
)
def test_what_nobody_vouches_for_is_refused_and_leaves_nothing(secret: str, changed: dict[str, str], told: str):
    answer = send(secret, paid(), changed)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert told in answer.json()["detail"]
    assert (kept(), Receipt.objects.count()) == ([], 0)


def test_the_secret_of_somebody_else_opens_nothing(secret: str):
    other = add_source(by=by("ada"), name="other")[1]
    for wrong in (other, STRANGERS):
        assert send(wrong, paid()).status_code == 400
    assert kept() == []


def test_a_body_that_was_changed_on_its_way_is_refused(secret: str):
    at, body = datetime.now(UTC), json.dumps(paid())
    signature = Webhook(secret).sign(msg_id="msg_1", timestamp=at, data=body)
    assert send(secret, body + " ", at=at, changed={"webhook-signature": signature}).status_code == 400
    assert kept() == []


@pytest.mark.parametrize("minutes", [-6, 6])
def test_a_message_of_another_time_is_refused_though_it_is_signed(secret: str, minutes: int):
    answer = send(secret, paid(), at=datetime.now(UTC) + timedelta(minutes=minutes))
    assert (answer.status_code, "300 s" in answer.json()["detail"], kept()) == (400, True, [])


def test_two_secrets_are_live_during_a_rotation_and_one_after(secret: str):
    _, newer = rotate_source(by=by("ada"), name="acme", overlap=timedelta(hours=1))
    assert [send(one, paid()).status_code for one in (secret, newer)] == [200, 200]
    IntakeSource.objects.update(previous_secret_until=timezone.now())
    assert [send(one, paid()).status_code for one in (secret, newer)] == [400, 200]


def test_any_of_several_signatures_will_do(secret: str):
    at, body = datetime.now(UTC), json.dumps(paid())
    both = [Webhook(one).sign(msg_id="msg_1", timestamp=at, data=body) for one in (STRANGERS, secret)]
    assert send(secret, body, at=at, changed={"webhook-signature": " ".join(both)}).status_code == 200


def test_an_unknown_or_removed_source_is_nowhere_whatever_was_signed(secret: str):
    assert send(secret, paid(), path="/api/v1/intake/nobody").status_code == 404
    assert send(secret, paid(), path="/api/v1/intake/nobody", changed={"webhook-signature": ""}).status_code == 404
    remove_source(by=by("ada"), name="acme")
    assert send(secret, paid()).status_code == 404
    assert kept() == []


def test_a_key_is_neither_needed_nor_enough(secret: str):
    answer = send(STRANGERS, paid(), changed={"authorization": f"Bearer {new_key()}"})
    assert (answer.status_code, kept()) == (400, [])


@pytest.mark.parametrize("body", [" ", "{", "7", "[" * 9_000])
def test_a_signed_body_that_holds_no_event_is_a_400(secret: str, body: str):
    assert send(secret, body).status_code == 400


def test_a_message_of_which_nothing_can_be_taken_is_refused_so_that_its_sender_sees_it(secret: str):
    old = (timezone.now() - timedelta(days=401)).isoformat()
    answer = send(secret, paid(time=old))
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/0")
    assert send(secret, paid(source="/" + "x" * 495)).status_code == 400


def test_other_types_and_packed_bodies_are_refused(secret: str):
    assert send(secret, paid(), changed={"content-encoding": "gzip"}).status_code == 415
    assert Client().post(PATH, "x", content_type="text/plain").status_code == 415


def test_a_message_larger_than_the_policy_allows_is_refused(secret: str):
    version = policy.draft(by=by("ana"), body={"intake": {"webhook_bytes": 2_000}}, note="small messages")
    policy.activate(by=by("lena"), version=policy.propose(by=by("ana"), version=version), over=0)
    assert send(secret, [paid()] * 20).status_code == 413
    assert send(secret, ring_at_work(1)[0]).status_code == 200
