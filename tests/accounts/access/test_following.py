"""Can a gateway keep its own copy without ever missing a change or stepping back?

In the room: Harbour and Lark, and a slow clerk: somebody whose transaction begins first and commits last.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.access.actions import change
from accounts.access.doors import Door
from accounts.access.models import AccessChange
from accounts.journal.actions import record
from accounts.parties.models import Account
from kycrisk.lib.paging import cursor_of
from tests import databases
from tests.accounts.access.conftest import BILLING, account
from tests.machines import MachineClient, machine, stranger
from tests.world import by

PATH = "/api/v1/access-changes"
OPEN, SHUT = Door("open"), Door("suspended", reason="terms")


@pytest.fixture(scope="module")
def _clone(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Readers stay below open transactions, so changes have to be committed: one clone for this module."""
    with django_db_blocker.unblock(), databases.clone_of(connection.settings_dict["NAME"]):
        yield


@pytest.fixture
def gateway(_clone: None) -> MachineClient:
    return machine("access:read", name="gateway")


@pytest.fixture
def start(gateway: MachineClient) -> str:
    """Where the gateway stands when a test begins: behind everything that happened before."""
    return str(following(gateway)[1])


_numbers = iter(range(1_000))


def newcomer() -> Account:
    """Somebody with a door of their own."""
    return account(f"acct_newcomer_{next(_numbers)}")


def turn(whose: Account, door: Door) -> None:
    change(by=by("ines"), account=whose, door=door)


def page(gateway: MachineClient, query: str = "") -> Any:
    answer = gateway.get(f"{PATH}?{query}")
    assert answer.status_code == 200
    return answer.json()


def following(gateway: MachineClient, after: str = "", limit: int = 200) -> tuple[list[tuple[str, int]], str]:
    """Everything behind a cursor, page by page, as a gateway reads it; and where it stands then."""
    seen, more = [], True
    while more:
        answer = page(gateway, f"limit={limit}" + (f"&after={quote(after)}" if after else ""))
        seen += [(one["account"], one["sequence"]) for one in answer["results"]]
        after, more = answer["cursor"], answer["next"] is not None
    return seen, after


class SlowClerk(threading.Thread):
    """Begins and gets its transaction's id first; goes on, and commits, when it is told."""

    def __init__(self, rest: Callable[[], None]) -> None:
        super().__init__()
        self.rest, self.begun, self.go_on = rest, threading.Event(), threading.Event()

    def run(self) -> None:
        try:
            with transaction.atomic():
                record(by=BILLING, verb="case.opened", subject=("case", "slow"))
                self.begun.set()
                assert self.go_on.wait(10)
                self.rest()
        finally:
            connection.close()

    def ready(self) -> "SlowClerk":
        """Started, and far enough."""
        self.start()
        assert self.begun.wait(10)
        return self

    def finish(self) -> None:
        """Let it commit."""
        self.go_on.set()
        self.join()


def test_a_late_commit_is_not_skipped(gateway: MachineClient, start: str):
    harbour, lark = newcomer(), newcomer()
    slow = SlowClerk(lambda: turn(harbour, OPEN)).ready()
    turn(lark, OPEN)  # began last, commits first
    early, cursor = following(gateway, start)
    slow.finish()
    late, _ = following(gateway, cursor)
    assert early == []  # nobody's place is final while the first is open
    assert late == [(harbour.account, 1), (lark.account, 1)]


def test_an_account_never_steps_back_though_the_earlier_transaction_changed_it_later(
    gateway: MachineClient, start: str
):
    harbour = newcomer()
    slow = SlowClerk(lambda: turn(harbour, SHUT)).ready()
    other = SlowClerk(lambda: None).ready()  # keeps what began after it from being final
    turn(harbour, OPEN)
    slow.finish()
    first, cursor = following(gateway, start)
    other.finish()
    second, _ = following(gateway, cursor)
    assert first + second == [(harbour.account, 1), (harbour.account, 2)]


def test_whoever_begins_without_a_cursor_gets_everything_in_pages(gateway: MachineClient):
    harbour = newcomer()
    for door in (OPEN, SHUT):
        turn(harbour, door)
    everything = list(AccessChange.objects.order_by("xid", "id").values_list("account__account", "sequence"))
    assert following(gateway, limit=1)[0] == following(gateway)[0] == everything


def test_an_item_is_the_access_answer(gateway: MachineClient, start: str):
    harbour = newcomer()
    turn(harbour, OPEN)
    limits = Door("limited", 10, 1000, ("standard",), ("canary",), "terms", timezone.now() + timedelta(days=1))
    turn(harbour, limits)
    newest = page(gateway, f"after={start}")["results"][-1]
    assert newest == gateway.get(f"/api/v1/accounts/{harbour.account}/access").json()


def test_a_door_that_ran_out_is_shown_shut_before_anybody_notes_it(gateway: MachineClient, start: str):
    turn(newcomer(), Door("provisional", expires_at=timezone.now() - timedelta(seconds=1)))
    shown = page(gateway, f"after={start}")["results"][0]
    assert (shown["state"], shown["allowed"], shown["reason"]) == ("provisional", False, "verification_pending")


def test_where_nothing_is_new_the_cursor_is_where_to_go_on(gateway: MachineClient, start: str):
    answer = page(gateway, f"after={start}")
    assert answer == {"results": [], "next": None, "cursor": start}
    harbour = newcomer()
    turn(harbour, OPEN)
    assert following(gateway, start)[0] == [(harbour.account, 1)]


def test_next_leads_to_the_next_page(gateway: MachineClient, start: str):
    for door in (OPEN, OPEN):
        turn(newcomer(), door)
    first = page(gateway, f"limit=1&after={start}")
    second = gateway.get(first["next"]).json()
    assert second["results"][0]["account"] != first["results"][0]["account"]
    assert second["next"] is None


@pytest.mark.parametrize(
    "query",
    [
        "after=",
        "after=nonsense",
        "after=%00",
        "after=" + "A" * 5_000,
        f"after={cursor_of([1])}",
        f"after={cursor_of([-1, 0])}",
        f"after={cursor_of([True, 0])}",
        f"after={cursor_of(['1', '2'])}",
        f"after={cursor_of([2**63, 0])}",
        f"after={cursor_of([2**62, 0])}",  # from a database that is far ahead of this one
        "limit=0",
        "limit=201",
        "limit=many",
    ],
)
def test_what_is_no_cursor_or_limit_of_ours_is_a_400(gateway: MachineClient, query: str):
    answer = gateway.get(f"{PATH}?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"][0]["pointer"] == f"/{query.partition('=')[0]}"


def test_a_page_costs_the_same_however_long_it_is(gateway: MachineClient, start: str):
    counts = []
    for number in (2, 18):
        for _ in range(number):
            turn(newcomer(), OPEN)
        with CaptureQueriesContext(connection) as queries:
            page(gateway, f"after={start}")
        counts.append(len(queries))
    assert counts == [2, 2]  # the key, and the changes


@pytest.mark.django_db
def test_a_key_needs_the_scope():
    assert machine("accounts:read").get(PATH).status_code == 403
    assert stranger().get(PATH).status_code == 401
