"""Does everything still happen by way of Redis or RabbitMQ, and is nothing lost when one of them loses everything?

In the room: the street of the journeys. Nobody sweeps until the end, so that only messages can have woken the worker.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.management import call_command
from django.utils import timezone

from accounts.review.models import Case
from accounts.staff.authentication import new_secret, secret_hash
from accounts.staff.models import ApiKey
from graph.signals.folding import READER
from graph.signals.models import Signal
from graph.signals.reading import Backlog
from kycrisk.local.children import Child
from kycrisk.local.state import ROOT
from tests.conftest import unavailable
from tests.databases import environment_for
from tests.journeys.street import CAFE, Street
from tests.live import Live
from tests.servers import PASSWORD, RabbitMQ, Redis, Server

MAKES: dict[str, type[Server]] = {"redis": Redis, "rabbitmq": RabbitMQ}


@pytest.fixture(params=MAKES)
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Server]:
    make = MAKES[request.param]
    if not make.installed():
        unavailable(f"{request.param}: {make.program} is missing; on Debian: apt install {make.package}")
    with make(tmp_path / request.param) as running:
        yield running


@pytest.fixture
def live(real_db: str, server: Server, tmp_path: Path) -> Iterator[Live]:
    """Web server and worker on that broker; the clock is a process of its own, and does not run yet."""
    with Live({**environment_for(real_db), "KYCRISK_BROKER_URL": server.url}, tmp_path / "stand") as stand:
        stand.worker.command.remove("--beat")
        yield stand


@pytest.fixture
def clock(live: Live) -> Iterator[Child]:
    command = [sys.executable, "-m", "celery", "-A", "kycrisk.celery", "beat", f"--schedule={live.folder / 'beat'}"]
    child = Child("clock", command, live.environment, live.folder / "log" / "clock.log")
    yield child
    if hasattr(child, "process"):
        child.kill()


@pytest.fixture
def hand_in(live: Live) -> Callable[[list[dict[str, Any]]], None]:
    """What a gateway does; it is only told "accepted" for what is in the database."""
    secret = new_secret()
    ApiKey.objects.create(name="gateway", secret_hash=secret_hash(secret), scopes=["signals:write"], sources=["/"])
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/cloudevents-batch+json"}

    def send(signals: list[dict[str, Any]]) -> None:
        address = f"{live.url}/api/v1/signals"
        answer = httpx.post(address, content=json.dumps(signals), headers=headers, timeout=20)
        assert (answer.status_code, answer.json().get("accepted")) == (202, len(signals)), answer.text

    return send


def visits(batch: str) -> list[dict[str, Any]]:
    """Every guest of the café looks in."""
    head = {"specversion": "1.0", "source": "/gateway/eu", "type": "session.seen", "time": timezone.now().isoformat()}
    return [{**head, "id": f"{batch}-{guest}", "subject": guest, "data": {"ip": "81.40.7.20"}} for guest in CAFE]


def drained() -> bool:
    return not Backlog(READER).exceeds(0)


def test_messages_wake_the_worker_and_a_broker_that_loses_them_all_loses_nothing(
    live: Live, server: Server, clock: Child, hand_in: Callable[[list[dict[str, Any]]], None]
):
    street = Street(timezone.now())
    street.write(live.folder / "street")
    call_command("load_dataset", str(live.folder / "street"), "--quiet")
    before = Signal.objects.count()
    live.start()
    harvest = street.harvest()
    hand_in(harvest)
    live.until(lambda: Case.objects.filter(kind="network").exists(), within=60)
    live.until(drained, within=60)

    with stuck(live.worker):
        hand_in(visits("held"))  # the messages lie at the broker, for a worker that does not take them
        server.kill()
    hand_in(visits("unsent"))
    assert not drained()

    server.start()
    clock.start()
    live.until(drained, within=60)
    assert Signal.objects.count() == before + len(harvest) + 2 * len(CAFE)
    assert live.worker.process.poll() is None, "the same worker took the work up again"
    said = live.logs()
    assert "broker not reached, the sweep will run pipeline.advance: OperationalError" in said
    assert PASSWORD not in said


class stuck:  # noqa: N801  # reads as a word of the story
    """A worker that does nothing for a while."""

    def __init__(self, worker: Child) -> None:
        self.group = worker.process.pid

    def __enter__(self) -> None:
        os.killpg(self.group, signal.SIGSTOP)

    def __exit__(self, *_: object) -> None:
        os.killpg(self.group, signal.SIGCONT)


WRONG = [
    ("reddis://:hunter2@cache:6379/0", "does not name a broker we know"),
    ("redis://:hunter2@cache:six/0", "has no readable host and port"),
    ("redis://:hunter2#x@cache:6379/0", "has no readable host and port"),
    ("redis://:hunter2@cache:6379/queue", "names no database of Redis"),
    ("amqp://kycrisk:hunter2@/kycrisk", "names no host"),
    ("amqp://kycrisk:hunter2@rabbit:0/", "names no host, or port 0"),
    ("rediss://:hunter2@cache:6379/0?ssl_cert_reqs=none", "has something after ? or #"),
    ("hunter2", "does not name a broker we know"),
]


@pytest.mark.parametrize(("address", "complaint"), WRONG)
def test_a_wrong_address_stops_the_start_in_one_line_that_does_not_repeat_it(address: str, complaint: str):
    environment = {**os.environ, "KYCRISK_BROKER_URL": address}
    command = [sys.executable, "-c", "import kycrisk.settings"]
    answer = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, env=environment)
    assert answer.returncode == 1
    (line,) = answer.stderr.splitlines()
    assert line.startswith(f"kycrisk: KYCRISK_BROKER_URL: {complaint}")
    assert "redis://:password@host:6379/0" in line, "it says what to write"
    assert "hunter2" not in answer.stderr
