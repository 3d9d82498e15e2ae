"""The whole story once, for whoever is new here: from a signal to a suspended door, and back after an appeal.

Everything is real and runs in processes of its own: web server, worker, PostgreSQL, and the receiver that stands for
billing. A gateway hands in signals; the worker sees that twelve accounts are one; Ines proposes, Omar approves; a
customer whose card was stolen appeals; Noor and Lena, who took no part, give back exactly what there was before.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from django.core.management import call_command
from django.utils import timezone
from standardwebhooks import Webhook

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.journal.actors import Actor
from accounts.parties.models import Account
from tests.journeys.desk import Browser, appeal_link, value_of
from tests.journeys.street import CAFE, HARBOUR, LARKSPUR, NEIGHBOURS, Street, mailbox
from tests.live import Live
from tests.receiver import Receiver

VICTIM = LARKSPUR[5]
BILLING = ("access:read", "accounts:read", "cases:read", "networks:read", "webhooks:manage")
PATIENCE = 60.0
TOOK_PART = "You took part in the decision appealed"


def told(command: str, *arguments: str) -> str:
    """What a command of the product prints."""
    out = StringIO()
    call_command(command, *arguments, stdout=out, stderr=out)
    return out.getvalue().strip()


def machine(live: Live, name: str, *scopes: str, sources: tuple[str, ...] = ()) -> httpx.Client:
    """A machine with a key of its own."""
    options = [*(f"--scope={scope}" for scope in scopes), *(f"--source={source}" for source in sources)]
    secret = told("create_api_key", name, *options)
    headers = {"Authorization": f"Bearer {secret}"}
    return httpx.Client(base_url=f"{live.url}/api/v1", headers=headers, timeout=30)


@pytest.fixture
def gateway(live: Live) -> Iterator[httpx.Client]:
    """Hands in signals, of its own source only."""
    with machine(live, "gateway", "signals:write", sources=("/gateway",)) as client:
        yield client


@pytest.fixture
def billing(live: Live) -> Iterator[httpx.Client]:
    """Asks whom to serve."""
    with machine(live, "billing", *BILLING) as client:
        yield client


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as found:
        yield found


def answers(client: httpx.Client, path: str) -> Any:
    """What a GET answers."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


def access(client: httpx.Client, account: str) -> dict[str, Any]:
    """May this account be served, and how?"""
    found: dict[str, Any] = answers(client, f"/accounts/{account}/access")
    return found


def what_it_had(answer: dict[str, Any]) -> dict[str, Any]:
    """An access answer without its number and date."""
    return {name: value for name, value in answer.items() if name not in {"sequence", "since"}}


def test_from_signal_to_appeal(
    live: Live, gateway: httpx.Client, billing: httpx.Client, receiver: Receiver, tmp_path: Path
):
    street = Street(timezone.now())

    # Six weeks of the street are loaded from a folder. The victim had trouble with a payment before, so its door is
    # narrow: with an end, and with outputs marked by a canary.
    street.write(tmp_path / "street")
    assert " 0 complaints" in told("load_dataset", str(tmp_path / "street"), "--quiet")
    narrow = Door("limited", 30, None, ("standard",), ("canary",), "payment_risk", timezone.now() + timedelta(days=9))
    change(by=Actor.command("test"), account=Account.objects.get(account=VICTIM), door=narrow)
    live.start()
    hook = {"url": f"{receiver.url}/hook", "event_types": ["access.changed"]}
    signing = billing.post("/webhook-endpoints", json=hook).json()["secret"]
    before = {account: access(billing, account) for account in LARKSPUR}

    # The gateway hands in what the ring did since. It may speak for itself, not for billing.
    harvest = street.harvest()
    stranger = {**harvest[0], "id": "evt-foreign", "source": "/billing/acme"}
    taken = hand_in(gateway, [*harvest, stranger])
    assert (taken["accepted"], len(taken["rejected"])) == (len(harvest), 1)
    assert "may not speak for" in taken["rejected"][0]["error"]
    assert hand_in(gateway, harvest) == {"accepted": 0, "duplicates": len(harvest), "rejected": []}

    # The worker finds them by itself: one network, one case, and nobody honest in it.
    (case,) = live.until(lambda: answers(billing, "/cases")["results"], within=PATIENCE)
    assert (case["kind"], case["subject"]["type"], case["state"]) == ("network", "network", "open")
    network = case["subject"]["id"]
    members = {row["account"] for row in answers(billing, f"/networks/{network}/members")["results"]}
    assert set(LARKSPUR) <= members
    assert not members & {*CAFE, *NEIGHBOURS, *HARBOUR}

    # Ines proposes to suspend them, and cannot approve herself; Omar approves exactly her list.
    with Browser.of("ines", live.url) as ines, Browser.of("omar", live.url) as omar:
        count = propose(ines, case["case"], measure="suspend", reason="coordinated_use", note="Six scripts, one card.")
        assert count == len(LARKSPUR)
        assert "You proposed this; another person must approve it." in approve(ines, count, status=403)
        assert access(billing, VICTIM) == before[VICTIM], "nothing changes before the second person has agreed"
        approve(omar, count)

        # Billing learns of it: by asking, and by a message that is signed and numbered.
        suspended = live.until(lambda: when(access(billing, VICTIM), state="suspended"))
        assert (suspended["allowed"], suspended["reason"]) == (False, "coordinated_use")
        assert unchanged(billing, VICTIM)
        assert all(access(billing, honest)["allowed"] for honest in (CAFE[0], NEIGHBOURS[0], HARBOUR[0]))
        live.until(lambda: len(receiver.requests()) >= len(LARKSPUR))
        assert heard(receiver, signing, VICTIM) == [suspended]

        # The customer gets a letter, and writes back from the page behind its link; no login, no script.
        link = live.until(lambda: appeal_link(live.folder / "media", mailbox(VICTIM)), within=PATIENCE)
        with Browser(live.url) as customer:
            assert "Account" in customer.get(link)
            assert customer.post(link, text="My card was stolen in August; I know none of them.").status_code == 302
            assert "Your appeal is with us" in customer.get(link)
        (appeal,) = answers(billing, "/cases?kind=appeal")["results"]

        # Whoever decided cannot decide about it: others do.
        with Browser.of("noor", live.url) as noor, Browser.of("lena", live.url) as lena:
            assert TOOK_PART in decide(ines, appeal["case"], status=403, measure="restore", note="It was right.")
            assert propose(noor, appeal["case"], measure="restore", note="The card was stolen.") == 1
            assert TOOK_PART in approve(omar, 1, status=403)
            approve(lena, 1)

    # The door stands exactly as before: state, limits, models, treatments, end. Billing hears of that, too, in order.
    restored = live.until(lambda: when(access(billing, VICTIM), state="limited"))
    assert what_it_had(restored) == what_it_had(before[VICTIM])
    assert live.until(lambda: heard(receiver, signing, VICTIM)[1:]) == [restored]
    assert before[VICTIM]["sequence"] < suspended["sequence"] < restored["sequence"]
    assert {access(billing, other)["state"] for other in LARKSPUR if other != VICTIM} == {"suspended"}

    # And the journal tells all of it, in a chain that nobody broke: else this command fails.
    live.until(lambda: ", 0 waiting" in told("verify_journal", "--quiet"))


def hand_in(gateway: httpx.Client, signals: list[dict[str, Any]]) -> Any:
    """A batch of signals; what became of it."""
    headers = {"Content-Type": "application/cloudevents-batch+json"}
    answer = gateway.post("/signals", content=json.dumps(signals), headers=headers)
    assert answer.status_code == 202, answer.text
    return answer.json()


def propose(person: Browser, case: str, **choice: str) -> int:
    """Fill in the decision panel, look at what would happen, confirm it; how many accounts are on the list."""
    choice["seen"] = value_of("seen", person.get(f"/cases/{case}/"))
    looked = person.post(f"/cases/{case}/preview/", **choice).text
    count = re.search(r'data-confirm-count="(\d+)"', looked)
    assert count, looked
    decide(person, case, status=302, confirm_count=count.group(1), **choice)
    return int(count.group(1))


def decide(person: Browser, case: str, *, status: int, confirm_count: str = "1", **choice: str) -> str:
    """Send the decision panel, which is answered with this status; what the page says."""
    answer = person.post(f"/cases/{case}/decide/", **{"seen": "1", **choice}, confirm_count=confirm_count)
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def approve(person: Browser, count: int, *, status: int = 302) -> str:
    """Approve the one proposal that waits, which is answered with this status; what the page says."""
    (address,) = set(re.findall(r'action="(/approvals/[^"]+/answer/)"', person.get("/approvals/")))
    answer = person.post(address, answer="approve", confirm_count=str(count))
    assert answer.status_code == status, answer.text
    return unescape(answer.text)


def when(answer: dict[str, Any], *, state: str) -> dict[str, Any]:
    """The answer once it says so; empty before."""
    return answer if answer["state"] == state else {}


def unchanged(client: httpx.Client, account: str) -> bool:
    """Does asking again with the ETag cost nothing?"""
    tag = client.get(f"/accounts/{account}/access").headers["ETag"]
    again = client.get(f"/accounts/{account}/access", headers={"If-None-Match": tag})
    return (again.status_code, again.content) == (304, b"")


def heard(receiver: Receiver, secret: str, account: str) -> list[dict[str, Any]]:
    """What billing was told of this account, each message verified by the library that billing uses."""
    verify: Callable[..., Any] = Webhook(secret).verify
    messages = [verify(request["body"], request["headers"]) for request in receiver.requests()]
    return [message["data"] for message in messages if message["data"]["account"] == account]
