"""What do the parts do? Keys, rows, decisions, dialogs and requests, on the gallery, by hand and by keyboard."""

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture(autouse=True)
def opened(page: Page, site: str) -> Page:
    page.goto(site)
    expect(page.locator("[data-fallback]")).to_be_hidden()
    return page


# -- keys


def test_a_key_focuses_the_search_and_letters_are_letters_there(page: Page) -> None:
    page.keyboard.press("/")
    search = page.get_by_role("searchbox")
    expect(search).to_be_focused()
    page.keyboard.type("g q ?")
    expect(search).to_have_value("g q ?")
    assert page.locator("dialog:modal").count() == 0


def test_the_map_of_keys_opens_and_focus_returns(page: Page) -> None:
    keys = page.get_by_role("button", name="Keys")
    keys.focus()
    page.keyboard.press("?")
    expect(page.locator("#keys-map")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys-map")).to_be_hidden()
    expect(keys).to_be_focused()


def test_one_key_after_the_other_goes_to_a_page(page: Page, site: str) -> None:
    page.keyboard.press("g")
    with page.expect_navigation():
        page.keyboard.press("a")
    assert page.url == f"{site}approvals/"


def test_keys_can_be_switched_off_and_stay_off(page: Page, site: str) -> None:
    page.locator(".user-card summary").click()
    page.get_by_label("Keyboard shortcuts").uncheck()
    page.locator("h1").click()
    page.keyboard.press("?")
    assert page.locator("dialog:modal").count() == 0
    page.goto(site)
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).not_to_be_focused()


def test_nothing_irreversible_has_a_key(page: Page) -> None:
    for control in page.locator(".danger, .danger-fill").all():
        assert control.get_attribute("data-key") is None


# -- rows


def test_rows_are_walked_with_j_and_k_and_chosen_with_x(page: Page) -> None:
    rows = page.locator("#g-rows [data-row]")
    for key in "jj":
        page.keyboard.press(key)
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(rows.nth(0)).to_have_attribute("aria-selected", "true")
    expect(rows.nth(0).get_by_role("checkbox")).to_be_checked()


def test_all_rows_are_chosen_at_once_and_a_part_is_shown_as_a_part(page: Page) -> None:
    everything = page.get_by_label("All on this page")
    everything.check()
    assert page.locator("#g-rows input[data-pick]:checked").count() == 3
    page.locator("#g-rows input[data-pick]").first.uncheck()
    assert everything.evaluate("(box) => box.indeterminate")


# -- a decision


def test_the_slow_button_opens_only_for_the_right_number(page: Page) -> None:
    button = page.locator("form[data-decide]").get_by_role("button", name="Propose suspension")
    number = page.get_by_label("Type the number of accounts to confirm")
    expect(button).to_be_disabled()
    number.fill("37")
    expect(button).to_be_disabled()
    expect(page.locator("#confirm-count-why")).to_contain_text("this says 37")
    number.fill(" 379 ")
    expect(button).to_be_enabled()


def test_choosing_a_measure_by_key_shows_its_part_and_does_nothing_else(page: Page, site: str) -> None:
    page.keyboard.press("1")
    expect(page.get_by_role("radio", name="Clear")).to_be_checked()
    expect(page.get_by_label("Type the number of accounts to confirm")).to_be_hidden()
    expect(page.get_by_role("button", name="Decide and go on")).to_be_visible()
    assert page.url == site


def test_the_preview_is_asked_with_the_measure_and_never_with_the_note(page: Page, site: str) -> None:
    page.locator("form[data-decide]").evaluate(
        """(form) => {
          form.insertAdjacentHTML("beforeend", "<input name='note' value='about somebody'>");
          const measures = form.querySelector("fieldset");
          for (const [name, value] of [["get", "/token/"], ["trigger", "change"], ["include", "this"]])
            measures.setAttribute(`hx-${name}`, value);
          measures.setAttribute("hx-target", "#outcome");
          htmx.process(measures);
        }"""
    )
    with page.expect_request("**/token/**") as asked:
        page.keyboard.press("1")
    assert asked.value.url == f"{site}token/?measure=clear"


def test_a_measure_that_cannot_be_taken_says_why_and_has_no_key(page: Page) -> None:
    page.keyboard.press("5")
    expect(page.get_by_role("radio", name="Verify again")).to_be_disabled()
    expect(page.get_by_role("radio", name="Propose suspension")).to_be_checked()
    expect(page.get_by_text("Verified last week.")).to_be_visible()


def test_a_dialog_takes_the_focus_and_asks_for_the_number(page: Page) -> None:
    page.get_by_role("button", name="Suspend 379").click()
    dialog = page.get_by_role("dialog", name="Suspend 379 accounts?")
    expect(dialog.get_by_label("Type 379 to confirm")).to_be_focused()
    expect(dialog.get_by_role("button", name="Propose suspension")).to_be_disabled()
    page.keyboard.type("379")
    expect(dialog.get_by_role("button", name="Propose suspension")).to_be_enabled()
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.get_by_role("button", name="Suspend 379")).to_be_focused()


# -- requests


def ask(page: Page, address: str, *, verb: str = "post") -> None:
    """Let the first button of the gallery ask for an address when it is pressed."""
    page.evaluate(
        """([verb, address]) => {
          const button = document.querySelector("[data-busy='Claiming']");
          button.setAttribute(`hx-${verb}`, address);
          button.setAttribute("hx-target", "#dialog-host");
          htmx.process(button);
        }""",
        [verb, address],
    )
    page.locator("[data-busy='Claiming']").click()


@pytest.mark.parametrize(
    ("status", "said"),
    [(500, "what you typed is kept"), (403, "Noor decided this case at 10:31."), (401, "You were logged out")],
)
def test_a_failed_request_says_so_and_keeps_what_was_typed(page: Page, status: int, said: str) -> None:
    page.get_by_label("Note", exact=True).fill("Same bank account")
    ask(page, f"/refuse/{status}/", verb="get")
    expect(page.locator("#toasts")).to_contain_text(said)
    expect(page.get_by_label("Note", exact=True)).to_have_value("Same bank account")
    expect(page.get_by_role("button", name="Claim c")).to_have_attribute("data-busy", "Claiming")
    expect(page.locator("[data-busy='Claiming']")).not_to_have_attribute("aria-busy", "true")


def test_a_line_that_drops_is_told(page: Page) -> None:
    page.route("**/token/", lambda route: route.abort())
    ask(page, "/token/")
    expect(page.locator("#toasts")).to_contain_text("the line dropped")


def test_what_changes_something_carries_the_token(page: Page) -> None:
    ask(page, "/token/")
    token = page.locator("meta[name='csrf-token']").get_attribute("content")
    assert token
    expect(page.locator("#dialog-host")).to_have_text(token)


def test_a_toast_from_the_server_stays_text_and_offers_undo(page: Page) -> None:
    page.evaluate(
        """document.body.dispatchEvent(new CustomEvent("toast", {bubbles: true, detail:
        {text: "<b>Limited</b> 13 accounts.", action: "Undo", action_url: "/token/", key: "u"}}))"""
    )
    box = page.locator("#toasts .toast")
    expect(box).to_contain_text("<b>Limited</b> 13 accounts.")
    box.get_by_role("button", name="Undo").click()
    expect(box).to_have_count(0)
