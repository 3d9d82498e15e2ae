"""How long does a suspension of 24,000 accounts take to reach everybody, and does the queue page notice?

The real worker applies it while a reviewer's browser asks for the queue over HTTP, again and again; a receiver of
webhooks is registered, so every change writes its message. The baseline of the queue is the same page before anything
runs, and that of the decision the same work one account at a time.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
from django.db import transaction
from django.utils import timezone

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.access.models import Access
from accounts.journal.actors import Actor
from accounts.parties.models import Account
from accounts.review.actions import approve, propose, refer
from accounts.review.choices import Choice
from accounts.review.models import Case, Decision, Notice
from accounts.review.weighing import preview
from accounts.staff.models import User
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Event
from tests import world
from tests.bench.figures import Figure
from tests.live import Live

ACCOUNTS = 24_000
PASSWORD = "a bench needs no secret"  # of a throw-away database
CALM = 60
PAUSE = 0.05
ONE_BY_ONE = 200


def measure(scale: float) -> Iterator[Figure]:
    """Build, look, propose, approve, apply beside the queue."""
    count = max(int(ACCOUNTS * scale), ONE_BY_ONE)
    add_endpoint(by=Actor.command("bench"), url="https://192.0.2.1/hook", event_types=["access.changed"])
    case, ring = room(count)
    yield from before_anything_happens(case)
    with tempfile.TemporaryDirectory() as folder, Live(dict(os.environ), Path(folder)) as live:
        live.start_web()
        browser = signed_in(live.url)
        calm = [asked(browser) for _ in range(CALM)]
        began, decision = time.perf_counter(), decided(case, count)
        yield Figure("decision: propose and approve", time.perf_counter() - began, "s", "<= 10")
        live.start_worker()
        began = time.perf_counter()
        busy = meanwhile(browser, lambda: not Decision.objects.running().exists())
        seconds = time.perf_counter() - began
    assert Access.objects.filter(state="suspended").count() == count
    assert Event.objects.filter(type="access.changed", payload__state="suspended").count() == count
    assert Notice.objects.filter(decision=decision).count() == count
    yield Figure("decision: 24,000 reached", seconds * ACCOUNTS / count, "s", "<= 120", one_by_one(ring), False)
    yield Figure("decision: queue page meanwhile, p95", p95(busy), "s", "<= 0.2", p95(calm), False)


def room(count: int) -> tuple[Case, list[Account]]:
    """The ring, let in and referred, and a few people."""
    ring = world.let_in(world.shells(count))
    for name in ("ines", "omar"):
        user = world.person(name)
        user.set_password(PASSWORD)
        user.save()
    return refer(by=world.GRAPH, referral=world.ring_referral(ring)), ring


def before_anything_happens(case: Case) -> Iterator[Figure]:
    """What hangs on the list, as the page says it."""
    began = time.perf_counter()
    preview(case, Choice(measure="suspend", note="-", seen=1), timezone.now()).reach("suspend")
    yield Figure("decision: what hangs on the list", time.perf_counter() - began, "s", "<= 3")


def decided(case: Case, count: int) -> Decision:
    """Ines proposes, Omar approves."""
    choice = Choice(measure="suspend", note="one card, one conduct", seen=1, reason="coordinated_use")
    proposal = propose(by=world.by("ines"), case=case, verdict=choice)
    return approve(by=world.by("omar"), proposal=proposal, typed_count=count)


def signed_in(url: str, username: str = "ines") -> httpx.Client:
    """Somebody's browser, Ines's unless said; a second factor is not asked for in the embedded mode."""
    browser = httpx.Client(base_url=url, follow_redirects=True, timeout=30)
    browser.get("/login/")
    fields = {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
    answer = browser.post("/login/", data=fields, headers={"Referer": url})
    assert answer.is_success, answer.status_code
    assert User.objects.get(username=username).last_login is not None
    return browser


def asked(browser: httpx.Client) -> float:
    """Seconds until the queue page is there."""
    began = time.perf_counter()
    answer = browser.get("/queue/")
    assert answer.status_code == 200, answer.status_code
    assert "/login/" not in str(answer.url)
    time.sleep(PAUSE)
    return time.perf_counter() - began - PAUSE


def meanwhile(browser: httpx.Client, done: Callable[[], bool]) -> list[float]:
    """Ask for the queue until the decision has reached everybody."""
    waits = []
    while not done():
        waits.append(asked(browser))
    return waits


def one_by_one(ring: list[Account]) -> float:
    """Seconds for as many accounts, each in a transaction of its own."""
    began = time.perf_counter()
    for account in ring[:ONE_BY_ONE]:
        with transaction.atomic():
            change(by=world.GRAPH, account=account, door=Door("open"), measure="restore")
    return (time.perf_counter() - began) / ONE_BY_ONE * ACCOUNTS


def p95(waits: list[float]) -> float:
    """Nineteen of twenty are quicker."""
    return statistics.quantiles(waits, n=20)[-1]
