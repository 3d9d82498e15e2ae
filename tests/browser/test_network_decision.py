"""Four hundred shells, two people, three left out; stopped half-way and taken back, by clicking, with a real worker.

Half-way is where a lock of the test's holds the worker up, not where luck would have it: the first two batches of a
hundred get through, the others wait.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from playwright.sync_api import Page, expect

from accounts.access.models import Access, AccessChange
from accounts.parties.models import Account
from accounts.review import actions
from accounts.review.choices import Choice
from accounts.review.models import Decision, Proposal
from accounts.webhooks.actions import add_endpoint
from accounts.webhooks.models import Event
from graph.networks.models import Membership, Network
from tests import world
from tests.browser.at_the_desk import Desk, asked, desk_of, give_passwords
from tests.browser.conftest import broken_rules
from tests.live import Live
from tests.receiver import Receiver

EVERYBODY, BATCH = 400, 100
BY_HAND, BY_RULE, MOVED = "acct_larkspur_004", ["acct_larkspur_006", "acct_larkspur_007"], "acct_larkspur_010"
FIRST_DOOR = "SELECT 1 FROM access_access ORDER BY account_id LIMIT 1 FOR UPDATE"
BEYOND_TWO_BATCHES = """
    SELECT 1 FROM review_decision_member WHERE id IN
    (SELECT id FROM review_decision_member WHERE state = 'pending' ORDER BY id OFFSET %s) FOR UPDATE
"""


@pytest.fixture
def desk(live: Live, chromium: str) -> Iterator[Desk]:
    give_passwords("ines", "omar")
    world.policy(desk={"batch_accounts": BATCH})
    ring = world.let_in(world.larkspur(EVERYBODY))
    Account.objects.filter(account__in=BY_RULE).update(tier="verified", verified_at=world.NOW)
    network = Network.objects.create(network=world.LARKSPUR_NETWORK, name="Larkspur", member_count=EVERYBODY)
    Membership.objects.bulk_create(Membership(network=network, account=account, cell=0) for account in ring)
    actions.refer(by=world.GRAPH, referral=world.ring_referral(ring))
    with Receiver() as receiver:
        add_endpoint(by=world.by("ada"), url=f"{receiver.url}/hook")
        live.start()
        with desk_of(live, chromium) as opened:
            yield opened


def test_a_network_is_suspended_stopped_half_way_and_restored(desk: Desk):
    ines, omar = desk.sit_down("ines"), desk.sit_down("omar")
    propose_without_three(ines)
    with held_up(desk) as go_on:
        approve_the_frozen_list(omar)
        go_on()
        expect(omar.locator("#progress")).to_contain_text("Running: 200 of 397")
        desk.live.worker.kill()
    stop(omar)
    assert doors() == {"suspended": 200, "open": 200}

    desk.live.start_worker()
    asked(move_one_of_them)
    take_back(ines)
    approve_the_restoration(omar)
    desk.live.until(lambda: doors() == {"open": EVERYBODY})
    assert asked(steps_by_account) == expected_steps()
    assert asked(told_by_account) == expected_steps()
    assert desk.complaints == []


# -- by clicking


def propose_without_three(ines: Page) -> None:
    ines.get_by_role("button", name="Start reviewing").first.click()
    expect(ines.get_by_role("heading", level=1)).to_have_text("Larkspur: 400 accounts act as one")
    expect(ines.locator("#accounts")).to_contain_text("1–100 of 400")
    ines.get_by_label("Propose suspension").check()
    expect(ines.locator("#outcome")).to_contain_text("enterprise owners")
    ines.get_by_text("Leave out by rule").click()
    ines.get_by_label("Verified and here for more than", exact=True).check()
    ines.get_by_label("verified and here for more than … days").fill("10")
    ines.keyboard.press("Tab")
    ines.get_by_label("Reason", exact=True).select_option("coordinated_use")
    expect(ines.locator("#outcome")).to_contain_text("left out: verified and here for more than 10 days")
    expect(ines.locator("#accounts")).to_contain_text("398 on the list of 400")
    ines.get_by_label(f"On the list: {BY_HAND}").uncheck()
    expect(ines.locator("#outcome")).to_contain_text("left out by you")
    ines.get_by_role("button", name="Next page").click()
    expect(ines.locator("#accounts")).to_contain_text("101–200 of 400")
    ines.get_by_label("Why you unticked somebody").fill("answered our question")
    ines.get_by_label("Note", exact=True).fill("One card, one conduct.")
    ines.get_by_label("Type the number of accounts").fill("397")
    assert broken_rules(ines) == []
    ines.get_by_role("button", name="Propose suspension").click()
    expect(ines.locator("#toasts")).to_contain_text("Larkspur: proposed for 397 accounts")


def approve_the_frozen_list(omar: Page) -> None:
    omar.get_by_role("link", name="Approvals").click()
    expect(omar.get_by_role("heading", name="Suspend 397 accounts")).to_be_visible()
    omar.get_by_role("link", name="Left out").click()
    for account in (BY_HAND, *BY_RULE):
        expect(omar.get_by_role("link", name=account)).to_be_visible()
    expect(omar.get_by_role("row", name=BY_HAND)).to_contain_text("left out: answered our question")
    assert broken_rules(omar) == []
    omar.get_by_label("Type 397 to approve").fill("397")
    omar.get_by_role("button", name="Approve suspension").click()
    expect(omar.get_by_role("heading", level=1)).to_contain_text("397 accounts suspended")
    expect(omar.locator("#progress")).to_contain_text("Running: 0 of 397")


def stop(omar: Page) -> None:
    omar.get_by_role("button", name="Stop").or_(omar.get_by_role("link", name="Stop")).click()
    expect(omar.get_by_role("dialog")).to_contain_text("197 have not been reached")
    assert broken_rules(omar) == []
    omar.get_by_role("dialog").get_by_label("Why").fill("The list is too long.")
    omar.get_by_role("button", name="Stop it now").click()
    expect(omar.locator("#progress")).to_contain_text("Stopped: 397 of 397")
    expect(omar.locator("#progress")).to_contain_text("before it was applied")


def take_back(ines: Page) -> None:
    """From the network: what was decided about it, and back again."""
    ines.get_by_role("link", name="Networks", exact=True).click()
    ines.get_by_role("link", name="Larkspur").first.click()
    ines.get_by_role("link", name="397 accounts suspended").click()
    ines.get_by_role("link", name="Take it back").click()
    expect(ines.get_by_role("dialog")).to_contain_text("199")
    expect(ines.get_by_role("dialog")).to_contain_text("cannot be brought back: access has moved since")
    ines.get_by_role("dialog").get_by_label("Why").fill("We were too quick.")
    ines.get_by_role("button", name="Open the case that takes it back").click()
    expect(ines.locator("#outcome")).to_contain_text("accounts restored")
    ines.get_by_label("Note", exact=True).fill("Back to what they had.")
    ines.get_by_label("Type the number of accounts").fill("199")
    ines.get_by_role("button", name="Propose restoration").click()
    expect(ines.locator("#toasts")).to_contain_text("proposed for 199 accounts")


def approve_the_restoration(omar: Page) -> None:
    omar.get_by_role("link", name="Approvals").click()
    expect(omar.get_by_role("heading", name="Restore 199 accounts")).to_be_visible()
    omar.get_by_label("Type 199 to approve").fill("199")
    omar.get_by_role("button", name="Approve restoration").click()
    expect(omar.locator("#progress")).to_contain_text("Done: 199 of 199")


# -- behind the pages


@contextmanager
def held_up(desk: Desk) -> Iterator[Callable[[], None]]:
    """The worker waits before its first account; `go_on` lets it deal with two batches and no more."""
    address = desk.live.environment["DATABASE_URL"]
    with psycopg.connect(address) as first, psycopg.connect(address) as rest:
        first.execute(FIRST_DOOR)

        def go_on() -> None:
            rest.execute(BEYOND_TWO_BATCHES, [2 * BATCH])
            first.rollback()

        yield go_on


def move_one_of_them() -> None:
    """Noor and Lena restore one of the suspended by way of another case."""
    account = Account.objects.filter(account=MOVED)
    case = actions.refer(by=world.GRAPH, referral=world.ring_referral(list(account), subject_id="net_other"))
    suspension = Decision.objects.get(measure="suspend").decision
    back = Choice(measure="restore", note="A customer of ours.", seen=1, reverses=suspension)
    proposal: Proposal = actions.propose(by=world.by("noor"), case=case, verdict=back)
    actions.approve(by=world.by("lena"), proposal=proposal, typed_count=1)


def doors() -> dict[str, int]:
    """How many accounts stand in each state."""
    found = asked(lambda: list(Access.objects.values_list("state", flat=True)))
    return {state: found.count(state) for state in set(found)}


def steps_by_account() -> dict[str, list[tuple[int, str]]]:
    """Every change of every door after the first, in order."""
    rows = AccessChange.objects.filter(sequence__gt=1).order_by("account_id", "sequence")
    return grouped(rows.values_list("account__account", "sequence", "state"))


def told_by_account() -> dict[str, list[tuple[int, str]]]:
    """Every message about them, in the order in which they are sent."""
    rows = Event.objects.filter(type="access.changed", sequence__gt=1).order_by("id")
    return grouped((row.lane, row.sequence or 0, row.payload["state"]) for row in rows)


def grouped(rows: Iterable[tuple[str, int, str]]) -> dict[str, list[tuple[int, str]]]:
    found: dict[str, list[tuple[int, str]]] = {}
    for account, sequence, state in rows:
        found.setdefault(account, []).append((sequence, state))
    return found


def expected_steps() -> dict[str, list[tuple[int, str]]]:
    """The first two hundred of the list were suspended and restored once; nobody else was touched."""
    names = [f"acct_larkspur_{number:03}" for number in range(1, EVERYBODY + 1)]
    on_list = [name for name in names if name not in {BY_HAND, *BY_RULE}]
    return {name: [(2, "suspended"), (3, "open")] for name in on_list[: 2 * BATCH]}
