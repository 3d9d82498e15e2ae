"""Does the outside get to know: signed, in order, at least once?"""

from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from pytest_django import Settings
from standardwebhooks import Webhook, WebhookVerificationError

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.journal.models import Entry
from accounts.webhooks.actions import announce, change_endpoint, redeliver, remove_endpoint, rotate_secret
from accounts.webhooks.models import Delivery, Event
from accounts.webhooks.outcomes import Attempt
from accounts.webhooks.sending import _lease, _note, send_due
from kycrisk.lib.errors import Refused
from kycrisk.lib.http import Manners
from tests.accounts.webhooks.conftest import BILLING, endpoint_at, tell
from tests.receiver import Receiver
from tests.world import by, harbour


def later(seconds: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(seconds=seconds))


def states() -> list[str]:
    return list(Delivery.objects.order_by("pk").values_list("state", flat=True))


def test_billing_hears_of_harbours_door_and_the_standard_library_verifies_it(db: None, receiver: Receiver):
    _, secret = endpoint_at(receiver.url)
    change(by=by("ines"), account=harbour(), door=Door("open"))
    assert send_due() == 1
    (request,) = receiver.requests()
    body = Webhook(secret).verify(request["body"], request["headers"])
    assert body["type"] == "access.changed"
    assert body["data"]["account"] == "acct_harbour"
    assert (body["data"]["allowed"], body["data"]["sequence"]) == (True, 1)
    assert set(body["data"]) == {
        "account", "state", "allowed", "limits", "treatments", "reason", "sequence", "since", "expires_at",
    }  # fmt: skip
    assert request["headers"]["content-type"] == "application/json"
    assert states() == ["delivered"]
    assert send_due() == 0


def test_a_changed_body_or_another_secret_does_not_verify(db: None, receiver: Receiver):
    _, secret = endpoint_at(receiver.url)
    _, other = endpoint_at(f"{receiver.url}/other")
    tell("acct_harbour", 1)
    send_due()
    for request in receiver.requests():
        right, wrong = (other, secret) if request["path"] == "/other" else (secret, other)
        Webhook(right).verify(request["body"], request["headers"])
        for key, body in ((wrong, request["body"]), (right, request["body"].replace("harbour", "lark"))):
            with pytest.raises(WebhookVerificationError):
                Webhook(key).verify(body, request["headers"])


def test_both_secrets_verify_while_one_replaces_the_other(db: None, receiver: Receiver):
    endpoint, old = endpoint_at(receiver.url)
    _, new = rotate_secret(by=BILLING, endpoint=endpoint)
    tell("acct_harbour", 1)
    send_due()
    (request,) = receiver.requests()
    for secret in (old, new):
        Webhook(secret).verify(request["body"], request["headers"])
    with later(25 * 3600):
        tell("acct_harbour", 2)
        send_due()
        late = receiver.requests()[-1]
        Webhook(new).verify(late["body"], late["headers"])
        with pytest.raises(WebhookVerificationError):
            Webhook(old).verify(late["body"], late["headers"])


def test_a_failing_receiver_gets_the_same_message_again_later(db: None, receiver: Receiver):
    endpoint_at(receiver.url)
    receiver.answers(500, 429)
    tell("acct_harbour", 1)
    assert send_due() == 1
    row = Delivery.objects.get()
    assert (row.state, row.attempts, row.last_status, row.last_error) == ("pending", 1, 500, "status 500")
    assert 4 <= (row.due_at - timezone.now()).total_seconds() <= 6
    assert send_due() == 0
    with later(7):
        assert send_due() == 1
    with later(400):
        assert send_due() == 1
    first, *again = receiver.requests()
    assert len(again) == 2
    assert {request["body"] for request in again} == {first["body"]}
    assert {request["headers"]["webhook-id"] for request in again} == {first["headers"]["webhook-id"]}
    assert again[0]["headers"]["webhook-timestamp"] != first["headers"]["webhook-timestamp"]
    assert states() == ["delivered"]


def test_after_the_last_attempt_it_is_given_up_and_may_be_asked_for_again(db: None, receiver: Receiver):
    endpoint_at(receiver.url)
    tell("acct_harbour", 1)
    Delivery.objects.update(attempts=9)
    receiver.answers(503)
    send_due()
    assert states() == ["failed"]
    redeliver(by=BILLING, delivery=Delivery.objects.get())
    assert send_due() == 1
    assert states() == ["delivered"]
    assert Entry.objects.filter(verb="webhook_delivery.requested").exists()


def test_messages_of_an_account_arrive_in_order_and_older_news_are_replaced(db: None, receiver: Receiver):
    endpoint_at(receiver.url)
    receiver.answers(500)
    tell("acct_lark", 1)
    send_due()
    tell("acct_lark", 2)
    tell("acct_harbour", 1)
    tell("acct_lark", 3)
    assert states() == ["replaced", "replaced", "pending", "pending"]
    send_due()
    sequences = [body["data"]["sequence"] for body in receiver.bodies() if body["data"]["account"] == "acct_lark"]
    assert sequences == [1, 3]


def test_a_message_in_the_air_is_waited_for_and_given_up_when_overtaken(db: None, receiver: Receiver):
    endpoint_at(receiver.url)
    tell("acct_lark", 1)
    (letter,) = _lease(9)
    tell("acct_lark", 2)
    assert states() == ["pending", "pending"]
    assert list(_lease(9)) == []
    receiver.answers(500)
    with later(61):  # its sender died; the lease is over
        send_due()
    assert [body["data"]["sequence"] for body in receiver.bodies()] == [1, 2]
    assert states() == ["replaced", "delivered"]
    assert letter.number == 1


def test_other_news_are_never_replaced(db: None, receiver: Receiver):
    endpoint_at(receiver.url)
    tell("case_1", 1, kind="case.opened")
    tell("case_1", 2, kind="case.decided")
    send_due()
    assert [body["type"] for body in receiver.bodies()] == ["case.opened", "case.decided"]


def test_a_sender_that_dies_after_posting_posts_again(db: None, receiver: Receiver):
    endpoint_at(receiver.url)
    tell("acct_harbour", 1)
    assert len(list(_lease(9))) == 1  # taken, posted, and then the lights went out
    assert send_due() == 0
    with later(61):
        assert send_due() == 1
    assert states() == ["delivered"]
    assert Delivery.objects.get().attempts == 2


def test_a_late_result_does_not_overwrite_what_another_sender_noted(db: None, receiver: Receiver):
    endpoint_at(receiver.url)
    tell("acct_harbour", 1)
    (letter,) = _lease(9)
    with later(61):
        send_due()
        _note(letter, Attempt(1, 500))
    assert states() == ["delivered"]


def test_gone_disables_the_endpoint_and_nothing_more_is_sent(db: None, receiver: Receiver):
    endpoint, _ = endpoint_at(f"{receiver.url}/gone")
    tell("acct_harbour", 1)
    send_due()
    endpoint.refresh_from_db()
    assert (endpoint.enabled, endpoint.disabled_reason) == (False, "The endpoint answered 410 Gone.")
    assert states() == ["failed"]
    assert Entry.objects.get(verb="webhook_endpoint.disabled").actor_name == "webhook sender"
    tell("acct_harbour", 2)
    assert Event.objects.count() == 1
    with pytest.raises(Refused, match="enable it first"), transaction.atomic():
        redeliver(by=BILLING, delivery=Delivery.objects.get())
    change_endpoint(by=BILLING, endpoint=endpoint, enabled=True, url=receiver.url)
    tell("acct_harbour", 3)
    assert send_due() == 1


def test_a_removed_endpoint_gets_nothing_and_its_log_stays(db: None, receiver: Receiver):
    endpoint, _ = endpoint_at(receiver.url)
    tell("acct_harbour", 1)
    remove_endpoint(by=BILLING, endpoint=endpoint)
    assert send_due() == 0
    assert states() == ["failed"]
    with pytest.raises(Refused, match="was removed"), transaction.atomic():
        rotate_secret(by=BILLING, endpoint=endpoint)


def test_a_disabled_endpoint_keeps_its_place_until_it_is_enabled(db: None, receiver: Receiver):
    endpoint, _ = endpoint_at(receiver.url)
    tell("acct_harbour", 1)
    change_endpoint(by=BILLING, endpoint=endpoint, enabled=False)
    assert send_due() == 0
    change_endpoint(by=BILLING, endpoint=endpoint, enabled=True)
    assert send_due() == 1


def test_overtaken_news_are_not_sent_again(db: None, receiver: Receiver):
    endpoint_at(receiver.url)
    tell("acct_lark", 1)
    tell("acct_lark", 2)
    older, newer = Delivery.objects.order_by("pk")
    with pytest.raises(Refused, match=newer.delivery), transaction.atomic():
        redeliver(by=BILLING, delivery=older)
    redeliver(by=BILLING, delivery=newer)
    send_due()
    assert [body["data"]["sequence"] for body in receiver.bodies()] == [2]


def test_only_what_an_endpoint_asked_for_is_sent(db: None, receiver: Receiver):
    endpoint_at(receiver.url, "case.opened")
    tell("acct_harbour", 1)
    assert Event.objects.count() == 0
    tell("case_1", 1, kind="case.opened")
    send_due()
    assert [body["type"] for body in receiver.bodies()] == ["case.opened"]


def test_an_inner_address_is_not_called_and_the_log_says_why(db: None, receiver: Receiver, settings: Settings):
    settings.ALLOW_PRIVATE_WEBHOOKS = False
    endpoint_at(receiver.url)
    endpoint_at("https://hooks.larkspur.example/")
    tell("acct_harbour", 1)
    send_due(manners=Manners(resolver=lambda _host, _port: ["10.0.0.7"]))
    assert set(Delivery.objects.values_list("last_error", flat=True)) == {"The host is not on the public internet."}
    assert receiver.requests() == []


def test_a_lost_vault_key_delays_and_says_so(db: None, receiver: Receiver, settings: Settings):
    endpoint, _ = endpoint_at(receiver.url)
    endpoint.sealed_secret = bytes(60)
    endpoint.save()
    tell("acct_harbour", 1)
    assert send_due() == 1
    assert "vault key" in Delivery.objects.get().last_error
    assert receiver.requests() == []


def test_an_event_outside_a_transaction_is_a_mistake(real_db: str):
    with pytest.raises(RuntimeError, match="in the transaction"):
        announce(type="case.opened", payload={}, lane="case_1")
