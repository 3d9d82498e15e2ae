"""Ines reviews the Larkspur ring and Omar is her second person: by clicking, and again without a mouse.

Both work on the product as it runs, each in a browser of their own; what counts at the end is how the doors stand.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from django.db import connections
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect, sync_playwright

from accounts.access.models import Access
from accounts.review.actions import refer
from accounts.review.models import Case, Proposal
from graph.networks.models import Membership, Network
from tests import world
from tests.browser.conftest import broken_rules
from tests.live import Live

PASSWORD = "the desk is by the window"
RING = "acct_larkspur_"


def asked[Answer](question: Callable[[], Answer]) -> Answer:
    """Ask the database in a thread of its own: beside Playwright this one counts as asynchronous."""

    def answer() -> Answer:
        try:
            return question()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(answer).result()


@dataclass
class Desk:
    """The product with the ring late and the café due in three days, and people who can log in."""

    live: Live
    browser: Browser
    complaints: list[str] = field(default_factory=list)

    def sit_down(self, username: str) -> Page:
        """Log in without a mouse, in a browser of one's own."""
        page = self.browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce").new_page()
        page.set_default_timeout(15_000)
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(f"{self.live.url}/login/")
        page.locator("input[name=login]").fill(username)
        page.locator("input[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page).to_have_url(f"{self.live.url}/queue/")
        return page

    def _listen(self, said: object) -> None:
        kind, text = getattr(said, "type", ""), getattr(said, "text", "")
        # A refusal is an answer like any other here, but browsers write it down as an error.
        if kind in {"error", "warning"} and "status of 4" not in text:
            self.complaints.append(text)

    def doors(self, beginning: str) -> set[str]:
        """How the doors of these accounts stand."""
        found = Access.objects.filter(account__account__startswith=beginning)
        return asked(lambda: set(found.values_list("state", flat=True)))


@pytest.fixture
def desk(live: Live, chromium: str) -> Iterator[Desk]:
    for username in ("ines", "omar"):
        user = world.person(username)
        user.set_password(PASSWORD)
        user.save()
    accounts = world.let_in(world.larkspur())
    network = Network.objects.create(network=world.LARKSPUR_NETWORK, name="Larkspur", member_count=len(accounts))
    Membership.objects.bulk_create(Membership(network=network, account=account, cell=0) for account in accounts)
    ring = refer(by=world.GRAPH, referral=world.ring_referral(accounts))
    refer(by=world.GRAPH, referral=world.cafe_referral(world.let_in(world.cafe())))
    Case.objects.filter(pk=ring.pk).update(due_at=timezone.now() - timedelta(hours=2))
    live.start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        yield Desk(live, browser)
        browser.close()


def test_two_people_suspend_the_ring_by_clicking(desk: Desk):
    ines = desk.sit_down("ines")
    assert broken_rules(ines) == []
    ines.get_by_role("button", name="Start reviewing").first.click()
    expect(ines.get_by_role("heading", level=1)).to_have_text("Larkspur: 6 accounts act as one")
    expect(ines.get_by_text("Three accounts paid with the same card")).to_be_visible()
    expect(ines.get_by_text("No payment was disputed.")).to_be_visible()
    expect(ines.get_by_text("Locked to you")).to_be_visible()
    expect(ines.locator("[data-network] canvas").first).to_be_attached()

    ines.get_by_label("Propose suspension").check()
    expect(ines.locator("#outcome")).to_contain_text("accounts suspended")
    propose = ines.get_by_role("button", name="Propose suspension")
    expect(propose).to_be_disabled()
    ines.get_by_label("Reason", exact=True).select_option("coordinated_use")
    ines.get_by_label("Note", exact=True).fill("One card, one conduct; nobody left out.")
    ines.get_by_label("Type the number of accounts").fill("6")
    assert broken_rules(ines) == []
    propose.click()
    expect(ines.get_by_role("heading", level=1)).to_have_text("Thirty accounts share an address; conduct is their own")
    expect(ines.locator("#toasts")).to_contain_text("Larkspur: proposed for 6 accounts")
    assert desk.doors(RING) == {"open"}

    omar = desk.sit_down("omar")
    omar.get_by_role("link", name="Approvals").click()
    expect(omar.get_by_role("heading", name="Suspend 6 accounts")).to_be_visible()
    expect(omar.get_by_text("Evidence holds")).to_be_visible()
    assert broken_rules(omar) == []
    approve = omar.get_by_role("button", name="Approve suspension")
    expect(approve).to_be_disabled()
    omar.get_by_label("Type 6 to approve").fill("6")
    approve.click()
    expect(omar.locator("#toasts")).to_contain_text("Suspend 6 accounts: approved")
    desk.live.until(lambda: desk.doors(RING) == {"suspended"})
    assert desk.doors("acct_cafe_") == {"open"}
    assert desk.complaints == []


def test_two_people_suspend_the_ring_without_a_mouse(desk: Desk):
    ines = desk.sit_down("ines")
    ines.keyboard.press("n")
    expect(ines.get_by_role("heading", level=1)).to_have_text("Larkspur: 6 accounts act as one")
    ines.keyboard.press("6")
    expect(ines.locator("#outcome")).to_contain_text("accounts suspended")
    expect(ines.get_by_label("Propose suspension")).to_be_checked()
    tab_to(ines, "reason")
    ines.keyboard.type("Coordinated")
    tab_to(ines, "note")
    ines.keyboard.type("One card, one conduct; nobody left out. 123")
    expect(ines.get_by_label("Propose suspension")).to_be_checked()
    tab_to(ines, "confirm-count")
    ines.keyboard.type("5")
    ines.keyboard.press("Enter")
    expect(ines.locator("#confirm-count-why")).to_contain_text("Opens when you have typed 6")
    ines.keyboard.press("Backspace")
    ines.keyboard.type("6")
    ines.keyboard.press("Enter")
    expect(ines.locator("#toasts")).to_contain_text("Larkspur: proposed for 6 accounts")
    assert asked(lambda: Proposal.objects.get().reason) == "coordinated_use"

    omar = desk.sit_down("omar")
    omar.keyboard.press("g")
    omar.keyboard.press("a")
    expect(omar.get_by_role("heading", name="Suspend 6 accounts")).to_be_visible()
    omar.keyboard.press("m")
    omar.keyboard.type("Agreed.")
    tab_to(omar, "confirm-count")
    omar.keyboard.type("6")
    omar.keyboard.press("Enter")
    expect(omar.locator("#toasts")).to_contain_text("Suspend 6 accounts: approved")
    desk.live.until(lambda: desk.doors(RING) == {"suspended"})
    assert desk.complaints == []


def test_what_can_be_undone_is_decided_by_two_keys(desk: Desk):
    ines = desk.sit_down("ines")
    ines.keyboard.press("j")
    ines.keyboard.press("c")
    expect(ines.get_by_role("heading", level=1)).to_have_text("Larkspur: 6 accounts act as one")
    ines.keyboard.press("4")
    expect(ines.locator("#outcome")).to_contain_text("limited in rate")
    ines.keyboard.press("Control+Enter")
    expect(ines.get_by_role("alert")).to_contain_text("Write a note")
    expect(ines.get_by_label("Limit rate")).to_be_checked()
    tab_to(ines, "reason")
    ines.keyboard.type("Terms")
    tab_to(ines, "note")
    ines.keyboard.type("Slowed down until they answer.")
    ines.keyboard.press("Control+Enter")
    expect(ines.get_by_role("heading", level=1)).to_have_text("Thirty accounts share an address; conduct is their own")
    desk.live.until(lambda: desk.doors(RING) == {"limited"})

    ines.keyboard.press("1")
    expect(ines.locator("#outcome")).to_contain_text("nobody is told")
    tab_to(ines, "note")
    ines.keyboard.type("A café.")
    ines.keyboard.press("Control+Enter")
    expect(ines).to_have_url(f"{desk.live.url}/queue/")
    expect(ines.get_by_text("Nothing waits for you")).to_be_visible()
    assert desk.doors("acct_cafe_") == {"open"}
    assert desk.complaints == []


def tab_to(page: Page, field_id: str) -> None:
    """Press Tab until the field has the focus, as somebody without a mouse does."""
    for _ in range(200):  # past the rows of the accounts, if the focus begins at the top
        if page.evaluate("document.activeElement?.id") == field_id:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{field_id} cannot be reached by Tab")
