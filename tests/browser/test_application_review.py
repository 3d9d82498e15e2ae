"""Ines reviews Harbour's application in a browser: what differs, who owns it, one question, and the clock stands still.

On a wide screen and a phone, in light and dark: nothing is cut off, and axe finds nothing serious.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from accounts.onboarding.models import Application
from accounts.onboarding.words import question_of
from tests.accounts.onboarding.read_room import read_harbour
from tests.browser.at_the_desk import Desk, asked, desk_of, give_passwords
from tests.browser.conftest import broken_rules
from tests.live import Live

SIZES = ((1440, 900), (390, 844))


@pytest.fixture
def desk(live: Live, chromium: str) -> Iterator[Desk]:
    give_passwords("ines")
    read_harbour()
    live.start()
    with desk_of(live, chromium) as opened:
        yield opened


def looks_well(page: Page) -> None:
    """In every size and theme: no sideways scrolling, and nothing serious for axe."""
    for width, height in SIZES:
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert broken_rules(page) == []
    page.set_viewport_size({"width": SIZES[0][0], "height": SIZES[0][1]})


def test_ines_finds_the_share_that_decides_and_asks_for_the_list(desk: Desk):
    ines = desk.sit_down("ines")
    ines.get_by_role("link", name="Harbour Analytics GmbH").click()
    expect(ines.get_by_text("Names, dates and addresses are masked.")).to_be_visible()
    expect(ines.get_by_text("P. L.’s share")).to_be_visible()
    ines.keyboard.press("c")
    share = ines.get_by_role("row", name="P. Lindqvist’s share")
    expect(share).to_contain_text("Decides")
    expect(share.locator("mark")).to_have_text(["22–30 %", "22 %"])
    looks_well(ines)

    ines.get_by_text("Differences 2").click()
    expect(ines.locator(".says tbody tr:visible")).to_have_count(2)
    expect(ines.get_by_role("img", name="Who owns Harbour Analytics GmbH")).to_be_visible()
    ines.keyboard.press("w")
    expect(ines.get_by_role("cell", name="22–30 %").last).to_be_visible()

    ines.keyboard.press("4")
    expect(ines.get_by_label("Reason", exact=True)).to_be_visible()
    ines.keyboard.press("1")
    expect(ines.get_by_label("Reason", exact=True)).to_be_hidden()
    ines.keyboard.press("a")
    ines.get_by_label("Begin with").select_option("owners")
    expect(ines.get_by_label("The question")).to_have_value(
        "Please tell us who holds the shares of Harbour Analytics GmbH that you did not name, and how much each holds."
    )
    ines.get_by_label("The question").fill("Wer hält den Rest?")
    ines.get_by_role("button", name="Send the question").click()
    expect(ines.locator("#toasts")).to_contain_text("The clock stands still")
    expect(ines.locator(".asked-item")).to_contain_text("Wer hält den Rest?")
    assert (
        asked(lambda: question_of(Application.objects.get().items.select_related("application").get()))
        == "Wer hält den Rest?"
    )
    assert desk.complaints == []
