"""How many times a second is it answered whether an account may be served? Over HTTP, one process, four callers.

The baseline is plain Django REST framework behind the same server on the same data. The policy's quota is lifted.
"""

import json
import os
import statistics
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from accounts.policy import actions as policy
from accounts.staff.actions_keys import KeyWanted, create_key
from tests.bench.figures import Figure
from tests.live import Live
from tests.world import by, customer, let_in

CALLERS = 4
ASKED = 4_000
ACCOUNTS = 1_000
GOAL = ">= 3 x the baseline"
PATH = "/api/v1/accounts/{}/access"


class Call(NamedTuple):
    """A request."""

    method: str
    path: str
    body: str | None = None


class Run(NamedTuple):
    """How a run went: requests a second, and the longest that 99 of 100 took (seconds)."""

    rate: float
    p99: float


def measure(scale: float) -> Iterator[Figure]:
    """GET, AuthZEN's single question, and a thousand questions in one call."""
    names = [account.account for account in let_in([customer(f"acct_{n:05}") for n in range(ACCOUNTS)])]
    secret, count = prepared(), max(200, int(ASKED * scale))
    plain = asked({"DJANGO_SETTINGS_MODULE": "tests.bench.plain_settings"}, secret, gets(names, count))
    get, single, many = (asked({}, secret, calls) for calls in (gets(names, count), singles(names, count), full(names)))
    yield Figure("access: GET", get.rate, "answers/s", GOAL, plain.rate)
    yield Figure("access: GET, p99 with four callers", get.p99 * 1000, "ms", "", plain.p99 * 1000, more_is_better=False)
    yield Figure("access: AuthZEN evaluation", single.rate, "answers/s", GOAL, plain.rate)
    yield Figure("access: AuthZEN evaluations of 1,000", many.rate * ACCOUNTS, "answers/s", GOAL, plain.rate)


def prepared() -> str:
    """A quota that nobody reaches, and a key."""
    lifted = policy.draft(by=by("ana"), body={"intake": {"requests_per_minute": 10**9}}, note="a benchmark")
    policy.activate(by=by("lena"), version=policy.propose(by=by("ana"), version=lifted), over=0)
    return create_key(by=by("ada"), wanted=KeyWanted("gateway", ["access:read"]))[1]


def gets(names: list[str], count: int) -> list[Call]:
    """Each account in turn."""
    return [Call("GET", PATH.format(names[number % len(names)])) for number in range(count)]


def singles(names: list[str], count: int) -> list[Call]:
    """The same in the words of the standard."""
    return [
        Call("POST", "/access/v1/evaluation", json.dumps({**about(names[number % len(names)]), **invoke()}))
        for number in range(count)
    ]


def full(names: list[str]) -> list[Call]:
    """A thousand questions a call."""
    body = json.dumps({**invoke(), "evaluations": [about(name) for name in names]})
    return [Call("POST", "/access/v1/evaluations", body)] * 40


def about(name: str) -> dict[str, object]:
    """The subject of a question."""
    return {"subject": {"type": "account", "id": name}}


def invoke() -> dict[str, object]:
    """What is asked of everybody."""
    return {"action": {"name": "invoke"}, "resource": {"type": "model", "id": "standard"}}


def asked(environment: dict[str, str], secret: str, calls: list[Call]) -> Run:
    """Start a web server, warm it up, let the callers share the calls."""
    with tempfile.TemporaryDirectory() as folder, Live({**os.environ, **environment}, Path(folder)) as live:
        live.start_web()
        parts = [(live.port, secret, calls[start::CALLERS]) for start in range(CALLERS)]
        with ThreadPoolExecutor(CALLERS) as callers:
            list(callers.map(lambda part: caller(part[0], part[1], part[2][:20]), parts))
            began = perf_counter()
            took = [seconds for part in callers.map(lambda part: caller(*part), parts) for seconds in part]
            return Run(len(calls) / (perf_counter() - began), statistics.quantiles(took, n=100)[-1])


def caller(port: int, secret: str, calls: list[Call]) -> list[float]:
    """Ask on one connection; how long each answer took."""
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    took = []
    for call in calls:
        began = perf_counter()
        connection.request(call.method, call.path, call.body, headers)
        answer = connection.getresponse()
        answer.read()
        took.append(perf_counter() - began)
        if answer.status != 200:
            raise RuntimeError(f"{call.method} {call.path} was answered with {answer.status}")
    connection.close()
    return took
