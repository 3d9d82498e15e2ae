"""A gateway hands in signals while the product's processes are killed under it: who sends, who strikes, what remains.

The gateway knows one rule: send it again until it is acknowledged. Everything is drawn from a seed.
"""

import json
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import batched
from random import Random
from typing import Any

import httpx
from django.db import connection, connections
from django.db.models import Count, Sum
from django.utils import timezone

from accounts.webhooks.models import Delivery, DeliveryState
from graph.evaluation.worlds.texts import letter
from graph.signals.folding import READER
from graph.signals.kinds import Kind
from graph.signals.models import Sighting, Signal, WeeklyProfile
from graph.signals.reading import Backlog
from tests.journeys.doorstep import aim, struck
from tests.live import PrivateLive

CAFE = [f"acct_cafe_{number:02}" for number in range(1, 31)]
LARKSPUR = [f"acct_larkspur_{number:03}" for number in range(1, 7)]
HARBOUR = [f"acct_harbour_{number}" for number in range(1, 5)]
BATCH = 25
PATIENCE = 60.0
Body = dict[str, Any]


def signals(count: int, random: Random) -> list[Body]:
    """What everybody in the room does: guests look in, the ring pays, Harbour asks."""
    since = datetime.now(UTC) - timedelta(days=2)
    doing: list[tuple[str, list[str], Callable[[str], Body]]] = [
        ("session.seen", CAFE, lambda who: {"ip": "81.2.69.7", "device_id": f"phone-of-{who}"}),
        ("payment.used", LARKSPUR, lambda _: {"fingerprint": "fp_larkspur_4242", "outcome": "succeeded"}),
        ("exchange.made", HARBOUR, lambda _: {"model": "large-1", "prompt": letter(random)}),
    ]
    found = []
    for number in range(count):
        kind, room, said = doing[number % len(doing)]
        who = room[number // len(doing) % len(room)]
        at = (since + timedelta(seconds=number)).isoformat()
        head = {"specversion": "1.0", "id": f"evt-{number}", "source": "/gateway/eu", "type": kind}
        found.append({**head, "subject": who, "time": at, "data": said(who)})
    return found


@dataclass(frozen=True)
class Gateway:
    """The client: sends each thing until it is acknowledged."""

    http: httpx.Client
    again: Callable[[Callable[[], bool]], object]

    def hand_in(self, batches: Sequence[Sequence[Body]], newcomer: str) -> None:
        """Some batches of signals, and a customer who registers meanwhile."""
        for batch in batches:
            body = json.dumps(batch)
            self.again(lambda body=body: self._answer("POST", "/signals", body, BATCHED) == 202)  # type: ignore[misc]
        self.again(lambda: self._answer("PUT", f"/accounts/{newcomer}", "{}", PLAIN) in {200, 201})

    def _answer(self, method: str, path: str, body: str, kind: dict[str, str]) -> int:
        """The status; 0 if the connection broke off. What is refused for good ends the test."""
        try:
            answer = self.http.request(method, path, content=body, headers=kind)
        except httpx.TransportError:
            return 0
        assert answer.is_success or answer.status_code >= 500, answer.text
        assert not answer.json().get("rejected"), answer.text
        return answer.status_code


BATCHED = {"Content-Type": "application/cloudevents-batch+json"}
PLAIN = {"Content-Type": "application/json"}


@dataclass
class Storm:
    """One run of so many events: everybody is struck `each` times, in a random order at random moments."""

    live: PrivateLive
    secret: str
    events: int
    each: int
    seed: int
    random: Random = field(init=False)
    bodies: list[Body] = field(init=False)
    newcomers: list[str] = field(init=False)

    def __post_init__(self) -> None:
        """Draw who is struck when."""
        self.random = Random(self.seed)
        self.bodies = signals(self.events, self.random)
        self.victims = [self._web, self._worker, self._postgres] * self.each
        self.random.shuffle(self.victims)
        self.victims.append(self._web_on_the_doorstep)
        self.newcomers = [f"acct_new_{number:02}" for number in range(len(self.victims))]

    def rage(self) -> None:
        """Hand everything in, and strike once while each share of it is on its way."""
        headers = {"Authorization": f"Bearer {self.secret}"}
        with (
            httpx.Client(base_url=f"{self.live.url}/api/v1", headers=headers, timeout=PATIENCE) as http,
            ThreadPoolExecutor(1) as pool,
        ):
            gateway = Gateway(http, lambda question: self.live.until(question, within=PATIENCE))
            for victim, share, newcomer in zip(self.victims, self._shares(), self.newcomers, strict=True):
                self.drained()  # so that the worker is up and reads what comes
                if victim == self._web_on_the_doorstep:
                    aim(self.live.folder)  # before anything is on its way: the first batch shall be struck
                errand = pool.submit(gateway.hand_in, share, newcomer)
                victim()
                errand.result(PATIENCE * 2)
        self.drained()

    def drained(self) -> None:
        """Wait until nothing is left to do for the worker; what a dead one held comes free."""
        let_go()
        self.live.until(lambda: not waiting(), within=PATIENCE)

    def _shares(self) -> Iterator[list[list[Body]]]:
        batches = [list(batch) for batch in batched(self.bodies, BATCH, strict=False)]
        count = len(self.victims)
        return (batches[number::count] for number in range(count))

    def _moment(self) -> None:
        threading.Event().wait(self.random.uniform(0, 0.5))

    def _web(self) -> None:
        self._moment()
        self.live.web.kill()
        self.live.start_web()

    def _worker(self) -> None:
        self._moment()
        self.live.worker.kill()
        self.live.start_worker()

    def _postgres(self) -> None:
        self._moment()
        self.live.cluster.kill()
        self.live.cluster.start()
        connections.close_all()

    def _web_on_the_doorstep(self) -> None:
        self.live.until(lambda: struck(self.live.folder))
        self.live.web.kill()
        self.live.start_web()


def let_go() -> None:
    """Let the time pass after which a dead worker's messages and deliveries are anybody's again."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE pgmq.q_celery SET vt = clock_timestamp() WHERE read_ct > 0")
    Delivery.objects.filter(leased_until__isnull=False).update(leased_until=timezone.now())


def waiting() -> bool:
    """Is there a message, a signal that nobody read, or a delivery on its way?"""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pgmq.q_celery WHERE message::text LIKE '%tests.keep%')")
        (messages,) = cursor.fetchone()
    pending = Delivery.objects.filter(state=DeliveryState.PENDING).exists()
    return messages or pending or Backlog(READER).exceeds(0)


# -- what remains


def sent(bodies: Sequence[Body]) -> Counter[tuple[str, str]]:
    """How often each account did each thing, by the gateway's books."""
    return Counter((body["subject"], body["type"]) for body in bodies)


def kept() -> Counter[tuple[str, str]]:
    """The same by the inbox."""
    rows = Signal.objects.values_list("account__account", "type").annotate(times=Count("id"))
    return Counter({(account, kind): times for account, kind, times in rows})


def counted() -> Counter[tuple[str, str]]:
    """The same by what remains of the signals: sightings and weekly profiles."""
    found: Counter[tuple[str, str]] = Counter()
    for kind, name in ((Kind.DEVICE, "session.seen"), (Kind.PAYMENT, "payment.used")):
        rows = Sighting.objects.filter(identifier__kind=kind).values_list("account__account")
        found.update({(account, name): times for account, times in rows.annotate(times=Sum("count"))})
    asked = WeeklyProfile.objects.values_list("account__account").annotate(times=Sum("exchanges"))
    found.update({(account, "exchange.made"): times for account, times in asked})
    return found
