"""Is anything lost or doubled while web server, worker and PostgreSQL are killed under a gateway that hands in signals?

And would this test notice? The same storm over an inbox that is only a message sent after the commit must lose.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from accounts.access.models import AccessChange
from accounts.journal.models import Entry
from accounts.staff.authentication import new_secret, secret_hash
from accounts.staff.models import ApiKey
from accounts.webhooks.models import Event
from graph.signals.models import Receipt, Signal
from tests.journeys.doorstep import FOLDER, INBOX
from tests.journeys.storm import Storm, counted, kept, sent
from tests.live import PrivateLive
from tests.receiver import Receiver

SCOPES = ["signals:write", "accounts:write", "webhooks:manage"]
ON_COMMIT = "tests.journeys.on_commit"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as found:
        yield found


def stand(live: PrivateLive) -> str:
    """Start web server and worker; the secret of a gateway's key."""
    live.environment[FOLDER] = str(live.folder)
    live.web.command[live.web.command.index("kycrisk.wsgi:application")] = "tests.journeys.doorstep:application"
    live.start()
    secret = new_secret()
    ApiKey.objects.create(name="gateway", secret_hash=secret_hash(secret), scopes=SCOPES, sources=["/gateway"])
    return secret


def listen(live: PrivateLive, secret: str, receiver: Receiver) -> None:
    """Have the changes of access told to the receiver."""
    hook = {"url": f"{receiver.url}/hook", "event_types": ["access.changed"]}
    headers = {"Authorization": f"Bearer {secret}"}
    answer = httpx.post(f"{live.url}/api/v1/webhook-endpoints", json=hook, headers=headers, timeout=20)
    assert answer.status_code == 201, answer.text


def introduced() -> Counter[str]:
    """How often the journal says of an account that it was introduced by its signals."""
    lines = Entry.objects.filter(verb="accounts.introduced").values_list("detail", flat=True)
    return Counter(account for detail in lines for account in detail["accounts"])


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(private_live: PrivateLive, receiver: Receiver):
    secret = stand(private_live)
    listen(private_live, secret, receiver)
    storm = Storm(private_live, secret, events=2_000, each=3, seed=20261124)
    storm.rage()

    assert Receipt.objects.count() == Signal.objects.count() == 2_000
    assert Signal.objects.values("source", "event_id").distinct().count() == 2_000
    assert sent(storm.bodies) == kept() == counted()

    once = Counter(storm.newcomers)
    assert Counter(AccessChange.objects.values_list("account__account", flat=True)) == once
    assert Counter(Event.objects.filter(type="access.changed").values_list("lane", flat=True)) == once
    messages = {(body["data"]["account"], request["headers"]["webhook-id"]) for request, body in heard(receiver)}
    assert Counter(account for account, _ in messages) == once, "a message may come twice, a second message never"
    assert introduced() == Counter({body["subject"] for body in storm.bodies})


def heard(receiver: Receiver) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Every delivery with its message."""
    return zip(receiver.requests(), receiver.bodies(), strict=True)


def test_the_same_storm_tears_holes_into_an_inbox_that_is_a_message_after_the_commit(private_live: PrivateLive):
    private_live.environment[INBOX] = ON_COMMIT
    private_live.worker.command.append(f"--include={ON_COMMIT}")
    secret = stand(private_live)
    storm = Storm(private_live, secret, events=400, each=1, seed=20261124)
    storm.rage()

    assert Receipt.objects.count() == 400, "every event was acknowledged"
    assert sent(storm.bodies) - kept(), "whoever died on the doorstep took a batch along"
