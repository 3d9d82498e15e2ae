"""Ines reviews the Larkspur ring and Omar is her second person: by clicking, and again without a mouse.

Both work on the product as it runs, each in a browser of their own; what counts at the end is how the doors stand.
"""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.review.actions import refer
from accounts.review.models import Case, Proposal
from graph.networks.models import Membership, Network
from tests import world
from tests.browser.at_the_desk import Desk, asked, desk_of, give_passwords
from tests.browser.conftest import broken_rules
from tests.live import Live

RING = "acct_larkspur_"


@pytest.fixture
def desk(live: Live, chromium: str) -> Iterator[Desk]:
    give_passwords("ines", "omar")
    accounts = world.let_in(world.larkspur())
    network = Network.objects.create(network=world.LARKSPUR_NETWORK, name="Larkspur", member_count=len(accounts))
    Membership.objects.bulk_create(Membership(network=network, account=account, cell=0) for account in accounts)
    ring = refer(by=world.GRAPH, referral=world.ring_referral(accounts))
    refer(by=world.GRAPH, referral=world.cafe_referral(world.let_in(world.cafe())))
    Case.objects.filter(pk=ring.pk).update(due_at=timezone.now() - timedelta(hours=2))
    live.start()
    with desk_of(live, chromium) as opened:
        yield opened


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
    expect(ines.locator("#toasts")).to_contain_text("cleared")
    assert desk.doors("acct_cafe_") == {"open"}
    assert desk.complaints == []


def tab_to(page: Page, field_id: str) -> None:
    """Press Tab until the field has the focus, as somebody without a mouse does."""
    for _ in range(200):  # past the rows of the accounts, if the focus begins at the top
        if page.evaluate("document.activeElement?.id") == field_id:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{field_id} cannot be reached by Tab")
