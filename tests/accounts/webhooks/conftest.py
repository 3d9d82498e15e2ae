"""In the room: a receiver of webhooks in a process of its own, and the endpoint that points to it."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django import Settings

from accounts.journal.actors import Actor
from accounts.webhooks.actions import add_endpoint, announce
from accounts.webhooks.models import Endpoint
from tests.receiver import Receiver

BILLING = Actor.key("billing")


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    settings.ALLOW_PRIVATE_WEBHOOKS = True
    with Receiver() as running:
        yield running


def endpoint_at(url: str, *event_types: str) -> tuple[Endpoint, str]:
    return add_endpoint(by=BILLING, url=url, event_types=event_types)


def tell(account: str, sequence: int, *, kind: str = "access.changed") -> None:
    with transaction.atomic():
        announce(type=kind, payload={"account": account, "sequence": sequence}, lane=account, sequence=sequence)
