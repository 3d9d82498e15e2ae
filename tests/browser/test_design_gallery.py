"""Does every part look right to everybody? The gallery in Chromium, in both themes, wide and narrow."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import broken_rules


def open_at(page: Page, site: str, *, width: int = 1440, theme: str = "light") -> Page:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.goto(site)
    expect(page.locator("[data-fallback]")).to_be_hidden()
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1000, 390])
def test_axe_finds_nothing_serious_and_the_policy_refuses_nothing(
    page: Page, site: str, complaints: list[str], width: int, theme: str
) -> None:
    open_at(page, site, width=width, theme=theme)
    assert broken_rules(page) == []
    assert complaints == []


@pytest.mark.parametrize("width", [360, 390, 720, 1440, 1920])
def test_nothing_makes_the_page_scroll_sideways(page: Page, site: str, width: int) -> None:
    open_at(page, site, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_there_is_one_h1_a_skip_link_and_every_landmark(page: Page, site: str) -> None:
    open_at(page, site)
    assert page.locator("h1").count() == 1
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the page"
    for landmark in ("main", "nav.side", "header.bar", "[role=search]", "[role=status]"):
        assert page.locator(landmark).count() >= 1, landmark


def test_everything_one_presses_is_24_pixels_or_more(page: Page, site: str) -> None:
    open_at(page, site, width=390)
    small = page.evaluate(
        """[...document.querySelectorAll("button, .button, .tabs a, .nav-link, .segment a, select, .measure, .choice")]
        .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 24)
        .map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert small == []


def test_the_choice_of_a_theme_is_kept_and_does_not_flash(page: Page, site: str) -> None:
    open_at(page, site)
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    page.locator(".user-card summary").click()
    page.get_by_role("button", name="Dark").click()
    assert page.evaluate(ground) == "rgb(16, 18, 20)"
    page.goto(site)
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator(".user-card summary").click()
    page.get_by_role("button", name="System").click()
    assert page.evaluate(ground) == "rgb(245, 245, 243)"


def test_a_phone_opens_the_nav_as_a_menu_and_escape_closes_it(page: Page, site: str) -> None:
    open_at(page, site, width=390)
    assert not page.get_by_role("link", name="Approvals").is_visible()
    page.get_by_role("button", name="Menu").click()
    assert page.get_by_role("link", name="Approvals").is_visible()
    page.keyboard.press("Escape")
    assert not page.get_by_role("link", name="Approvals").is_visible()


def test_somebody_who_wants_no_motion_sees_none(page: Page, site: str) -> None:
    open_at(page, site)
    durations = page.evaluate(
        "[...document.querySelectorAll('.button')].map((one) => getComputedStyle(one).transitionDuration)"
    )
    assert set(durations) == {"0s"}
