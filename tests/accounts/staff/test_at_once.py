"""Who is in the room: people and machines who do the same thing at the same moment, with real commits."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from accounts.journal.actors import Actor
from accounts.journal.models import Entry
from accounts.staff import actions
from accounts.staff.models import ApiKey, User
from accounts.webhooks.models import Endpoint
from kycrisk.lib.errors import Refused
from kycrisk.lib.locks import try_lock
from tests.accounts.staff.test_people import second_admin
from tests.databases import as_owner
from tests.machines import machine
from tests.world import by, person


def at_once(*deeds: Callable[[], None]) -> None:
    """Do these at the same time and wait for all."""
    threads = [threading.Thread(target=deed) for deed in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def test_two_admins_who_switch_each_other_off_at_once_leave_one(real_db: str):
    second_admin()
    ada, bo, start, refusals = by("ada"), User.objects.get(username="bo"), threading.Barrier(2), []

    def switch_off(actor: Actor, other: User) -> None:
        try:
            start.wait(10)
            actions.switch_off(by=actor, user=other)
        except Refused as refused:
            refusals.append(refused.code)
        finally:
            connection.close()

    at_once(lambda: switch_off(ada, bo), lambda: switch_off(Actor.person(bo), person("ada")))
    assert refusals == ["last_admin"]


def test_eight_threads_with_one_key_have_one_effect(real_db: str, settings: Settings):
    settings.ALLOW_PRIVATE_WEBHOOKS = True
    billing, start, answers = machine("webhooks:manage"), threading.Barrier(8), []

    def add_endpoint() -> None:
        try:
            start.wait(10)
            answers.append(
                billing.post(
                    "/api/v1/webhook-endpoints", {"url": "http://127.0.0.1:9/hook"}, **{"Idempotency-Key": "one"}
                )
            )
        finally:
            connection.close()

    at_once(*[add_endpoint] * 8)
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    assert (Endpoint.objects.count(), Entry.objects.filter(verb="webhook_endpoint.added").count()) == (1, 1)


def test_while_the_first_is_at_work_the_second_is_told_so(real_db: str, settings: Settings):
    settings.ALLOW_PRIVATE_WEBHOOKS = True
    billing = machine("webhooks:manage")
    at_work, may_end = threading.Event(), threading.Event()
    key = ApiKey.objects.get()

    def hold() -> None:
        try:
            with transaction.atomic():
                assert try_lock(f"idempotent {key.pk} one")
                at_work.set()
                may_end.wait(10)
        finally:
            connection.close()

    first = threading.Thread(target=hold)
    first.start()
    assert at_work.wait(10)
    answer = billing.post("/api/v1/webhook-endpoints", {"url": "http://127.0.0.1:9/hook"}, **{"Idempotency-Key": "one"})
    may_end.set()
    first.join()
    assert (answer.status_code, answer["Retry-After"]) == (409, "1")
    assert not Endpoint.objects.exists()


def test_an_answer_that_cannot_be_stored_takes_its_effect_along(real_db: str, settings: Settings):
    settings.ALLOW_PRIVATE_WEBHOOKS = True
    billing = machine("webhooks:manage")
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE staff_idempotent_answer ADD CHECK (status <> 201)")
    with pytest.raises(IntegrityError):
        billing.post("/api/v1/webhook-endpoints", {"url": "http://127.0.0.1:9/hook"}, **{"Idempotency-Key": "one"})
    assert not Endpoint.objects.exists()
    assert not Entry.objects.filter(verb="webhook_endpoint.added").exists()
