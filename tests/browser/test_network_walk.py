"""From a network to one sentence of evidence and back, by clicking: Larkspur's card, its growth, a picked pair."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests import world
from tests.browser.at_the_desk import Desk, desk_of, give_passwords
from tests.browser.conftest import broken_rules
from tests.graph.desk.test_pages import network
from tests.live import Live

CARD = "•••• 4242"


@pytest.fixture
def desk(live: Live, chromium: str) -> Iterator[Desk]:
    give_passwords("ines")
    ring = world.let_in(world.larkspur())
    made = network(ring)
    made.summary["values"][0] |= {"rarity": "one in 40,000", "seen": "12–19 Sep 2026", "kind": "payment"}
    made.save()
    for late, account in enumerate(ring[3:], 1):
        account.created_at += timedelta(weeks=late)
        account.save()
    live.start()
    with desk_of(live, chromium) as opened:
        yield opened


def test_from_a_network_to_a_sentence_and_back(desk: Desk):
    ines = desk.sit_down("ines")
    ines.get_by_role("link", name="Networks", exact=True).click()
    ines.get_by_role("link", name="Larkspur").first.click()
    drawing, chosen = ines.locator("#network"), ines.locator("#chosen")
    expect(ines.locator("[data-fallback]")).to_be_hidden()
    expect(ines.locator("#structure-title")).to_be_visible()

    ines.get_by_role("button", name=f"Show {CARD} in the drawing").click()
    expect(chosen).to_contain_text("6 accounts here show it, 12–19 Sep 2026")
    expect(drawing.locator("[data-said]")).to_contain_text("6 ties")
    assert broken_rules(ines) == []
    chosen.get_by_role("link", name="acct_larkspur_001").click()
    expect(ines.get_by_role("heading", level=1)).to_have_text("acct_larkspur_001")
    expect(ines.get_by_text("Paid with one card.")).to_be_visible()
    ines.go_back()
    expect(ines.get_by_role("heading", level=1)).to_contain_text("Larkspur")
    assert desk.complaints == []


def test_the_drawing_goes_back_in_time_and_the_picked_are_asked_about(desk: Desk):
    ines = desk.sit_down("ines")
    ines.goto(f"{desk.live.url}/networks/{world.LARKSPUR_NETWORK}/")
    expect(ines.locator("[data-fallback]")).to_be_hidden()
    slider = ines.get_by_label("The drawing as it stood in the week of")
    slider.focus()
    ines.keyboard.press("Home")
    expect(ines.locator("output[for=until]")).to_contain_text(": 3")
    ines.keyboard.press("End")
    expect(ines.locator("output[for=until]")).to_have_text("now: 6")

    ines.get_by_role("button", name="Account", exact=True).click()
    expect(ines.locator("#members th[aria-sort=ascending]")).to_have_text("Account")
    for name in ("acct_larkspur_001", "acct_larkspur_002"):
        ines.get_by_label(f"Pick {name}").check()
    ines.get_by_role("button", name="With the 2 picked").click()
    expect(ines.locator("#chosen")).to_contain_text("2 accounts picked")
    ines.get_by_role("button", name="Explain this pair").click()
    expect(ines.get_by_role("dialog")).to_contain_text("Nothing was derived yet")
    assert desk.complaints == []
