"""Can the drawing be read and walked? Larkspur, three cells, in Chromium, against its table twin."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def drawing(page: Page, site: str) -> Page:
    page.goto(site)
    expect(page.locator("[data-fallback]")).to_be_hidden()
    return page


def current_row(page: Page) -> str | None:
    return page.locator("#g-values [aria-selected='true']").get_attribute("data-node")


def test_cells_say_their_name_and_what_is_not_drawn(drawing: Page) -> None:
    expect(drawing.locator(".cell-name").first).to_contain_text("9 of 118 drawn")
    expect(drawing.get_by_role("button", name="Draw 109 more of Larkspur Data Ltd")).to_be_visible()


def test_tab_walks_the_nodes_by_strength_and_the_table_follows(drawing: Page) -> None:
    drawing.locator("#network").focus()
    drawing.keyboard.press("Tab")
    assert current_row(drawing) == "p:owner"
    expect(drawing.locator("#network [data-said]")).to_have_text("M•••• V••••, owner, person, 3 ties")
    drawing.keyboard.press("Tab")
    assert current_row(drawing) == "v:card"
    drawing.keyboard.press("Shift+Tab")
    assert current_row(drawing) == "p:owner"
    drawing.keyboard.press("Escape")
    expect(drawing.locator("#g-values [aria-selected='true']")).to_have_count(0)


def test_an_arrow_goes_along_a_tie(drawing: Page) -> None:
    drawing.locator("#network").focus()
    drawing.keyboard.press("Tab")
    moved = []
    for key in ("ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"):
        drawing.keyboard.press(key)
        moved.append(drawing.locator("#network [data-said]").text_content())
    assert any("company" in (said or "") for said in moved)


def test_a_row_of_the_table_selects_its_node(drawing: Page) -> None:
    drawing.evaluate("document.addEventListener('network:select', (event) => { document.title = event.detail.id; })")
    drawing.locator("#g-values [data-node='v:ip']").click()
    expect(drawing).to_have_title("v:ip")


def test_keyboard_users_can_leave_the_drawing(drawing: Page) -> None:
    drawing.locator("#network").focus()
    drawing.keyboard.press("Shift+Tab")
    assert drawing.evaluate("document.activeElement.id") != "network"


def test_the_drawing_is_made_again_in_the_colours_of_the_theme(drawing: Page) -> None:
    area = drawing.locator("#network [data-canvas]")
    before = area.screenshot()
    drawing.locator(".user-card summary").click()
    drawing.get_by_role("button", name="Dark").click()
    expect(drawing.locator("html")).to_have_css("background-color", "rgb(16, 18, 20)")
    assert area.screenshot() != before


def test_without_the_drawing_the_table_is_pointed_to(page: Page, site: str) -> None:
    page.route("**/cytoscape.min.js", lambda route: route.abort())
    page.goto(site)
    expect(page.locator("[data-fallback]")).to_have_text(
        "The drawing could not be made. The table holds the same facts."
    )
    expect(page.locator("#g-values [data-node='v:card']")).to_be_visible()
