"""Harbour fills in its application on a phone, leaves, and goes on at a desk; by day and by night."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect, sync_playwright

from accounts.onboarding.opening import answers_of, claims_of
from tests.accounts.onboarding.entrance import Applicant
from tests.applicants import harbour_applies
from tests.browser.at_the_desk import PATIENCE, asked
from tests.browser.conftest import broken_rules
from tests.live import Live

PHONE, DESK = ViewportSize(width=390, height=844), ViewportSize(width=1280, height=900)


def fits(page: Page) -> bool:
    """Is nothing of the page beside the screen?"""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.fixture
def harbour(live: Live) -> Applicant:
    applicant = Applicant(harbour_applies())
    live.start_web()
    return applicant


def test_harbour_goes_on_where_it_left(harbour: Applicant, live: Live, chromium: str):
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        phone = browser.new_context(viewport=PHONE, color_scheme="dark", reduced_motion="reduce").new_page()
        fills_in_on_a_phone(phone, live.url + harbour.door, harbour)
        desk = browser.new_context(viewport=DESK, color_scheme="light", reduced_motion="reduce").new_page()
        goes_on_at_a_desk(desk, live.url + harbour.door, harbour)
        browser.close()


def fills_in_on_a_phone(page: Page, door: str, harbour: Applicant) -> None:
    """One group at a time; a wrong LEI is said beside its field and stays there, everything else is kept."""
    page.goto(f"{door}step/company/")
    expect(page.get_by_text("Step 1 of 5")).to_be_visible()
    expect(page.get_by_label("Website", exact=True)).to_be_hidden()
    lei = page.get_by_label("LEI, if it has one")
    lei.fill("529900WRONG")
    lei.blur()
    expect(page.locator("#id_identity-lei_error")).to_contain_text("LEI")
    expect(lei).to_have_attribute("aria-invalid", "true")
    expect(lei).to_have_value("529900WRONG")
    assert broken_rules(page) == []
    assert fits(page)
    lei.fill("")
    page.get_by_label("Legal form").fill("GmbH & Co. KG")
    page.get_by_label("Legal form").blur()
    expect(page.locator("#id_identity-lei_error .error")).to_have_count(0)
    expect(page.locator("#saved")).to_contain_text("Saved")
    page.get_by_role("button", name="Save and continue").click()
    expect(page.get_by_label("Street and number").first).to_be_visible()
    assert asked(lambda: answers_of(harbour.now()).company.legal_form) == "GmbH & Co. KG"


def goes_on_at_a_desk(page: Page, door: str, harbour: Applicant) -> None:
    """The first step with a gap; the chart moves while a share is typed, and what cannot be is said."""
    page.goto(door)
    expect(page.get_by_role("heading", level=1)).to_have_text("Documents")
    assert broken_rules(page) == []
    page.goto(f"{door}step/ownership/?party=p3")
    page.get_by_label("I know the exact share").check()
    share = page.get_by_label("Share in percent")
    share.press_sequentially("45")
    expect(page.locator("#chart svg")).to_contain_text("45 %")
    share.blur()
    expect(page.locator("#p3-of-us_complaint")).to_contain_text("105 %")
    expect(share).to_have_attribute("aria-invalid", "true")
    assert broken_rules(page) == []
    share.fill("40")
    share.blur()
    expect(page.locator("#p3-of-us_complaint .error")).to_have_count(0)
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_text("Person, Sweden, 40 %")).to_be_visible()
    assert fits(page)
    assert asked(lambda: [one.share_max for one in claims_of(harbour.now()).stakes if one.owner == "p3"]) == [40]
    page.goto(f"{door}step/review/")
    expect(page.get_by_role("link", name="the register extract")).to_be_visible()
    assert broken_rules(page) == []
    assert fits(page)
