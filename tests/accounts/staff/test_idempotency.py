"""Who is in the room: billing, which sends again when it is not sure, and a gateway with the same idea of a key."""

import json
from datetime import timedelta
from typing import ClassVar

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone
from pytest_django import Settings
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.test import force_authenticate

from accounts.journal.models import Entry
from accounts.staff.authentication import Machine, ScopedView
from accounts.staff.idempotency import forget_answers, idempotent
from accounts.staff.models import ApiKey, IdempotentAnswer
from accounts.webhooks.models import Endpoint, Event
from kycrisk.lib.api import problem
from tests.machines import MachineClient, machine

pytestmark = pytest.mark.django_db
PATH = "/api/v1/webhook-endpoints"
HERE = {"url": "http://127.0.0.1:9/hook"}


@pytest.fixture
def billing(settings: Settings) -> MachineClient:
    settings.ALLOW_PRIVATE_WEBHOOKS = True
    return machine("webhooks:manage")


def test_sent_again_it_is_done_once_and_answered_the_same(billing: MachineClient):
    first, again = (billing.post(PATH, HERE, **{"Idempotency-Key": "one"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert first.json()["secret"].startswith("whsec_")
    assert [answer.headers.get("Idempotency-Replayed") for answer in (first, again)] == [None, "true"]
    assert (Endpoint.objects.count(), Entry.objects.filter(verb="webhook_endpoint.added").count()) == (1, 1)


def test_the_secret_in_a_kept_answer_is_sealed(billing: MachineClient):
    secret = billing.post(PATH, HERE, **{"Idempotency-Key": "one"}).json()["secret"]
    kept = IdempotentAnswer.objects.get()
    assert secret.encode() not in bytes(kept.sealed_body)


def test_another_body_under_the_same_key_is_refused(billing: MachineClient):
    billing.post(PATH, HERE, **{"Idempotency-Key": "one"})
    answer = billing.post(PATH, {"url": "http://127.0.0.1:10/hook"}, **{"Idempotency-Key": "one"})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:kycrisk:problem:key_reused")
    assert Endpoint.objects.count() == 1


def test_the_same_key_at_another_address_is_refused(billing: MachineClient):
    endpoint = billing.post(PATH, HERE, **{"Idempotency-Key": "one"}).json()["endpoint"]
    assert billing.post(f"{PATH}/{endpoint}/secret", HERE, **{"Idempotency-Key": "one"}).status_code == 422


def test_two_machines_may_have_the_same_idea_of_a_key(billing: MachineClient):
    other = machine("webhooks:manage", name="gateway")
    for caller in (billing, other):
        assert caller.post(PATH, HERE, **{"Idempotency-Key": "one"}).status_code == 201
    assert Endpoint.objects.count() == 2


def test_a_refused_request_leaves_nothing_and_is_judged_anew(billing: MachineClient):
    for _ in range(2):
        assert billing.post(PATH, {"url": "no address"}, **{"Idempotency-Key": "one"}).status_code == 400
    assert not IdempotentAnswer.objects.exists()
    assert billing.post(PATH, HERE, **{"Idempotency-Key": "one"}).status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 256, "ключ", "two\twords"])
def test_a_key_that_is_none_is_refused_in_words(billing: MachineClient, key: str):
    answer = billing.post(PATH, HERE, **{"Idempotency-Key": key})
    assert (answer.status_code, "printable ASCII" in answer.json()["detail"]) == (400, True)
    assert not Endpoint.objects.exists()


def test_after_a_day_the_answer_is_forgotten(billing: MachineClient):
    first = billing.post(PATH, HERE, **{"Idempotency-Key": "one"}).json()
    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert forget_answers(timezone.now()) == 0
        assert billing.post(PATH, HERE, **{"Idempotency-Key": "one"}).json() == first
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=1)):
        assert billing.post(PATH, HERE, **{"Idempotency-Key": "one"}).json() != first
        assert forget_answers(timezone.now()) == 0
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert forget_answers(timezone.now()) == 1
    assert not IdempotentAnswer.objects.exists()


def test_without_a_key_every_request_counts(billing: MachineClient):
    answers = [billing.post(PATH, HERE) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert len({json.dumps(answer.json()) for answer in answers}) == 2


class SecondThoughts(ScopedView):
    """A call that writes something and then answers with a problem."""

    scopes: ClassVar[dict[str, str]] = {"POST": "webhooks:manage"}

    @idempotent
    def post(self, _request: Request) -> Response:
        Event.objects.create(type="case.opened", lane="case_1", payload={})
        return problem(409, "On second thoughts, no.")


def test_an_answer_that_is_a_problem_undoes_what_was_written(rf: RequestFactory):
    machine("webhooks:manage")
    request = rf.post("/second-thoughts", headers={"Idempotency-Key": "one"})
    key = ApiKey.objects.get()
    force_authenticate(request, Machine(key), key)  # type: ignore[arg-type]  # made for users and tokens
    assert SecondThoughts.as_view()(request).status_code == 409
    assert not Event.objects.exists()
    assert not IdempotentAnswer.objects.exists()
